//! Bytes to tape.

use super::{
    decode::{Reader, Token},
    format::Format,
    intern::{Keys, Place},
    nesting::{Nesting, Open, Refusal},
    tape,
    utf8::utf16_len,
    words::Words,
};

/// Room for ops, in bytes.
pub const OPS: usize = 32 * 1024;
/// Room for numbers, in units of 8 bytes.
pub const NUMBERS: usize = 16 * 1024;
/// Room for joined text, in bytes.
pub const TEXT: usize = 24 * 1024;
/// Longest string that is joined, in bytes. Longer ones are decoded alone.
pub const JOINED_MAX: u32 = 4096;
/// Smallest window of which a step uses up something if it is not the last, in
/// bytes: any value but a large payload fits.
pub const WINDOW_MIN: usize = 8 * 1024;

/// Strings of more than 16 bytes are put in place until they come to so many
/// bytes in one tape: for a few it is faster than a call of `TextDecoder`.
const IN_PLACE: usize = tape::SHORT_MAX;

// What one value takes on the tape at most.
const OPS_MARGIN: usize = 8 + tape::SHORT_MAX;
const NUMBERS_MARGIN: usize = 8;
const TEXT_MARGIN: usize = JOINED_MAX as usize;

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
    keys: Keys,
}

impl Unpacker {
    /// Ready for a message. All zeros, so that it takes no room in a module.
    pub const fn new() -> Self {
        Self {
            nesting: Nesting::new(),
            keys: Keys::new(),
        }
    }

