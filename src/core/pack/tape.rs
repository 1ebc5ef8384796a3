//! The tape: values as ops, which JavaScript writes and reads in one pass.
//!
//! Three streams: one byte an op, with short ASCII strings in place; numbers,
//! 8 bytes each; and the UTF-8 of all longer strings, joined, so that one call
//! of `TextEncoder` or `TextDecoder` serves a message. `js/tape.js` names the
//! same ops.

/// `null`.
pub const NIL: u8 = 0;
/// `undefined` (out only).
pub const UNDEFINED: u8 = 1;
/// `false`.
pub const FALSE: u8 = 2;
/// `true`.
pub const TRUE: u8 = 3;
/// A number: one float64.
pub const FLOAT: u8 = 4;
/// Items of an array, so many float64. In: their count before them. Out: their
/// count in two bytes behind the op, the low one first; and the bytes of each as
/// on the wire, the high one first.
pub const FLOATS: u8 = 5;
/// A number: one int32 in the low half of its 8 bytes (out only).
pub const INTEGER: u8 = 6;
/// Items of an array, so many int32, their count told as with [`FLOATS`] (out only).
pub const INTEGERS: u8 = 7;
/// A string: its length in UTF-16 units, its text the next of the joined.
pub const STRING: u8 = 8;
/// A string that is not on the tape. In: its length in bytes, which follow
/// what is written so far. Out: its offset in the window, its length in bytes.
pub const STRING_APART: u8 = 9;
/// Bytes: their count; they stand behind the op (in only).
pub const BINARY: u8 = 10;
/// Bytes that are not on the tape, told as with [`STRING_APART`].
pub const BINARY_APART: u8 = 11;
/// An array: its length.
pub const ARRAY: u8 = 12;
/// A map: its count of pairs.
pub const MAP: u8 = 13;
/// A key seen before: a byte with its slot (out only).
pub const KEY: u8 = 14;
/// The string that follows is a key, to be kept in the slot of this byte (out
/// only).
pub const KEY_NEW: u8 = 15;
/// The tape ends (in only).
pub const END: u8 = 16;
/// A point in time, in formats that have it: in milliseconds since 1970, behind
/// a zero.
pub const TIMESTAMP: u8 = 17;
/// An extension that is not on the tape, in formats that have it: as with
/// [`STRING_APART`]. In: its type follows. Out: its type is the byte before.
pub const EXTENSION: u8 = 18;
/// A string of ASCII bytes: a byte with their count, then the bytes (out only).
pub const ASCII: u8 = 19;
/// A string seen before, other than a key: a byte with its slot (out only).
pub const STRING_KNOWN: u8 = 20;
/// The [`SHORT`] string that follows is to be kept in the slot of this byte (out
/// only).
pub const STRING_NEW: u8 = 21;
/// A string of up to [`SHORT_MAX`] ASCII bytes, which follow: `SHORT + length`.
/// Out: of fewer than 64, since [`TINY`] comes next.
pub const SHORT: u8 = 0x40;
/// The number `op - 0x80` (out only).
pub const TINY: u8 = 0x80;

/// Most bytes of a [`SHORT`] string.
pub const SHORT_MAX: usize = 127;
