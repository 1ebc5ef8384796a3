//! Tape to bytes.

use super::{
    encode::{Writer, SHORT_MAX},
    format::Format,
    tape,
    utf8::split_utf16,
};

/// A tape that does not follow its own grammar: a defect of its writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Writes what the tape says, up to its [`tape::END`], in the format `F`.
///
/// `text` is the joined UTF-8 of its strings, in which there are `units`
/// UTF-16 units.
pub fn pack<F: Format>(
    writer: &mut Writer<F>,
    ops: &[u8],
    numbers: &[f64],
    text: &[u8],
    units: usize,
) -> Result<(), Malformed> {
    let mut tape = Tape { ops, numbers };
    let mut text = text;
    let ascii = text.len() == units;
    loop {
        let op = tape.byte()?;
        match op {
            tape::END => return Ok(()),
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
                let len = tape.byte()?;
                writer.binary(u32::from(len));
                writer.raw(tape.bytes(len)?);
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
                match tape.ops.first_chunk::<SHORT_MAX>() {
                    Some(&bytes) if usize::from(len) <= SHORT_MAX => {
                        writer.short(bytes, usize::from(len));
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

    fn bytes(&mut self, len: u8) -> Result<&'a [u8], Malformed> {
        let (bytes, rest) = self
            .ops
            .split_at_checked(usize::from(len))
            .ok_or(Malformed)?;
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
