//! What a channel brings is put together as it was cut, or refused, within bounds.

use peerjs_wasm::core::{
    chunk::{self, Head},
    frame::{self, Frame},
    reassemble::{Place, Refusal, Transfer},
};
use std::collections::BTreeMap;

/// Smaller than the limits of a Peer, so that inputs reach them.
const MAX_BYTES: f64 = 50_000.0;
const MAX_TRANSFERS: usize = 4;
const MAX_CHUNKS: u32 = 1_000;

/// Reads bytes as the messages of a channel, laid out as in a batch.
pub fn messages(bytes: &[u8]) {
    let mut receiver = Receiver::default();
    for message in frame::messages(bytes) {
        let Some((at, len)) = message else { break };
        receiver.receive(&bytes[at..at + len]);
    }
}

/// The receiver of one connection, as `api::data` has it.
#[derive(Default)]
struct Receiver {
    assemblies: BTreeMap<u32, Assembly>,
    refused: Option<u32>,
}

struct Assembly {
    state: [u8; Transfer::BYTES],
    data: Vec<u8>,
    held: Option<Vec<u8>>,
    /// What has come, by number: what `data` is compared with.
    chunks: BTreeMap<u32, Vec<u8>>,
}

impl Receiver {
    fn receive(&mut self, message: &[u8]) {
        let start = &message[..message.len().min(chunk::HEAD_MAX)];
        match Frame::of(start) {
            Frame::No => self.chunk(start, message),
            Frame::Batch => batch(message),
            Frame::Cancel(id) => {
                self.assemblies.remove(&id);
                assert_eq!(start, frame::cancel(id));
            }
            Frame::Close(count) => assert_eq!(start, frame::close(count)),
            Frame::Malformed => assert!(start.starts_with(&frame::BATCH_HEAD[..1])),
        }
    }

    fn chunk(&mut self, start: &[u8], message: &[u8]) {
        let Some((head, payload, total)) = parse(start, message) else {
            return;
        };
        written_as_we_do(head, payload, total);
        if self.refused == Some(head.id) {
            return;
        }
        match self.place(head, payload, total) {
            Ok(false) => {}
            Ok(true) => {
                self.assemblies.remove(&head.id);
            }
            Err(_) => {
                self.assemblies.remove(&head.id);
                self.refused = Some(head.id);
            }
        }
        assert!(self.assemblies.len() <= MAX_TRANSFERS);
        let room: usize = self.assemblies.values().map(|one| one.data.len()).sum();
        assert!(room as f64 <= MAX_BYTES, "{room} bytes are too many");
    }

    /// Whether the message is complete.
    fn place(&mut self, head: Head, payload: &[u8], total: u32) -> Result<bool, Refusal> {
        let others: usize = self.assemblies.values().map(|one| one.data.len()).sum();
        let count = self.assemblies.len();
        let assembly = match self.assemblies.entry(head.id) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let transfer = Transfer::new(total)?;
                if count >= MAX_TRANSFERS || total > MAX_CHUNKS {
                    return Err(Refusal::TooLarge);
                }
                let transfer = match head.n {
                    0 => transfer.recognize(payload),
                    _ => transfer,
                };
                entry.insert(Assembly::new(transfer))
            }
        };
        assembly.take(head, payload, total, others)
    }
}

impl Assembly {
    fn new(transfer: Transfer) -> Self {
        Self {
            state: transfer.to_bytes(),
            data: Vec::new(),
            held: None,
            chunks: BTreeMap::new(),
        }
    }

    fn take(
        &mut self,
        head: Head,
        payload: &[u8],
        total: u32,
        others: usize,
    ) -> Result<bool, Refusal> {
        let transfer = Transfer::from_bytes(self.state);
        if !transfer.expects(head.n, total) {
            return Err(Refusal::Inconsistent);
        }
        if self.chunks.contains_key(&head.n) {
            return Ok(false);
        }
        let (transfer, place) = transfer.take(head.n, head.len, MAX_BYTES)?;
        self.state = transfer.to_bytes();
        assert_eq!(Transfer::from_bytes(self.state), transfer);
        self.chunks.insert(head.n, payload.to_vec());

        if self.data.is_empty() && transfer.size > 0 {
            if others as f64 + transfer.room() > MAX_BYTES {
                return Err(Refusal::TooLarge);
            }
            self.data = vec![0; transfer.room() as usize];
        }
        match place {
            Place::Hold => self.held = Some(payload.to_vec()),
            Place::At(at, from) => self.put(payload.get(from..).unwrap_or_default(), at),
        }
        if transfer.size > 0 {
            if let Some(held) = self.held.take() {
                self.put(&held, transfer.last_at());
            }
        }
        assert_eq!(transfer.received as usize, self.chunks.len());
        let arrived: usize = self.chunks.values().map(Vec::len).sum();
        if transfer.size > 0 {
            assert_eq!(transfer.arrived(), arrived as f64);
            assert!(transfer.arrived() <= transfer.length());
        }
        let Some(length) = transfer.complete() else {
            return Ok(false);
        };
        let sent = self.chunks.values().flatten().copied();
        let sent: Vec<u8> = sent.skip(transfer.header as usize).collect();
        assert_eq!(self.data[..length], sent, "put together as another message");
        Ok(true)
    }

    /// As `Uint8Array.prototype.set`, which refuses what does not fit.
    fn put(&mut self, payload: &[u8], at: usize) {
        self.data[at..at + payload.len()].copy_from_slice(payload);
    }
}

/// A chunk: its numbers and its payload.
fn parse<'a>(start: &[u8], message: &'a [u8]) -> Option<(Head, &'a [u8], u32)> {
    let head = chunk::parse_head(start)?;
    let end = head.at.checked_add(head.len as usize)?;
    let tail = message.get(end..)?;
    if tail.len() > chunk::TAIL_MAX {
        return None;
    }
    let total = chunk::parse_total(tail)?;
    assert!(chunk::starts_like_one(message));
    Some((head, &message[head.at..end], total))
}

/// What is read can be written, and is then read as the same.
fn written_as_we_do(head: Head, payload: &[u8], total: u32) {
    let ours = [
        &chunk::head(head.id, head.n, head.len),
        payload,
        &chunk::tail(total),
    ]
    .concat();
    let start = &ours[..ours.len().min(chunk::HEAD_MAX)];
    let (again, again_payload, again_total) = parse(start, &ours).expect("ours are chunks");
    assert_eq!((again.id, again.n, again.len), (head.id, head.n, head.len));
    assert_eq!((again_payload, again_total), (payload, total));
}

/// The messages of a batch lie behind each other within it.
fn batch(bytes: &[u8]) {
    let mut end = frame::HEAD_LEN;
    let mut cut = false;
    for message in frame::messages(bytes) {
        assert!(!cut, "nothing comes after what is cut off");
        match message {
            Some((at, len)) => {
                assert_eq!(at, end + frame::LENGTH_LEN);
                end = at + len;
                assert!(end <= bytes.len());
            }
            None => cut = true,
        }
    }
    assert!(cut || end == bytes.len().max(frame::HEAD_LEN));
}
