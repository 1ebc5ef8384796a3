//! Bytes to tokens.

use super::{binarypack::BinaryPack, format::Format, marker::*, words::Words};
use std::marker::PhantomData;

/// What a marker and the bytes that belong to it say.
///
/// A string, binary or extension token is followed by as many bytes as it
/// announces, a container by its members; neither is checked here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token {
    /// `null`.
    Nil,
    /// `undefined`: the markers that stand for nothing.
    Undefined,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer of up to 32 bits.
    Integer(i32),
    /// Any other number.
    Float(f64),
    /// A string of so many bytes of UTF-8.
    String(u32),
    /// So many raw bytes.
    Binary(u32),
    /// An extension of so many bytes; its type is the byte before them.
    Extension(u32),
    /// A timestamp of so many bytes.
    Timestamp(u32),
    /// An array of so many items.
    Array(u32),
    /// A map of so many pairs.
    Map(u32),
    /// A marker that the format forbids.
    Forbidden,
}

/// A cursor over bytes in a format.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a, F = BinaryPack> {
    rest: &'a [u8],
    /// How many bytes there were, and are passed over beyond their end.
    end: usize,
    format: PhantomData<F>,
}

impl<'a, F: Format> Reader<'a, F> {
    /// Starts at the first of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            end: bytes.len(),
            format: PhantomData,
        }
    }

    /// The offset of the next byte. May lie past the end after
    /// [`Reader::skip`].
    pub fn at(&self) -> usize {
        self.end.wrapping_sub(self.rest.len())
    }

    /// The bytes to come.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Reads one token; `None`, and nothing read, where the bytes end first.
    pub fn token(&mut self) -> Option<Token> {
        self.number().or_else(|| self.other_token())
    }

    /// Reads the header of a string with its length in the marker, if all of the
    /// string is there.
    #[inline(always)]
    pub fn short_string(&mut self) -> Option<u32> {
        let (&marker, rest) = self.rest.split_first()?;
        let len = marker.wrapping_sub(F::FIX_STRING);
        if len > F::FIX_STRING_MAX || usize::from(len) > rest.len() {
            return None;
        }
        self.rest = rest;
        Some(u32::from(len))
    }

    /// Reads one token that is no number.
    // Inlined, so that a token meets its `match` in registers.
    #[inline(always)]
    pub fn other_token(&mut self) -> Option<Token> {
        let (&marker, rest) = self.rest.split_first()?;
        let low = u32::from(marker) & FIX_MAX;
        let (token, rest) = match marker {
            0x80..=0x8f => (Token::Map(low), rest),
            0x90..=0x9f => (Token::Array(low), rest),
            NIL => (Token::Nil, rest),
            FALSE => (Token::Boolean(false), rest),
            TRUE => (Token::Boolean(true), rest),
            ARRAY16 => short(rest, Token::Array)?,
            ARRAY32 => long(rest, Token::Array)?,
            MAP16 => short(rest, Token::Map)?,
            MAP32 => long(rest, Token::Map)?,
            0x00..=0x7f | FLOAT32..=INT64 | 0xe0..=0xff => return None,
            _ => F::token(marker, rest)?,
        };
        self.rest = rest;
        Some(token)
    }

    /// Reads one token if it is a complete number.
    #[inline(always)]
    pub fn number(&mut self) -> Option<Token> {
        let (&marker, rest) = self.rest.split_first()?;
        match marker {
            0x00..=0x7f | 0xe0..=0xff => {
                self.rest = rest;
                return Some(Token::Integer(i32::from(marker as i8)));
            }
            FLOAT32..=INT64 => {}
            _ => return None,
        }
        // 1, 2, 4 or 8 bytes, as the low bits of all these markers tell.
        let width = 1usize << (marker & 3);
        let unused = 64u32.wrapping_sub((width as u32).wrapping_mul(8));
        let word = match rest.first_chunk() {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => Words::load_last(rest, width).first(),
        };
        self.rest = rest.get(width..)?;
        let word = word.swap_bytes();
        let bits = word.wrapping_shr(unused);
        let signed = (word as i64).wrapping_shr(unused);
        Some(match marker {
            FLOAT32 => Token::Float(f64::from(f32::from_bits(bits as u32))),
            FLOAT64 => Token::Float(f64::from_bits(bits)),
            INT64 => Token::Float(signed as f64),
            INT8..=INT32 => Token::Integer(signed as i32),
            _ => match i32::try_from(bits) {
                Ok(value) => Token::Integer(value),
                Err(_) => Token::Float(bits as f64),
            },
        })
    }

    /// Whether a number comes next.
    #[inline(always)]
    pub fn at_number(&self) -> bool {
        matches!(
            self.rest.first(),
            Some(0x00..=0x7f | FLOAT32..=INT64 | 0xe0..=0xff)
        )
    }

    /// Whether a number comes next that is no [`Reader::integer`].
    #[inline(always)]
    pub fn at_float(&self) -> bool {
        matches!(
            self.rest.first(),
            Some(&(FLOAT32 | FLOAT64 | UINT32 | UINT64 | INT64))
        )
    }

    /// Reads one token if it is an integer of up to 32 bits and not among the last
    /// few bytes, where [`Reader::number`] serves.
    #[inline(always)]
    pub fn integer(&mut self) -> Option<i32> {
        let &[marker, b0, b1, b2, b3] = self.rest.first_chunk()?;
        let (value, width) = match marker {
            0x00..=0x7f | 0xe0..=0xff => (i32::from(marker as i8), 0),
            UINT8..=UINT32 | INT8..=INT32 => {
                let width = 1usize << (marker & 3);
                let unused = 32u32.wrapping_sub((width as u32).wrapping_mul(8));
                let word = u32::from_be_bytes([b0, b1, b2, b3]);
                let value = if marker < INT8 {
                    i32::try_from(word.wrapping_shr(unused)).ok()?
                } else {
                    (word as i32).wrapping_shr(unused)
                };
                (value, width)
            }
            _ => return None,
        };
        self.rest = self.rest.get(width.wrapping_add(1)..)?;
        Some(value)
    }

    /// Reads one token if it is a complete number. Returns the float64 as the
    /// wire has it, its high byte first.
    #[inline(always)]
    pub fn float64(&mut self) -> Option<[u8; 8]> {
        if let Some((&[FLOAT64, ref bytes @ ..], rest)) = self.rest.split_first_chunk::<9>() {
            self.rest = rest;
            return Some(*bytes);
        }
        let value = match self.number()? {
            Token::Integer(value) => f64::from(value),
            Token::Float(value) => value,
            _ => return None,
        };
        Some(value.to_be_bytes())
    }

    /// The next `len` bytes, if they are all there.
    pub fn take(&mut self, len: u32) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(len as usize)?;
        self.rest = rest;
        Some(bytes)
    }

    /// Passes over `len` bytes, there or not.
    pub fn skip(&mut self, len: u32) {
        if self.take(len).is_none() {
            self.end = self.at().saturating_add(len as usize);
            self.rest = &[];
        }
    }
}

/// A token made of the next `N` bytes.
#[inline(always)]
pub fn fixed<const N: usize>(
    rest: &[u8],
    token: impl FnOnce([u8; N]) -> Token,
) -> Option<(Token, &[u8])> {
    rest.split_first_chunk()
        .map(|(bytes, rest)| (token(*bytes), rest))
}

/// A token with a length in two bytes.
#[inline(always)]
pub fn short(rest: &[u8], token: impl FnOnce(u32) -> Token) -> Option<(Token, &[u8])> {
    fixed(rest, |bytes| token(u32::from(u16::from_be_bytes(bytes))))
}

/// A token with a length in four bytes.
#[inline(always)]
pub fn long(rest: &[u8], token: impl FnOnce(u32) -> Token) -> Option<(Token, &[u8])> {
    fixed(rest, |bytes| token(u32::from_be_bytes(bytes)))
}
