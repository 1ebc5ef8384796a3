//! Bytes to tape.

mod output;

pub use output::Tape;

use super::{
    decode::{Reader, Token},
    format::Format,
    intern::{Interned, Place},
    nesting::{Nesting, Open, Refusal},
    tape,
    words::Words,
};

/// Most bytes that a step reads. What is beyond them in its window waits for the
/// next.
pub const WINDOW_MAX: usize = 32 * 1024;
/// Longest string that is joined, in bytes. Longer ones are decoded alone.
pub const JOINED_MAX: u32 = 4096;
/// Smallest window of which a step uses up something if it is not the last, in
/// bytes: any value but a large payload fits.
pub const WINDOW_MIN: usize = 8 * 1024;

/// Longest payload of a timestamp, in bytes.
const TIMESTAMP_MAX: u32 = 12;

/// Why bytes are not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// They end within a value, or announce more than there is or may be.
    CutShort = 1,
    /// They nest deeper than [`MAX_DEPTH`](super::nesting::MAX_DEPTH).
    TooDeep = 2,
    /// The key of a pair is of a type that no key may have.
    Key = 3,
    /// They hold more objects than [`MAX_OBJECTS`](super::nesting::MAX_OBJECTS).
    TooMany = 4,
    /// A marker that the format forbids.
    Marker = 5,
    /// A timestamp of a length that none has.
    Timestamp = 6,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Overdrawn => Self::CutShort,
            Refusal::TooDeep => Self::TooDeep,
            Refusal::TooMany => Self::TooMany,
        }
    }
}

/// Where a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many bytes were used up; more than the window holds where it ended
    /// within a payload that is not on the tape.
    pub used: usize,
    /// Why it ended.
    pub end: End,
}

/// Why a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The message is complete.
    Done,
    /// The window ends, or the room on the tape.
    Paused,
    /// It takes so many bytes from here on, more than have come, to go on.
    Starved(usize),
}

/// How much there is of a message, from the start of a window on.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Bytes that have come.
    pub here: usize,
    /// Bytes that have come or may come.
    pub in_all: usize,
}

impl Extent {
    /// All that remains of the message has come.
    pub fn whole(len: usize) -> Self {
        Self {
            here: len,
            in_all: len,
        }
    }
}

/// Reads one message, a window of its bytes and a tape of its values at a time.
#[derive(Default)]
pub struct Unpacker {
    nesting: Nesting,
    strings: Interned,
}

impl Unpacker {
    /// Ready for a message. All zeros, so that it takes no room in a module.
    pub const fn new() -> Self {
        Self {
            nesting: Nesting::new(),
            strings: Interned::new(),
        }
    }

    /// Drops a message half read. What is interned goes too: JavaScript may not
    /// have seen the last tape.
    pub fn reset(&mut self) {
        self.nesting.reset();
        self.strings.reset();
    }

    /// Takes up a message half read, by its open containers and how many
    /// [`Unpacker::objects`] there were.
    pub fn resume(&mut self, open: impl IntoIterator<Item = Open>, objects: u32) {
        self.nesting.resume(open, objects);
    }

    /// How many arrays, maps, binaries and extensions of the message were read.
    pub fn objects(&self) -> u32 {
        self.nesting.objects()
    }

    /// Reads on in a `window` of the message and fills `tape` anew. The next
    /// window starts behind the bytes used up.
    ///
    /// # Errors
    ///
    /// The failure and its offset in the window. The unpacker is reset.
    pub fn step<F: Format>(
        &mut self,
        window: &[u8],
        extent: Extent,
        tape: &mut Tape,
    ) -> Result<Step, (Failure, usize)> {
        tape.clear();
        if self.nesting.is_done() {
            self.nesting.reset();
        }
        let window = window.get(..WINDOW_MAX).unwrap_or(window);
        let mut reader = Reader::<F>::new(window);
        let result = self.read(&mut reader, window.len(), extent, tape);
        let used = reader.at();
        match result {
            Ok(end) => Ok(Step { used, end }),
            Err(failure) => {
                self.reset();
                Err((failure, used))
            }
        }
    }

