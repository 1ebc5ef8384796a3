//! Tape to bytes.

use super::{
    encode::{Writer, SHORT_MAX},
    format::Format,
    tape,
    utf8::split_utf16,
};

/// A tape that does not follow its own grammar, or is too large: a defect of its
/// writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Room that is enough for what a tape of this size says, in any format.
///
/// Each byte of it pays for what it leads to. Those with numbers: at most 9
/// bytes for each number, since that is the longest form of a number, and both
/// a header and a timestamp take less than 9 for each of theirs. Strings in place:
/// an op and the bytes behind it lead to a header of 3 bytes at most, of 1 where
/// there are none, so to no more than twice as many. All other bytes are written
/// once. The rest is for a store of fixed size of which only a part counts.
pub const fn room_for(ops: usize, numbers: usize, text: usize) -> usize {
    let ops = ops.saturating_mul(2);
    let numbers = numbers.saturating_mul(9);
    ops.saturating_add(numbers)
        .saturating_add(text)
        .saturating_add(SHORT_MAX)
}

/// Writes what the tape says, up to its [`tape::END`], in the format `F`.
/// Returns the length of all that is written.
///
/// `text` is the joined UTF-8 of its strings, in which there are `units`
/// UTF-16 units.
///
/// # Errors
///
/// The tape is malformed, or the writer has less than [`room_for`] it.
pub fn pack<F: Format>(
    writer: &mut Writer<F>,
    ops: &[u8],
    numbers: &[f64],
    text: &[u8],
    units: usize,
) -> Result<usize, Malformed> {
    let mut tape = Tape { ops, numbers };
    let mut text = text;
    let ascii = text.len() == units;
    loop {
        let op = tape.byte()?;
        match op {
            tape::END => return writer.written().ok_or(Malformed),
            tape::NIL => writer.nil(),
            tape::FALSE => writer.boolean(false),
            tape::TRUE => writer.boolean(true),
            tape::FLOAT | tape::FLOATS => {
                let count = match op {
                    tape::FLOAT => 1,
                    _ => tape.length()? as usize,
                };
                let (run, rest) = tape.numbers.split_at_checked(count).ok_or(Malformed)?;
                tape.numbers = rest;
                for &number in run {
                    writer.number(number);
                }
            }
            tape::STRING => {
                let count = tape.length()? as usize;
                let (string, rest) = if ascii {
                    text.split_at_checked(count).ok_or(Malformed)?
                } else {
                    split_utf16(text, count)
                };
                text = rest;
                writer.string(string.len() as u32);
                writer.raw(string);
            }
            tape::STRING_APART => writer.string(tape.length()?),
            tape::BINARY => {
                let len = tape.length()?;
                writer.binary(len);
                writer.raw(tape.bytes(len as usize)?);
            }
            tape::BINARY_APART => writer.binary(tape.length()?),
            tape::ARRAY => writer.array(tape.length()?),
            tape::MAP => writer.map(tape.length()?),
            tape::TIMESTAMP if F::HAS_EXTENSIONS => {
                tape.number()?;
                F::timestamp(writer, tape.number()?);
            }
            tape::EXTENSION if F::HAS_EXTENSIONS => {
                let len = tape.length()?;
                writer.extension(tape.number()? as i8, len);
            }
            _ => {
                let len = op.wrapping_sub(tape::SHORT);
                writer.string(u32::from(len));
                let len = usize::from(len);
                match tape.ops.first_chunk::<SHORT_MAX>() {
                    Some(&bytes) if len <= SHORT_MAX => {
                        writer.short(bytes, len);
                        tape.bytes(len)?;
                    }
                    _ => writer.raw(tape.bytes(len)?),
                }
            }
        }
    }
}

struct Tape<'a> {
    ops: &'a [u8],
    numbers: &'a [f64],
}

impl<'a> Tape<'a> {
    #[inline(always)]
    fn byte(&mut self) -> Result<u8, Malformed> {
        let (&byte, rest) = self.ops.split_first().ok_or(Malformed)?;
        self.ops = rest;
        Ok(byte)
    }

    fn bytes(&mut self, len: usize) -> Result<&'a [u8], Malformed> {
        let (bytes, rest) = self.ops.split_at_checked(len).ok_or(Malformed)?;
        self.ops = rest;
        Ok(bytes)
    }

    #[inline(always)]
    fn number(&mut self) -> Result<f64, Malformed> {
        let (&number, rest) = self.numbers.split_first().ok_or(Malformed)?;
        self.numbers = rest;
        Ok(number)
    }

    fn length(&mut self) -> Result<u32, Malformed> {
        self.number().map(|number| number as u32)
    }
}
