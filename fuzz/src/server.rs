//! What the server sends is what its type says, whatever else it may be, and what
//! has to wait for its connection stays within bounds.

use peerjs_wasm::core::signal::{self, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Types that mean something.
const KINDS: [(&[u8], Kind); 7] = [
    (b"OPEN", Kind::Open),
    (b"ERROR", Kind::Error),
    (b"ID-TAKEN", Kind::IdTaken),
    (b"INVALID-KEY", Kind::InvalidKey),
    (b"LEAVE", Kind::Leave),
    (b"EXPIRE", Kind::Expire),
    (b"OFFER", Kind::Offer),
];

/// Only the very names mean something.
pub fn classify(name: &[u8]) {
    let known = KINDS.iter().find(|(known, _)| *known == name);
    assert_eq!(Kind::of(name), known.map_or(Kind::Other, |(_, kind)| *kind));
}

/// Messages that come early, and connections that come and take them: four bytes
/// each, of which two are an id, one says what happens, and one is a length.
pub fn keep(bytes: &[u8]) {
    let mut kept: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for &[high, low, what, length] in bytes.as_chunks().0 {
        let id = u16::from_be_bytes([high, low]);
        match what {
            0..=15 => {
                known.insert(id);
                kept.remove(&id);
            }
            16..=31 => {
                known.remove(&id);
                kept.remove(&id);
            }
            32..=47 => {
                // It is there, and its offer was not yet answered.
                known.insert(id);
            }
            _ => arrives(&mut kept, &known, id, u32::from(length) * 20),
        }
    }
}

fn arrives(kept: &mut BTreeMap<u16, Vec<u32>>, known: &BTreeSet<u16>, id: u16, length: u32) {
    let connections = kept.len() as u32;
    let messages = kept.get(&id).map_or(0, Vec::len) as u32;
    let is_known = known.contains(&id);
    if signal::may_keep(is_known, connections, messages, length) {
        kept.entry(id).or_default().push(length);
        let strangers = kept.keys().filter(|id| !known.contains(id));
        assert!(messages > 0 || strangers.count() <= signal::KEPT_CONNECTIONS as usize);
        assert!(messages < signal::KEPT_MESSAGES && length <= signal::KEPT_LENGTH);
    } else {
        // Nothing but a bound keeps a message out.
        assert!(
            length > signal::KEPT_LENGTH
                || messages == signal::KEPT_MESSAGES
                || (!is_known && messages == 0 && connections >= signal::KEPT_CONNECTIONS)
        );
    }
}
