//! The tape that bytes are written to.

use super::WINDOW_MAX;
use crate::core::pack::{
    decode::{Reader, Token},
    format::Format,
    tape,
    utf8::utf16_len,
    words::Words,
};

/// Room for ops, in bytes: enough for any window. The worst is the string of no
/// bytes, one byte that takes three; and a string is stored with what is behind it.
const OPS: usize = 3 * WINDOW_MAX + Words::MAX;
/// Room for numbers, in units of 8 bytes.
const NUMBERS: usize = 16 * 1024;
/// Room for joined text, in bytes: enough for any window.
const TEXT: usize = WINDOW_MAX;

/// Strings of more than 16 bytes are put in place until they come to so many
/// bytes in one tape: for a few it is faster than a call of `TextDecoder`.
const IN_PLACE: usize = 96;

/// What one value takes of the numbers at most, a run of them apart.
const NUMBERS_MARGIN: usize = 2;

/// One stretch of values for JavaScript, with bounded room.
pub struct Tape {
    pub(super) ops: Stream<u8, OPS>,
    /// The bits of a float64, or an int32 in the low half.
    numbers: Stream<u64, NUMBERS>,
    text: Stream<u8, TEXT>,
    /// How many more bytes of longer strings are put in place.
    in_place: usize,
}

impl Tape {
    /// A tape with all its room. All zeros, so that it takes none in a module.
    pub const fn new() -> Self {
        Self {
            ops: Stream::new(0),
            numbers: Stream::new(0),
            text: Stream::new(0),
            in_place: 0,
        }
    }

    /// The ops, with all the room for them.
    pub fn ops(&mut self) -> &mut [u8] {
        &mut self.ops.room
    }

    /// How many bytes of ops there are.
    pub fn ops_len(&self) -> usize {
        self.ops.len
    }

    /// The numbers of the ops, with all the room for them.
    pub fn numbers(&mut self) -> &mut [u64] {
        &mut self.numbers.room
    }

    /// The joined strings, with all the room for them.
    pub fn text(&mut self) -> &mut [u8] {
        &mut self.text.room
    }

    /// How many bytes of joined strings there are.
    pub fn text_len(&self) -> usize {
        self.text.len
    }

    pub(super) fn clear(&mut self) {
        self.ops.len = 0;
        self.numbers.len = 0;
        self.text.len = 0;
        self.in_place = IN_PLACE;
    }

    pub(super) fn room_for_numbers(&self) -> usize {
        (NUMBERS - NUMBERS_MARGIN).saturating_sub(self.numbers.len)
    }

    #[inline(never)]
    pub(super) fn op(&mut self, op: u8) {
        self.ops.put([op]);
    }

    /// An op with its first number, which is a count or an offset.
    #[inline(never)]
    pub(super) fn counted(&mut self, op: u8, count: usize) {
        self.op(op);
        self.numbers.put([(count as f64).to_bits()]);
    }

    /// Reads the number that comes next. Returns how many were complete.
    #[inline(always)]
    pub(super) fn number<F: Format>(&mut self, reader: &mut Reader<F>) -> u32 {
        let (op, bits) = match reader.number() {
            Some(Token::Integer(value)) => (tape::INTEGER, u64::from(value as u32)),
            Some(Token::Float(value)) => (tape::FLOAT, value.to_bits()),
            _ => return 0,
        };
        if let (tape::INTEGER, tiny @ 0..0x80) = (op, bits) {
            self.op(tape::TINY | tiny as u8);
        } else {
            self.op(op);
            self.numbers.put([bits]);
        }
        1
    }