    fn read<F: Format>(
        &mut self,
        reader: &mut Reader<F>,
        window: usize,
        extent: Extent,
        tape: &mut Tape,
    ) -> Result<End, Failure> {
        while !self.nesting.is_done() {
            if tape.room_for_numbers() == 0 {
                return Ok(End::Paused);
            }
            // The commonest first, on the shortest way.
            let count = if let Some(len) = reader.short_string() {
                self.string(reader, len, tape);
                reader.take(len);
                1
            } else if reader.at_number() {
                match self.nesting.run() {
                    1 => tape.number(reader),
                    run => tape.run(reader, run),
                }
            } else {
                0
            };
            if count > 0 {
                self.nesting.take(count);
                continue;
            }
            let start = *reader;
            let Some(token) = reader.other_token() else {
                return if window < extent.here {
                    Ok(End::Paused)
                } else if extent.here < extent.in_all {
                    Ok(End::Starved(reader.rest().len().saturating_add(1)))
                } else {
                    Err(Failure::CutShort)
                };
            };
            if !F::is_key(token) && self.nesting.at_key() {
                return Err(Failure::Key);
            }
            match token {
                // Before it is waited for: no window might have all of it.
                Token::Timestamp(len) if len > TIMESTAMP_MAX => return Err(Failure::Timestamp),
                Token::Nil | Token::Undefined | Token::Boolean(_) => tape.op(match token {
                    Token::Nil => tape::NIL,
                    Token::Undefined => tape::UNDEFINED,
                    Token::Boolean(true) => tape::TRUE,
                    _ => tape::FALSE,
                }),
                Token::Array(len) | Token::Map(len) => {
                    let is_map = matches!(token, Token::Map(_));
                    let left = extent.in_all.saturating_sub(reader.at());
                    self.nesting.open(len, is_map, left as u64)?;
                    let op = if is_map { tape::MAP } else { tape::ARRAY };
                    tape.counted(op, len as usize);
                    continue;
                }
                // Numbers are read by now.
                Token::Forbidden | Token::Integer(_) | Token::Float(_) => {
                    return Err(Failure::Marker)
                }
                Token::String(len)
                | Token::Binary(len)
                | Token::Extension(len)
                | Token::Timestamp(len) => {
                    let end = reader.at().saturating_add(len as usize);
                    if end > extent.in_all {
                        return Err(Failure::CutShort);
                    }
                    if end > extent.here {
                        *reader = start;
                        return Ok(End::Starved(end.saturating_sub(start.at())));
                    }
                    let is_apart = match token {
                        Token::String(_) => len > JOINED_MAX,
                        Token::Timestamp(_) => false,
                        _ => true,
                    };
                    if !is_apart && len as usize > reader.rest().len() {
                        // The next window has all of it.
                        *reader = start;
                        return Ok(End::Paused);
                    }
                    if !matches!(token, Token::String(_)) {
                        self.nesting.count()?;
                    }
                    match token {
                        Token::String(_) if !is_apart => tape.long_string(reader, len),
                        Token::Timestamp(_) => {
                            let payload = reader.rest().get(..len as usize);
                            let time = payload.and_then(F::time).ok_or(Failure::Timestamp)?;
                            tape.time(time);
                        }
                        _ => {
                            let op = match token {
                                Token::String(_) => tape::STRING_APART,
                                Token::Extension(_) => tape::EXTENSION,
                                _ => tape::BINARY_APART,
                            };
                            tape.apart(op, reader.at(), len);
                        }
                    }
                    reader.skip(len);
                }
            }
            self.nesting.take(1);
        }
        Ok(End::Done)
    }

    /// Writes the string of `len` bytes, at most [`JOINED_MAX`], that comes next
    /// and is all there. One that was seen before is a slot.
    #[inline(always)]
    fn string<F: Format>(&mut self, reader: &Reader<F>, len: u32, tape: &mut Tape) {
        let Some(words) = Words::load(reader.rest(), len as usize) else {
            return tape.long_string(reader, len);
        };
        let is_key = self.nesting.at_key();
        let known = if is_key {
            tape::KEY
        } else {
            tape::STRING_KNOWN
        };
        match self.strings.place(words, len, is_key) {
            Place::Known(slot) => return tape.ops.put([known, slot]),
            // The op of what is new is the next after the op of what is known.
            Place::New(slot) => tape.ops.put([known.wrapping_add(1), slot]),
            Place::None => {}
        }
        tape.short_string(words, reader, len);
    }
}
