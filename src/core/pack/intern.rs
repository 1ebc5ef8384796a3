//! Keys and short strings that were seen before, so that JavaScript makes each
//! once.

use super::words::Words;

/// Longest string that is kept, in bytes.
pub const STRING_MAX: usize = Words::MAX;
/// How many strings a table keeps. A slot is a byte on the tape.
pub const SLOTS: usize = 256;

/// Set in the mark of a string that was seen once.
const CANDIDATE: u32 = 1 << 31;

#[derive(Clone, Copy)]
struct Slot {
    /// One more than its length in bytes; 0 if there is no string.
    mark: u32,
    words: Words,
}

const FREE: Slot = Slot {
    mark: 0,
    words: Words::NONE,
};

/// Tables of strings, one of keys and one of others, a slot each, found by hash;
/// a newcomer takes the slot. Their size is fixed, so no stream of strings can
/// make them grow.
pub struct Interned {
    slots: [[Slot; SLOTS]; 2],
}

/// Where a string stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this slot since earlier.
    Known(u8),
    /// In this slot from now on.
    New(u8),
    /// In no slot.
    None,
}

impl Interned {
    /// No strings.
    pub const fn new() -> Self {
        Self {
            slots: [[FREE; SLOTS]; 2],
        }
    }

    /// Forgets all strings.
    pub fn reset(&mut self) {
        *self = Self::new();
    }

    /// Finds a string of `len` bytes, or gives it a slot. One that is no key gets
    /// it the second time in a row that its place is asked for: most are seen only
    /// once, and to keep those would cost more than it saves.
    /// What is not ASCII gets none, if it is no key.
    #[inline(always)]
    pub fn place(&mut self, words: Words, len: u32, is_key: bool) -> Place {
        let index = words.hash();
        let mark = len.wrapping_add(1);
        let table = self.slots.get_mut(usize::from(is_key));
        let Some(slot) = table.and_then(|slots| slots.get_mut(usize::from(index))) else {
            return Place::None;
        };
        let mut is_due = is_key;
        if slot.words == words {
            if slot.mark == mark {
                return Place::Known(index);
            }
            is_due |= slot.mark == mark | CANDIDATE;
        }
        if !(is_key || words.is_ascii()) {
            return Place::None;
        }
        slot.words = words;
        if is_due {
            slot.mark = mark;
            Place::New(index)
        } else {
            slot.mark = mark | CANDIDATE;
            Place::None
        }
    }
}

impl Default for Interned {
    fn default() -> Self {
        Self::new()
    }
}
