//! BinaryPack's own part of the wire.

use super::{
    decode::{long, short, Token},
    encode::Writer,
    format::{Format, Wide},
    marker::*,
};

/// BinaryPack, as js-binarypack writes and reads it.
#[derive(Clone, Copy, Debug, Default)]
pub struct BinaryPack;

impl Format for BinaryPack {
    const FIX_STRING: u8 = FIX_STRING;
    const FIX_STRING_MAX: u8 = FIX_MAX as u8;

    fn string(out: &mut Writer<Self>, len: u32) {
        out.header(len, FIX_STRING, STRING16);
    }

    fn binary(out: &mut Writer<Self>, len: u32) {
        out.header(len, FIX_BINARY, BINARY16);
    }

    /// Integers that js-binarypack writes in a form its own decoder misreads
    /// go as float64, which it reads right: 2^63, everything beyond ±2^64, and
    /// those below -2^31 that do not survive its rounding to 53 bits.
    fn wide(value: f64) -> Option<Wide> {
        // Saturates, so only a true i64 compares equal; save 2^63 itself.
        let int = value as i64;
        if int as f64 == value && int != i64::MAX {
            // Its decoder adds up 64 bits in a double before it takes the
            // sign: exact only while the low 11 bits are zero.
            (int >= 0 || int & 0x7ff == 0).then_some(Wide::Signed(int))
        } else if value > 9_223_372_036_854_775_808.0 && value < 18_446_744_073_709_551_616.0 {
            // Doubles between 2^63 and 2^64 are all integers.
            Some(Wide::Unsigned(value as u64))
        } else {
            None
        }
    }

    #[inline(always)]
    fn token(marker: u8, rest: &[u8]) -> Option<(Token, &[u8])> {
        let low = u32::from(marker) & FIX_MAX;
        match marker {
            0xa0..=0xaf => Some((Token::Binary(low), rest)),
            0xb0..=0xbf => Some((Token::String(low), rest)),
            STRING16 => short(rest, Token::String),
            STRING32 => long(rest, Token::String),
            BINARY16 => short(rest, Token::Binary),
            BINARY32 => long(rest, Token::Binary),
            _ => Some((Token::Undefined, rest)),
        }
    }

    /// No encoder writes a container as a key, and to name one as JavaScript
    /// does would cost more than its bytes.
    #[inline(always)]
    fn is_key(token: Token) -> bool {
        !matches!(token, Token::Array(_) | Token::Map(_))
    }
}
