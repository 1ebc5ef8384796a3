//! Keys that were seen before, so that JavaScript makes each string once.

use super::words::Words;

/// Longest key that is kept, in bytes.
pub const KEY_MAX: usize = Words::MAX;
/// How many keys are kept. A slot is a byte on the tape.
pub const SLOTS: usize = 256;

#[derive(Clone, Copy)]
struct Slot {
    /// One more than its length in bytes; 0 if there is no key.
    mark: u32,
    words: Words,
}

const FREE: Slot = Slot {
    mark: 0,
    words: Words::NONE,
};

/// A table of keys, a slot each, found by hash; a newcomer takes the slot.
/// Its size is fixed, so no stream of keys can make it grow.
pub struct Keys {
    slots: [Slot; SLOTS],
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
    pub const fn new() -> Self {
        Self {
            slots: [FREE; SLOTS],
        }
    }

    /// Forgets all keys.
    pub fn reset(&mut self) {
        self.slots = [FREE; SLOTS];
    }

    /// Finds a key of `len` bytes, or gives it a slot.
    pub fn place(&mut self, words: Words, len: u32) -> Place {
        let index = words.hash();
        let mark = len.wrapping_add(1);
        if let Some(slot) = self.slots.get_mut(usize::from(index)) {
            if slot.mark == mark && slot.words == words {
                return Place::Known(index);
            }
            *slot = Slot { mark, words };
        }
        Place::New(index)
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self::new()
    }
}
