//! Bytes to tape.

use super::{
    decode::{Reader, Token},
    format::Format,
    intern::{Interned, Place},
    nesting::{Nesting, Open, Refusal},
    tape,
    utf8::utf16_len,
    words::Words,
};

/// Most bytes that a step reads. What is beyond them in its window waits for the
/// next.
pub const WINDOW_MAX: usize = 32 * 1024;
/// Room for ops, in bytes: enough for any window. The worst is the string of no
/// bytes, one byte that takes three; and a string is stored with what is behind it.
pub const OPS: usize = 3 * WINDOW_MAX + Words::MAX;
/// Room for numbers, in units of 8 bytes.
pub const NUMBERS: usize = 16 * 1024;
/// Room for joined text, in bytes: enough for any window.
pub const TEXT: usize = WINDOW_MAX;
/// Longest string that is joined, in bytes. Longer ones are decoded alone.
pub const JOINED_MAX: u32 = 4096;
/// Smallest window of which a step uses up something if it is not the last, in
/// bytes: any value but a large payload fits.
pub const WINDOW_MIN: usize = 8 * 1024;

/// Longest payload of a timestamp, in bytes.
const TIMESTAMP_MAX: u32 = 12;

/// Strings of more than 16 bytes are put in place until they come to so many
/// bytes in one tape: for a few it is faster than a call of `TextDecoder`.
const IN_PLACE: usize = 96;

/// What one value takes of the numbers at most, a run of them apart.
const NUMBERS_MARGIN: usize = 2;

/// Why bytes are not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// They end within a value, or announce more than there is or may be.
    CutShort = 1,
    /// They nest deeper than [`MAX_DEPTH`](super::nesting::MAX_DEPTH).
    TooDeep = 2,
    /// The key of a pair is of a type that no key may have.
    Key = 3,
    /// A marker that the format forbids.
    Marker = 4,
    /// A timestamp of a length that none has.
    Timestamp = 5,
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

    /// Takes up a message half read, by its open containers.
    pub fn resume(&mut self, open: impl IntoIterator<Item = Open>) {
        self.nesting.resume(open);
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
                    self.open(len, is_map, extent.in_all.saturating_sub(reader.at()))?;
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

    fn open(&mut self, len: u32, is_map: bool, rest: usize) -> Result<(), Failure> {
        self.nesting
            .open(len, is_map, rest as u64)
            .map_err(|refusal| match refusal {
                Refusal::Overdrawn => Failure::CutShort,
                Refusal::TooDeep => Failure::TooDeep,
            })
    }
}

/// One stretch of values for JavaScript, with bounded room.
pub struct Tape {
    ops: Stream<u8, OPS>,
    /// The bits of a float64, or an int32 in the low half.
    numbers: Stream<u64, NUMBERS>,
    text: Stream<u8, TEXT>,
    /// How many more bytes of longer strings are put in place.
    in_place: usize,
}

impl Tape {
    /// A tape with all its room. All zeros, so that it takes none in a module.
    pub const fn new() -> Self {
        Self {
            ops: Stream::new(0),
            numbers: Stream::new(0),
            text: Stream::new(0),
            in_place: 0,
        }
    }

    /// The ops, with all the room for them.
    pub fn ops(&mut self) -> &mut [u8] {
        &mut self.ops.room
    }

    /// How many bytes of ops there are.
    pub fn ops_len(&self) -> usize {
        self.ops.len
    }

    /// The numbers of the ops, with all the room for them.
    pub fn numbers(&mut self) -> &mut [u64] {
        &mut self.numbers.room
    }

    /// The joined strings, with all the room for them.
    pub fn text(&mut self) -> &mut [u8] {
        &mut self.text.room
    }

    /// How many bytes of joined strings there are.
    pub fn text_len(&self) -> usize {
        self.text.len
    }

    fn clear(&mut self) {
        self.ops.len = 0;
        self.numbers.len = 0;
        self.text.len = 0;
        self.in_place = IN_PLACE;
    }

    fn room_for_numbers(&self) -> usize {
        (NUMBERS - NUMBERS_MARGIN).saturating_sub(self.numbers.len)
    }

    #[inline(never)]
    fn op(&mut self, op: u8) {
        self.ops.put([op]);
    }

    /// An op with its first number, which is a count or an offset.
    #[inline(never)]
    fn counted(&mut self, op: u8, count: usize) {
        self.op(op);
        self.numbers.put([(count as f64).to_bits()]);
    }

