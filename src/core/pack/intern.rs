//! Keys that were seen before, so that JavaScript makes each string once.

use super::words::Words;

/// Longest key that is kept, in bytes.
pub const KEY_MAX: usize = Words::MAX;
/// How many keys are kept. A slot is a byte on the tape.
pub const SLOTS: usize = 256;

#[derive(Clone, Copy)]
struct Slot {
    /// In bytes; [`FREE`] if there is no key.
    len: u32,
    words: Words,
}

const FREE: u32 = u32::MAX;

/// A table of keys, a slot each, found by hash; a newcomer takes the slot.
/// Its size is fixed, so no stream of keys can make it grow.
pub struct Keys {
    slots: Vec<Slot>,
}

/// Where a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this slot since earlier.
    Known(u8),
    /// In this slot from now on.
    New(u8),
}

impl Keys {
    /// An empty table.
    pub fn new() -> Self {
        Self {
            slots: vec![
                Slot {
                    len: FREE,
                    words: Words::default()
                };
                SLOTS
            ],
        }
    }

    /// Forgets all keys.
    pub fn reset(&mut self) {
        for slot in &mut self.slots {
            slot.len = FREE;
        }
    }

    /// Finds a key of `len` bytes, or gives it a slot.
    pub fn place(&mut self, words: Words, len: u32) -> Place {
        let index = words.hash();
        if let Some(slot) = self.slots.get_mut(usize::from(index)) {
            if slot.len == len && slot.words == words {
                return Place::Known(index);
            }
            *slot = Slot { len, words };
        }
        Place::New(index)
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self::new()
    }
}