    /// Reads the numbers of an array that come next, all of a kind, `run` at most.
    /// Returns how many were complete.
    #[inline(always)]
    pub(super) fn run<F: Format>(&mut self, reader: &mut Reader<F>, run: u32) -> u32 {
        let limit = (run as usize).min(self.room_for_numbers());
        let room = self.numbers.spare(limit);
        let mut op = tape::INTEGERS;
        let mut count: usize = 0;
        // In a local: what is reached through a reference is stored each time.
        let mut ahead = *reader;
        for slot in room.iter_mut() {
            let Some(value) = ahead.integer() else { break };
            *slot = u64::from(value as u32);
            count = count.wrapping_add(1);
        }
        if count < 2 && ahead.at_float() {
            // An integer before floats is a float by chance.
            op = tape::FLOATS;
            count = 0;
            ahead = *reader;
            for slot in room {
                let Some(bytes) = ahead.float64() else { break };
                *slot = u64::from_le_bytes(bytes);
                count = count.wrapping_add(1);
            }
        }
        if count == 0 {
            return self.number(reader);
        }
        *reader = ahead;
        let [low, high, ..] = count.to_le_bytes();
        self.ops.put([op, low, high]);
        self.numbers.len = self.numbers.len.wrapping_add(count);
        count as u32
    }

    pub(super) fn time(&mut self, milliseconds: f64) {
        self.counted(tape::TIMESTAMP, 0);
        self.numbers.put([milliseconds.to_bits()]);
    }

    pub(super) fn apart(&mut self, op: u8, at: usize, len: u32) {
        self.counted(op, at);
        self.numbers.put([f64::from(len).to_bits()]);
    }

    /// Writes the string of `len` bytes in `words`, which comes next.
    #[inline(always)]
    pub(super) fn short_string<F: Format>(&mut self, words: Words, reader: &Reader<F>, len: u32) {
        if !words.is_ascii() {
            return self.long_string(reader, len);
        }
        let room = self.ops.room.get_mut(self.ops.len..);
        // Stored whole, with what is behind it.
        if let Some([op, string @ ..]) =
            room.and_then(<[u8]>::first_chunk_mut::<{ Words::MAX + 1 }>)
        {
            *op = tape::SHORT | len as u8;
            *string = words.to_bytes();
            self.ops.len = self.ops.len.wrapping_add(1).wrapping_add(len as usize);
        }
    }

    #[inline(never)]
    pub(super) fn long_string<F: Format>(&mut self, reader: &Reader<F>, len: u32) {
        let bytes = reader.rest().get(..len as usize).unwrap_or_default();
        match utf16_len(bytes) {
            // As many units as bytes: ASCII.
            Some(units) if units == bytes.len() && units <= self.in_place => {
                self.in_place = self.in_place.saturating_sub(units);
                self.ops.put([tape::ASCII, len as u8]);
                self.ops.extend(bytes);
            }
            Some(units) => {
                self.counted(tape::STRING, units);
                self.text.extend(bytes);
            }
            // Joined, a sequence cut short could swallow what follows it.
            None => self.apart(tape::STRING_APART, reader.at(), len),
        }
    }
}

impl Default for Tape {
    fn default() -> Self {
        Self::new()
    }
}

/// A part of the tape: what is written of a room that never changes its place.
/// What does not fit is dropped, which [`WINDOW_MAX`] keeps from happening.
pub(super) struct Stream<T, const ROOM: usize> {
    room: [T; ROOM],
    len: usize,
}

impl<T: Copy, const ROOM: usize> Stream<T, ROOM> {
    const fn new(zero: T) -> Self {
        Self {
            room: [zero; ROOM],
            len: 0,
        }
    }

    #[inline(always)]
    pub(super) fn put<const N: usize>(&mut self, items: [T; N]) {
        if let Some(room) = self
            .room
            .get_mut(self.len..)
            .and_then(<[T]>::first_chunk_mut)
        {
            *room = items;
            self.len = self.len.wrapping_add(N);
        }
    }

    /// Room for `count` items.
    #[inline(always)]
    fn spare(&mut self, count: usize) -> &mut [T] {
        let end = self.len.saturating_add(count);
        self.room.get_mut(self.len..end).unwrap_or_default()
    }

    fn extend(&mut self, items: &[T]) {
        let end = self.len.saturating_add(items.len());
        if let Some(room) = self.room.get_mut(self.len..end) {
            room.copy_from_slice(items);
            self.len = end;
        }
    }
}
