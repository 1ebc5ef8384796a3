//! The first byte of every value.
//!
//! BinaryPack is MsgPack as it was in 2011, with strings and raw bytes told
//! apart in its own way. Bytes without a name here (`c1`, `c4` to `c9`, `d4` to
//! `d7`) stand for nothing; they read as `undefined`.

/// Largest length that fits into the marker of a container, string or binary.
pub const FIX_MAX: u32 = 0x0f;
/// Most negative integer that is its own marker.
pub const FIX_INT_MIN: i64 = -0x20;
/// Largest integer that is its own marker.
pub const FIX_INT_MAX: i64 = 0x7f;

/// A map of up to 15 pairs.
pub const FIX_MAP: u8 = 0x80;
/// An array of up to 15 items.
pub const FIX_ARRAY: u8 = 0x90;
/// Up to 15 raw bytes.
pub const FIX_BINARY: u8 = 0xa0;
/// A string of up to 15 bytes of UTF-8.
pub const FIX_STRING: u8 = 0xb0;
/// `null`.
pub const NIL: u8 = 0xc0;
/// `false`.
pub const FALSE: u8 = 0xc2;
/// `true`.
pub const TRUE: u8 = 0xc3;
/// IEEE 754, 4 bytes.
pub const FLOAT32: u8 = 0xca;
/// IEEE 754, 8 bytes.
pub const FLOAT64: u8 = 0xcb;
/// Unsigned, 1 byte.
pub const UINT8: u8 = 0xcc;
/// Unsigned, 2 bytes.
pub const UINT16: u8 = 0xcd;
/// Unsigned, 4 bytes.
pub const UINT32: u8 = 0xce;
/// Unsigned, 8 bytes.
pub const UINT64: u8 = 0xcf;
/// Two's complement, 1 byte.
pub const INT8: u8 = 0xd0;
/// Two's complement, 2 bytes.
pub const INT16: u8 = 0xd1;
/// Two's complement, 4 bytes.
pub const INT32: u8 = 0xd2;
/// Two's complement, 8 bytes.
pub const INT64: u8 = 0xd3;
/// A string, length in 2 bytes.
pub const STRING16: u8 = 0xd8;
/// A string, length in 4 bytes.
pub const STRING32: u8 = 0xd9;
/// Raw bytes, length in 2 bytes.
pub const BINARY16: u8 = 0xda;
/// Raw bytes, length in 4 bytes.
pub const BINARY32: u8 = 0xdb;
/// An array, length in 2 bytes.
pub const ARRAY16: u8 = 0xdc;
/// An array, length in 4 bytes.
pub const ARRAY32: u8 = 0xdd;
/// A map, count of pairs in 2 bytes.
pub const MAP16: u8 = 0xde;
/// A map, count of pairs in 4 bytes.
pub const MAP32: u8 = 0xdf;