    /// Reads the number that comes next. Returns how many were complete.
    #[inline(always)]
    fn number<F: Format>(&mut self, reader: &mut Reader<F>) -> u32 {
        let (op, bits) = match reader.number() {
            Some(Token::Integer(value)) => (tape::INTEGER, u64::from(value as u32)),
            Some(Token::Float(value)) => (tape::FLOAT, value.to_bits()),
            _ => return 0,
        };
        if let (tape::INTEGER, tiny @ 0..0x80) = (op, bits) {
            self.op(tape::TINY | tiny as u8);
        } else {
            self.op(op);
            self.numbers.put([bits]);
        }
        1
    }

    /// Reads the numbers of an array that come next, all of a kind, `run` at most.
    /// Returns how many were complete.
    #[inline(always)]
    fn run<F: Format>(&mut self, reader: &mut Reader<F>, run: u32) -> u32 {
        let limit = (run as usize).min(self.room_for_numbers());
        let room = self.numbers.spare(limit);
        let mut op = tape::INTEGERS;
        let mut count: usize = 0;
        // In a local: what is reached through a reference is stored each time.
        let mut ahead = *reader;
        for slot in room.iter_mut() {
            let Some(value) = ahead.integer() else { break };
            *slot = u64::from(value as u32);
            count = count.wrapping_add(1);
        }
        if count < 2 && ahead.at_float() {
            // An integer before floats is a float by chance.
            op = tape::FLOATS;
            count = 0;
            ahead = *reader;
            for slot in room {
                let Some(bytes) = ahead.float64() else { break };
                *slot = u64::from_le_bytes(bytes);
                count = count.wrapping_add(1);
            }
        }
        if count == 0 {
            return self.number(reader);
        }
        *reader = ahead;
        let [low, high, ..] = count.to_le_bytes();
        self.ops.put([op, low, high]);
        self.numbers.len = self.numbers.len.wrapping_add(count);
        count as u32
    }

    fn time(&mut self, milliseconds: f64) {
        self.counted(tape::TIMESTAMP, 0);
        self.numbers.put([milliseconds.to_bits()]);
    }

    fn apart(&mut self, op: u8, at: usize, len: u32) {
        self.counted(op, at);
        self.numbers.put([f64::from(len).to_bits()]);
    }

    /// Writes the string of `len` bytes in `words`, which comes next.
    #[inline(always)]
    fn short_string<F: Format>(&mut self, words: Words, reader: &Reader<F>, len: u32) {
        if !words.is_ascii() {
            return self.long_string(reader, len);
        }
        let room = self.ops.room.get_mut(self.ops.len..);
        // Stored whole, with what is behind it.
        if let Some([op, string @ ..]) =
            room.and_then(<[u8]>::first_chunk_mut::<{ Words::MAX + 1 }>)
        {
            *op = tape::SHORT | len as u8;
            *string = words.to_bytes();
            self.ops.len = self.ops.len.wrapping_add(1).wrapping_add(len as usize);
        }
    }

    #[inline(never)]
    fn long_string<F: Format>(&mut self, reader: &Reader<F>, len: u32) {
        let bytes = reader.rest().get(..len as usize).unwrap_or_default();
        match utf16_len(bytes) {
            // As many units as bytes: ASCII.
            Some(units) if units == bytes.len() && units <= self.in_place => {
                self.in_place = self.in_place.saturating_sub(units);
                self.ops.put([tape::ASCII, len as u8]);
                self.ops.extend(bytes);
            }
            Some(units) => {
                self.counted(tape::STRING, units);
                self.text.extend(bytes);
            }
            // Joined, a sequence cut short could swallow what follows it.
            None => self.apart(tape::STRING_APART, reader.at(), len),
        }
    }
}

impl Default for Tape {
    fn default() -> Self {
        Self::new()
    }
}

/// A part of the tape: what is written of a room that never changes its place.
/// What does not fit is dropped, which [`WINDOW_MAX`] keeps from happening.
struct Stream<T, const ROOM: usize> {
    room: [T; ROOM],
    len: usize,
}

impl<T: Copy, const ROOM: usize> Stream<T, ROOM> {
    const fn new(zero: T) -> Self {
        Self {
            room: [zero; ROOM],
            len: 0,
        }
    }

    #[inline(always)]
    fn put<const N: usize>(&mut self, items: [T; N]) {
        if let Some(room) = self
            .room
            .get_mut(self.len..)
            .and_then(<[T]>::first_chunk_mut)
        {
            *room = items;
            self.len = self.len.wrapping_add(N);
        }
    }

    /// Room for `count` items.
    #[inline(always)]
    fn spare(&mut self, count: usize) -> &mut [T] {
        let end = self.len.saturating_add(count);
        self.room.get_mut(self.len..end).unwrap_or_default()
    }

    fn extend(&mut self, items: &[T]) {
        let end = self.len.saturating_add(items.len());
        if let Some(room) = self.room.get_mut(self.len..end) {
            room.copy_from_slice(items);
            self.len = end;
        }
    }
}
