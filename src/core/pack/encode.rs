//! Values to bytes.

use super::{
    binarypack::BinaryPack,
    format::{Format, Wide},
    marker::*,
};
use std::marker::PhantomData;

/// Most bytes that [`Writer::short`] writes.
pub const SHORT_MAX: usize = 16;
/// As long as the word that the longest header of a string is stored with.
const HEADER_ROOM: [u8; 8] = [0; 8];

/// Appends values to a buffer in a format.
///
/// A container is its header followed by its members; a string or binary is
/// its header followed by exactly the announced bytes, through [`Writer::raw`]
/// or by other means.
///
/// The buffer keeps its room between messages, and small pieces are stored as
/// arrays of fixed size: in wasm a copy of variable length costs as much as
/// ten numbers.
#[derive(Debug, Default)]
pub struct Writer<F = BinaryPack> {
    room: Vec<u8>,
    /// How much of the room is written.
    len: usize,
    format: PhantomData<F>,
}

impl<F: Format> Writer<F> {
    /// The same bytes, to be continued in another format.
    pub fn into_format<G>(self) -> Writer<G> {
        Writer {
            room: self.room,
            len: self.len,
            format: PhantomData,
        }
    }

    /// What was written so far.
    pub fn as_bytes(&self) -> &[u8] {
        self.room.get(..self.len).unwrap_or_default()
    }

    /// The same, for one who fills in or looks at memory from outside.
    pub fn as_mut_bytes(&mut self) -> &mut [u8] {
        self.room.get_mut(..self.len).unwrap_or_default()
    }

    /// How many bytes were written so far.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was written so far.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Drops what was written after the first `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// The room from the end of what was written, at least `len` bytes.
    /// [`Writer::advance`] makes those written there count.
    pub fn spare(&mut self, len: usize) -> &mut [u8] {
        self.reserve(len);
        self.room.get_mut(self.len..).unwrap_or_default()
    }

    /// Counts `len` bytes that were put into [`Writer::spare`].
    pub fn advance(&mut self, len: usize) {
        self.len = self.len.saturating_add(len).min(self.room.len());
    }

