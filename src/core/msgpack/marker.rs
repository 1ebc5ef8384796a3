//! The markers that BinaryPack does not have, or has for something else.

/// A string of up to 31 bytes of UTF-8.
pub const FIX_STRING: u8 = 0xa0;
/// Largest length that fits into the marker of a string.
pub const FIX_STRING_MAX: u8 = 0x1f;
/// Raw bytes, length in 1 byte.
pub const BINARY8: u8 = 0xc4;
/// Raw bytes, length in 2 bytes.
pub const BINARY16: u8 = 0xc5;
/// Raw bytes, length in 4 bytes.
pub const BINARY32: u8 = 0xc6;
/// An extension, length in 1 byte.
pub const EXTENSION8: u8 = 0xc7;
/// An extension, length in 2 bytes.
pub const EXTENSION16: u8 = 0xc8;
/// An extension, length in 4 bytes.
pub const EXTENSION32: u8 = 0xc9;
/// An extension of 1 byte.
pub const FIX_EXTENSION1: u8 = 0xd4;
/// An extension of 2 bytes.
pub const FIX_EXTENSION2: u8 = 0xd5;
/// An extension of 4 bytes.
pub const FIX_EXTENSION4: u8 = 0xd6;
/// An extension of 8 bytes.
pub const FIX_EXTENSION8: u8 = 0xd7;
/// An extension of 16 bytes.
pub const FIX_EXTENSION16: u8 = 0xd8;
/// A string, length in 1 byte.
pub const STRING8: u8 = 0xd9;
/// A string, length in 2 bytes.
pub const STRING16: u8 = 0xda;
/// A string, length in 4 bytes.
pub const STRING32: u8 = 0xdb;

/// The type of the extension that is a timestamp.
pub const TIMESTAMP: i8 = -1;
