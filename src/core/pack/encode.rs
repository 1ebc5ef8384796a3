//! Values to bytes.

use super::{
    binarypack::BinaryPack,
    format::{Format, Wide},
    marker::*,
};
use std::marker::PhantomData;

/// Most bytes that [`Writer::short`] writes.
pub const SHORT_MAX: usize = 16;

/// The length of what did not fit.
const RAN_OUT: usize = usize::MAX;

/// Writes values to a buffer in a format.
///
/// A container is its header followed by its members; a string or binary is
/// its header followed by exactly the announced bytes, through [`Writer::raw`]
/// or by other means.
///
/// Once the room runs out nothing more is written, and [`Writer::written`] tells.
///
/// Small pieces are stored as arrays of fixed size: in wasm a copy of variable
/// length costs as much as ten numbers.
#[derive(Debug)]
pub struct Writer<'a, F = BinaryPack> {
    room: &'a mut [u8],
    /// How much of the room is written; or [`RAN_OUT`].
    len: usize,
    format: PhantomData<F>,
}

impl<'a, F: Format> Writer<'a, F> {
    /// Starts behind the first `len` bytes of `room`.
    pub fn new(room: &'a mut [u8], len: usize) -> Self {
        Self {
            room,
            len,
            format: PhantomData,
        }
    }

    /// How much of the room is written; `None` if it ran out.
    pub fn written(&self) -> Option<usize> {
        (self.len <= self.room.len()).then_some(self.len)
    }

    /// Appends bytes.
    pub fn raw(&mut self, bytes: &[u8]) {
        let end = self.len.saturating_add(bytes.len());
        match self.room.get_mut(self.len..end) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.len = end;
            }
            None => self.len = RAN_OUT,
        }
    }

    /// Appends the first `len` of `bytes`, at most [`SHORT_MAX`] of them.
    #[inline(always)]
    pub fn short(&mut self, bytes: [u8; SHORT_MAX], len: usize) {
        self.store(bytes, len.min(SHORT_MAX));
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
        let int = value as i64;
        if int as f64 != value {
            return self.other_number(value);
        }
        if let FIX_INT_MIN..=FIX_INT_MAX = int {
            return self.word((int as u64) << 56, 1);
        }
        // The least unsigned number that takes as many bytes.
        let (marker, size) = match int {
            0.. => (UINT8, int as u64),
            _ => (INT8, (!int as u64) << 1),
        };
        let log = u8::from(size > 0xff).wrapping_add(u8::from(size > 0xffff));
        if size > 0xffff_ffff {
            return self.other_number(value);
        }
        let width = 1u32 << log;
        self.word(
            marked(marker.wrapping_add(log), int as u32, width),
            width.wrapping_add(1),
        );
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
        self.header(len, FIX_ARRAY, ARRAY16);
    }

    /// The header of a map of `len` pairs.
    pub fn map(&mut self, len: u32) {
        self.header(len, FIX_MAP, MAP16);
    }

    /// The header of an extension with a payload of `len` bytes.
    pub fn extension(&mut self, kind: i8, len: u32) {
        F::extension(self, kind, len);
    }

    /// Appends a header with a length in four bits of its marker, or else as
    /// [`Writer::wide_header`].
    pub fn header(&mut self, len: u32, fix: u8, short: u8) {
        match len {
            0..=0x0f => self.byte(fix | len as u8),
            0x10.. => self.wide_header(len, short),
        }
    }

    /// Appends a header with a length in two bytes; or in four, where the marker
    /// is the next after `short`. It leaves alone what is behind it: that may be
    /// the string already.
    pub fn wide_header(&mut self, len: u32, short: u8) {
        let [b0, b1, b2, b3] = len.to_be_bytes();
        match len {
            0..=0xffff => self.put([short, b2, b3]),
            0x1_0000.. => self.put([short.wrapping_add(1), b0, b1, b2, b3]),
        }
    }

    /// Appends a few bytes.
    #[inline(always)]
    pub fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        self.store(bytes, N);
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
        self.store(word.to_be_bytes(), len as usize);
    }

    /// Stores `bytes`, of which the first `len` count.
    #[inline(always)]
    fn store<const N: usize>(&mut self, bytes: [u8; N], len: usize) {
        let room = self
            .room
            .get_mut(self.len..)
            .and_then(<[u8]>::first_chunk_mut);
        match room {
            Some(room) => {
                *room = bytes;
                self.len = self.len.wrapping_add(len);
            }
            None => self.len = RAN_OUT,
        }
    }

    /// A number of 64 bits, or with a fraction.
    #[inline(never)]
    fn other_number(&mut self, value: f64) {
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
}

/// A marker and the low `width` bytes of a value, at most 4, at the high end of
/// a word.
#[inline(always)]
fn marked(marker: u8, value: u32, width: u32) -> u64 {
    let value = u64::from(value).wrapping_shl(64u32.wrapping_sub(width.wrapping_mul(8)));
    u64::from(marker) << 56 | value >> 8
}
