//! What tells BinaryPack and MsgPack apart.
//!
//! Both have the same markers for `null`, booleans, numbers, arrays and maps.
//! The rest is a format's own, and so is which integers go in 64 bits.

use super::{decode::Token, encode::Writer};

/// A wire format.
pub trait Format: Copy {
    /// Whether there are timestamps and other extensions.
    const HAS_EXTENSIONS: bool = false;

    /// The marker of a string of no bytes; of longer ones it is more by their
    /// length, up to [`Format::FIX_STRING_MAX`].
    const FIX_STRING: u8;
    /// Largest length that fits into the marker of a string.
    const FIX_STRING_MAX: u8;

    /// Writes the header of a string of `len` bytes of UTF-8.
    fn string(out: &mut Writer<Self>, len: u32);

    /// Writes the header of `len` raw bytes.
    fn binary(out: &mut Writer<Self>, len: u32);

    /// How an integer beyond 32 bits travels; `None` if as float64.
    fn wide(value: f64) -> Option<Wide>;

    /// Writes the header of an extension with a payload of `len` bytes.
    fn extension(_out: &mut Writer<Self>, _kind: i8, _len: u32) {}

    /// Writes a time in milliseconds since 1970.
    fn timestamp(_out: &mut Writer<Self>, _milliseconds: f64) {}

    /// Reads the payload of a timestamp; `None` if it is none.
    fn time(_payload: &[u8]) -> Option<f64> {
        None
    }

    /// Reads a marker of its own, and what belongs to it in `rest`; `None` if
    /// that ends first. Returns what comes behind, too.
    fn token(marker: u8, rest: &[u8]) -> Option<(Token, &[u8])>;

    /// Whether the key of a pair may be such a value.
    fn is_key(token: Token) -> bool;
}

/// An integer of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wide {
    /// Two's complement.
    Signed(i64),
    /// Unsigned.
    Unsigned(u64),
}
