//! Two ends joined by a network that delays, reorders and repeats: what is cut
//! into chunks at one is put together at the other.

use super::{
    chunk,
    reassemble::{Place, Transfer, MAX_MESSAGE},
};
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

/// The receiver of one connection.
#[derive(Default)]
struct Receiver {
    transfers: BTreeMap<u32, Assembly>,
    received: BTreeMap<u32, Vec<u8>>,
}

struct Assembly {
    state: [u8; Transfer::BYTES],
    seen: Vec<bool>,
    data: Vec<u8>,
    held: Option<Vec<u8>>,
}

impl Receiver {
    fn take(&mut self, message: &[u8]) {
        let start = &message[..message.len().min(chunk::HEAD_MAX)];
        let head = chunk::parse_head(start).unwrap();
        let payload = &message[head.at..head.at + head.len as usize];
        let total = chunk::parse_total(&message[head.at + payload.len()..]).unwrap();
        // A copy that comes when all is done.
        if self.received.contains_key(&head.id) {
            return;
        }
        let assembly = self.transfers.entry(head.id).or_insert_with(|| {
            let mut transfer = Transfer::new(total).unwrap();
            if head.n == 0 {
                transfer = transfer.recognize(payload);
            }
            Assembly {
                state: transfer.to_bytes(),
                seen: vec![false; total as usize],
                data: Vec::new(),
                held: None,
            }
        });
        let transfer = Transfer::from_bytes(assembly.state);
        assert!(transfer.expects(head.n, total));
        if std::mem::replace(&mut assembly.seen[head.n as usize], true) {
            return;
        }
        let (transfer, place) = transfer.take(head.n, head.len, MAX_MESSAGE).unwrap();
        assembly.state = transfer.to_bytes();
        assembly.data.resize(transfer.room() as usize, 0);
        match place {
            Place::Hold => assembly.held = Some(payload.to_vec()),
            Place::At(at, from) => {
                let payload = &payload[from..];
                assembly.data[at..at + payload.len()].copy_from_slice(payload);
            }
        }
        if let (Some(held), true) = (&assembly.held, transfer.size > 0) {
            let at = transfer.last_at();
            assembly.data[at..at + held.len()].copy_from_slice(held);
            assembly.held = None;
        }
        if let Some(length) = transfer.complete() {
            let mut assembly = self.transfers.remove(&head.id).unwrap();
            assembly.data.truncate(length);
            assert_eq!(transfer.arrived(), transfer.length());
            // With what was left out of it, to compare.
            let header = match transfer.header {
                0 => Vec::new(),
                3 => [&[0xda][..], &(transfer.binary as u16).to_be_bytes()].concat(),
                _ => [&[0xdb][..], &transfer.binary.to_be_bytes()].concat(),
            };
            self.received
                .insert(head.id, [header, assembly.data].concat());
        }
    }
}

/// A message as BinaryPack has it: a lone binary with either header, or others.
fn any_message() -> impl Strategy<Value = Vec<u8>> {
    let long = vec(any::<u8>(), 1..600)
        .prop_map(|data| [&[0xdb][..], &(data.len() as u32).to_be_bytes(), &data].concat());
    let short = vec(any::<u8>(), 1..600)
        .prop_map(|data| [&[0xda][..], &(data.len() as u16).to_be_bytes(), &data].concat());
    let other = vec(any::<u8>(), 1..600).prop_map(|mut message| {
        message[0] = 0x9f;
        message
    });
    prop_oneof![long, short, other]
}

proptest! {
    /// However chunks are sized, mixed and repeated, what arrives is what was sent.
    #[test]
    fn what_is_sent_arrives(
        messages in vec(any_message(), 1..6),
        sizes in vec(7_u32..200, 6),
        order in vec(any::<prop::sample::Index>(), 400),
    ) {
        let mut network: Vec<Vec<u8>> = Vec::new();
        for (id, (message, size)) in (1..).zip(messages.iter().zip(sizes)) {
            let total = chunk::count(message.len() as f64, size);
            for (n, payload) in (0..).zip(message.chunks(size as usize)) {
                let head = chunk::head(id, n, payload.len() as u32);
                let bytes = [&head, payload, &chunk::tail(total)].concat();
                network.push(bytes);
            }
        }
        let mut receiver = Receiver::default();
        let mut order = order.iter().cycle();
        while !network.is_empty() {
            let at = order.next().unwrap().index(network.len());
            let message = network.swap_remove(at);
            receiver.take(&message);
            // Every other one comes twice.
            if at % 2 == 0 {
                receiver.take(&message);
            }
        }
        prop_assert!(receiver.transfers.is_empty());
        for (id, message) in (1..).zip(&messages) {
            prop_assert_eq!(&receiver.received[&id], message);
        }
    }

    /// Whatever a hostile peer says, a chunk has a place within the room, or is
    /// refused.
    #[test]
    fn no_chunk_has_a_place_outside(
        total in prop_oneof![1_u32..8, any::<u32>()],
        chunks in vec((0_u32..8, prop_oneof![0_u32..50, any::<u32>()]), 1..12),
        start in vec(prop_oneof![Just(0xda), Just(0xdb), 0_u8..40], 0..6),
        limit in prop_oneof![0.0..1000.0, Just(MAX_MESSAGE)],
    ) {
        let Ok(transfer) = Transfer::new(total) else { return Ok(()) };
        let mut transfer = transfer.recognize(&start);
        for (n, len) in chunks {
            if !transfer.expects(n, total) {
                continue;
            }
            let Ok((next, place)) = transfer.take(n, len, limit) else { return Ok(()) };
            transfer = Transfer::from_bytes(next.to_bytes());
            prop_assert_eq!(transfer, next);
            prop_assert!(transfer.room() <= limit.min(MAX_MESSAGE));
            if let Place::At(at, from) = place {
                let written = (len as usize).saturating_sub(from);
                prop_assert!(at + written <= transfer.room() as usize);
            }
        }
    }
}