    /// Appends bytes.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        let end = self.len.saturating_add(bytes.len());
        if let Some(room) = self.room.get_mut(self.len..end) {
            room.copy_from_slice(bytes);
            self.len = end;
        }
    }

    /// Appends the first `len` of `bytes`, at most [`SHORT_MAX`] of them.
    #[inline(always)]
    pub fn short(&mut self, bytes: [u8; SHORT_MAX], len: usize) {
        let end = self.len.saturating_add(len.min(SHORT_MAX));
        self.put(bytes);
        self.len = end;
    }

    /// `null`, which is also how `undefined` travels.
    pub fn nil(&mut self) {
        self.byte(NIL);
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.byte(if value { TRUE } else { FALSE });
    }

    /// A number: the shortest integer form if it is integral, else float64.
    #[inline(always)]
    pub fn number(&mut self, value: f64) {
        let int = value as i32;
        if f64::from(int) != value {
            return self.other_number(value);
        }
        let (marker, width) = match int {
            FIX_INT_MIN..=FIX_INT_MAX => return self.word((int as u64) << 56, 1),
            0x80..=0xff => (UINT8, 1),
            -0x80..=-0x21 => (INT8, 1),
            0x100..=0xffff => (UINT16, 2),
            -0x8000..=-0x81 => (INT16, 2),
            0x1_0000..=i32::MAX => (UINT32, 4),
            i32::MIN..=-0x8001 => (INT32, 4),
        };
        self.word(marked(marker, int as u32, width), width.wrapping_add(1));
    }

    /// The header of a string of `len` bytes of UTF-8.
    pub fn string(&mut self, len: u32) {
        F::string(self, len);
    }

    /// The header of `len` raw bytes.
    pub fn binary(&mut self, len: u32) {
        F::binary(self, len);
    }

    /// The header of an array of `len` items.
    pub fn array(&mut self, len: u32) {
        self.header(len, FIX_ARRAY, ARRAY16, ARRAY32);
    }

    /// The header of a map of `len` pairs.
    pub fn map(&mut self, len: u32) {
        self.header(len, FIX_MAP, MAP16, MAP32);
    }

    /// The header of an extension with a payload of `len` bytes.
    pub fn extension(&mut self, kind: i8, len: u32) {
        F::extension(self, kind, len);
    }

    /// Makes room for the header of a string too long to be measured first.
    /// Returns the mark for [`Writer::end_string`].
    pub fn begin_string(&mut self) -> usize {
        let start = self.len();
        self.put(HEADER_ROOM);
        start
    }

    /// Writes the header of the string that fills the buffer from its mark to
    /// the end.
    pub fn end_string(&mut self, start: usize) {
        let body = start.saturating_add(HEADER_ROOM.len());
        let end = self.len;
        let len = end.saturating_sub(body);
        self.len = start;
        self.string(len as u32);
        if self.len < body && body <= end {
            // The header is shorter than the room it was given.
            self.room.copy_within(body..end, self.len);
        }
        self.len = self.len.saturating_add(len);
    }

    /// Appends a header with a length in four bits of its marker, in two bytes,
    /// or in four.
    pub fn header(&mut self, len: u32, fix: u8, short: u8, long: u8) {
        match len {
            0..=0x0f => self.byte(fix | len as u8),
            0x10..=0xffff => self.word(marked(short, len, 2), 3),
            0x1_0000.. => self.word(marked(long, len, 4), 5),
        }
    }

    /// Appends a few bytes.
    #[inline(always)]
    pub fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        if self.room.len().saturating_sub(self.len) < N {
            self.reserve(N);
        }
        let room = self
            .room
            .get_mut(self.len..)
            .and_then(<[u8]>::first_chunk_mut);
        if let Some(room) = room {
            *room = bytes;
            self.len = self.len.wrapping_add(N);
        }
    }

    /// Appends a byte.
    #[inline(never)]
    pub fn byte(&mut self, byte: u8) {
        self.put([byte]);
    }

    /// Appends the first `len` bytes of a word, the high ones first. It is
    /// stored whole: one store of fixed size serves all lengths.
    #[inline(always)]
    fn word(&mut self, word: u64, len: u32) {
        let end = self.len.saturating_add(len as usize);
        self.put(word.to_be_bytes());
        self.len = end;
    }

    /// A number beyond 32 bits, signed, or with a fraction.
    #[inline(never)]
    fn other_number(&mut self, value: f64) {
        let int = value as u32;
        if f64::from(int) == value {
            return self.word(marked(UINT32, int, 4), 5);
        }
        let (marker, bits) = match F::wide(value) {
            Some(Wide::Signed(int)) => (INT64, int as u64),
            Some(Wide::Unsigned(int)) => (UINT64, int),
            // One NaN, whatever bits the engine keeps in it.
            None if value.is_nan() => (FLOAT64, f64::NAN.to_bits()),
            None => (FLOAT64, value.to_bits()),
        };
        self.byte(marker);
        self.word(bits, 8);
    }

    #[inline(never)]
    fn reserve(&mut self, more: usize) {
        let needed = self.len.saturating_add(more);
        if needed > self.room.len() {
            // Doubled, so that what is copied stays in proportion.
            let room = needed.max(self.room.len().saturating_mul(2)).max(4096);
            self.room.resize(room, 0);
        }
    }
}

/// A marker and the low `width` bytes of a value, at most 4, at the high end of
/// a word.
#[inline(always)]
fn marked(marker: u8, value: u32, width: u32) -> u64 {
    let value = u64::from(value).wrapping_shl(64u32.wrapping_sub(width.wrapping_mul(8)));
    u64::from(marker) << 56 | value >> 8
}