    /// Drops a message half read. The keys go too: JavaScript may not have
    /// seen those of the last tape.
    pub fn reset(&mut self) {
        self.nesting.reset();
        self.keys.reset();
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
            if tape.is_full() {
                return Ok(End::Paused);
            }
            if self.numbers(reader, tape) {
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
                Token::Nil => tape.op(tape::NIL),
                Token::Undefined => tape.op(tape::UNDEFINED),
                Token::Boolean(false) => tape.op(tape::FALSE),
                Token::Boolean(true) => tape.op(tape::TRUE),
                Token::Array(len) => {
                    self.open(len, false, extent.in_all.saturating_sub(reader.at()))?;
                    tape.counted(tape::ARRAY, len as usize);
                    continue;
                }
                Token::Map(len) => {
                    self.open(len, true, extent.in_all.saturating_sub(reader.at()))?;
                    tape.counted(tape::MAP, len as usize);
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
                        Token::String(_) if is_apart => {
                            tape.apart(tape::STRING_APART, reader.at(), len);
                        }
                        Token::String(_) => {
                            if !(self.nesting.at_key() && self.key(reader, len, tape)) {
                                tape.string(reader, len);
                            }
                        }
                        Token::Timestamp(_) => {
                            let payload = reader.rest().get(..len as usize);
                            let time = payload.and_then(F::time).ok_or(Failure::Timestamp)?;
                            tape.time(time);
                        }
                        Token::Extension(_) => tape.apart(tape::EXTENSION, reader.at(), len),
                        _ => tape.apart(tape::BINARY_APART, reader.at(), len),
                    }
                    reader.skip(len);
                }
            }
            self.nesting.take(1);
        }
        Ok(End::Done)
    }

    /// Reads the numbers that come next: all of a kind in an array, one in a map.
    #[inline(always)]
    fn numbers<F: Format>(&mut self, reader: &mut Reader<F>, tape: &mut Tape) -> bool {
        let limit = (self.nesting.run() as usize).min(tape.room_for_numbers());
        let room = tape.numbers.spare(limit);
        let mut op = tape::INTEGER;
        let mut count: usize = 0;
        // All in locals: what is reached through a reference is stored each time.
        let mut ahead = *reader;
        while count < room.len() {
            let start = ahead;
            let bits = match ahead.number() {
                Some(Token::Integer(value)) if op == tape::FLOAT => f64::from(value).to_bits(),
                Some(Token::Integer(value)) => u64::from(value as u32),
                Some(Token::Float(value)) if op == tape::FLOAT || count < 2 => {
                    // An integer before it is a float by chance.
                    if let Some(first) = room.first_mut().filter(|_| op != tape::FLOAT) {
                        *first = f64::from(*first as i32).to_bits();
                    }
                    op = tape::FLOAT;
                    value.to_bits()
                }
                _ => {
                    ahead = start;
                    break;
                }
            };
            if let Some(slot) = room.get_mut(count) {
                *slot = bits;
            }
            count = count.wrapping_add(1);
        }
        *reader = ahead;
        match (count, room.first()) {
            (0, _) => return false,
            (1, Some(&bits)) if op == tape::INTEGER && bits < u64::from(tape::TINY) => {
                tape.op(tape::TINY | bits as u8);
                self.nesting.take(1);
                return true;
            }
            (1, _) => tape.op(op),
            _ => {
                let [low, high, ..] = count.to_le_bytes();
                // The op of many is the next after the op of one.
                tape.ops.put([op.wrapping_add(1), low, high]);
            }
        }
        tape.numbers.len = tape.numbers.len.wrapping_add(count);
        self.nesting.take(count as u32);
        true
    }

    /// Writes a key as a slot; or as a slot that the string to be written next
    /// shall take, and returns false.
    #[inline(always)]
    fn key<F: Format>(&mut self, reader: &Reader<F>, len: u32, tape: &mut Tape) -> bool {
        let Some(words) = Words::load(reader.rest(), len as usize) else {
            return false;
        };
        // `__proto__` is not kept: JavaScript looks at every key that comes as
        // a string, and at none that comes as a slot.
        if words.to_bytes() == *b"__proto__\0\0\0\0\0\0\0" {
            return false;
        }
        match self.keys.place(words, len) {
            Place::Known(slot) => {
                tape.ops.put([tape::KEY, slot]);
                true
            }
            Place::New(slot) => {
                tape.ops.put([tape::KEY_NEW, slot]);
                false
            }
        }
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

    fn is_full(&self) -> bool {
        self.ops.len > OPS - OPS_MARGIN
            || self.room_for_numbers() == 0
            || self.text.len > TEXT - TEXT_MARGIN
    }

    fn room_for_numbers(&self) -> usize {
        (NUMBERS - NUMBERS_MARGIN).saturating_sub(self.numbers.len)
    }

    fn op(&mut self, op: u8) {
        self.ops.put([op]);
    }

    /// An op with its first number, which is a count or an offset.
    #[inline(never)]
    fn counted(&mut self, op: u8, count: usize) {
        self.op(op);
        self.numbers.put([(count as f64).to_bits()]);
    }

    fn time(&mut self, milliseconds: f64) {
        self.counted(tape::TIMESTAMP, 0);
        self.numbers.put([milliseconds.to_bits()]);
    }

    fn apart(&mut self, op: u8, at: usize, len: u32) {
        self.counted(op, at);
        self.numbers.put([f64::from(len).to_bits()]);
    }

    /// Writes the string of `len` bytes, at most [`JOINED_MAX`], that comes
    /// next and is all there.
    #[inline(always)]
    fn string<F: Format>(&mut self, reader: &Reader<F>, len: u32) {
        match Words::load(reader.rest(), len as usize) {
            Some(words) if words.is_ascii() => {
                self.op(tape::SHORT | len as u8);
                let end = self.ops.len.wrapping_add(len as usize);
                self.ops.put(words.to_bytes());
                self.ops.len = end;
            }
            _ => self.long_string(reader, len),
        }
    }

    #[inline(never)]
    fn long_string<F: Format>(&mut self, reader: &Reader<F>, len: u32) {
        let bytes = reader.rest().get(..len as usize).unwrap_or_default();
        if bytes.len() <= self.in_place && bytes.is_ascii() {
            self.in_place = self.in_place.saturating_sub(bytes.len());
            self.op(tape::SHORT | len as u8);
            self.ops.extend(bytes);
        } else if let Some(units) = utf16_len(bytes) {
            self.counted(tape::STRING, units);
            self.text.extend(bytes);
        } else {
            // Joined, a sequence cut short could swallow what follows it.
            self.apart(tape::STRING_APART, reader.at(), len);
        }
    }
}

impl Default for Tape {
    fn default() -> Self {
        Self::new()
    }
}

/// A part of the tape: what is written of a room that never changes its place.
/// What does not fit is dropped, which [`Tape::is_full`] keeps from happening.
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
