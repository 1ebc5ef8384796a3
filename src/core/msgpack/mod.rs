//! MsgPack, the wire format of PeerJS's `serializer.msgpack.mjs`, as
//! @msgpack/msgpack 2.8 writes and reads it.
//!
//! Values come in and go out on [`pack`](super::pack)'s tape; what is here is
//! the part of the wire that BinaryPack does not share.

use super::pack::{
    decode::{fixed, long, short, Token},
    encode::Writer,
    format::{Format, Wide},
};
use marker::*;

pub mod marker;
pub mod timestamp;

/// Most bytes of one message in a stream, where nothing announces the whole.
pub const MESSAGE_MAX: usize = 1_073_741_824;

/// Integers beyond go as float64.
const SAFE_INTEGER_MAX: f64 = 9_007_199_254_740_991.0;

/// MsgPack.
#[derive(Clone, Copy, Debug, Default)]
pub struct MsgPack;

impl Format for MsgPack {
    const HAS_EXTENSIONS: bool = true;
    const FIX_STRING: u8 = FIX_STRING;
    const FIX_STRING_MAX: u8 = FIX_STRING_MAX;

    fn string(out: &mut Writer<Self>, len: u32) {
        match u8::try_from(len) {
            Ok(len @ 0..=FIX_STRING_MAX) => out.put([FIX_STRING | len]),
            Ok(len) => out.put([STRING8, len]),
            Err(_) => out.wide_header(len, STRING16),
        }
    }

    fn binary(out: &mut Writer<Self>, len: u32) {
        match u8::try_from(len) {
            Ok(len) => out.put([BINARY8, len]),
            Err(_) => out.wide_header(len, BINARY16),
        }
    }

    fn wide(value: f64) -> Option<Wide> {
        let int = value as i64;
        if int as f64 != value || value.abs() > SAFE_INTEGER_MAX {
            return None;
        }
        Some(match u64::try_from(int) {
            Ok(int) => Wide::Unsigned(int),
            Err(_) => Wide::Signed(int),
        })
    }

    fn extension(out: &mut Writer<Self>, kind: i8, len: u32) {
        match len {
            1 => out.put([FIX_EXTENSION1]),
            2 => out.put([FIX_EXTENSION2]),
            4 => out.put([FIX_EXTENSION4]),
            8 => out.put([FIX_EXTENSION8]),
            16 => out.put([FIX_EXTENSION16]),
            _ => match u8::try_from(len) {
                Ok(len) => out.put([EXTENSION8, len]),
                Err(_) => out.wide_header(len, EXTENSION16),
            },
        }
        out.put([kind as u8]);
    }

    fn timestamp(out: &mut Writer<Self>, milliseconds: f64) {
        timestamp::write(out, milliseconds);
    }

    fn time(payload: &[u8]) -> Option<f64> {
        timestamp::read(payload)
    }

    #[inline(always)]
    fn token(marker: u8, rest: &[u8]) -> Option<(Token, &[u8])> {
        match marker {
            0xa0..=0xbf => Some((Token::String(u32::from(marker & FIX_STRING_MAX)), rest)),
            STRING8 => tiny(rest, Token::String),
            STRING16 => short(rest, Token::String),
            STRING32 => long(rest, Token::String),
            BINARY8 => tiny(rest, Token::Binary),
            BINARY16 => short(rest, Token::Binary),
            BINARY32 => long(rest, Token::Binary),
            FIX_EXTENSION1 => fix_extension(1, rest),
            FIX_EXTENSION2 => fix_extension(2, rest),
            FIX_EXTENSION4 => fix_extension(4, rest),
            FIX_EXTENSION8 => fix_extension(8, rest),
            FIX_EXTENSION16 => fix_extension(16, rest),
            EXTENSION8 => fixed(rest, |[len, kind]| extension(kind, u32::from(len))),
            EXTENSION16 => fixed(rest, |[b0, b1, kind]| {
                extension(kind, u32::from(u16::from_be_bytes([b0, b1])))
            }),
            EXTENSION32 => fixed(rest, |[b0, b1, b2, b3, kind]| {
                extension(kind, u32::from_be_bytes([b0, b1, b2, b3]))
            }),
            _ => Some((Token::Forbidden, rest)),
        }
    }

    #[inline(always)]
    fn is_key(token: Token) -> bool {
        matches!(
            token,
            Token::String(_) | Token::Integer(_) | Token::Float(_)
        )
    }
}

fn tiny(rest: &[u8], token: impl FnOnce(u32) -> Token) -> Option<(Token, &[u8])> {
    fixed(rest, |[len]| token(u32::from(len)))
}

fn fix_extension(len: u32, rest: &[u8]) -> Option<(Token, &[u8])> {
    fixed(rest, |[kind]| extension(kind, len))
}

fn extension(kind: u8, len: u32) -> Token {
    if kind as i8 == TIMESTAMP {
        Token::Timestamp(len)
    } else {
        Token::Extension(len)
    }
}

// With proptest, which is for the host only.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
