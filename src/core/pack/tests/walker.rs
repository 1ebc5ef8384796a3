//! The two walkers of `js/`, for [`Value`]s.

use super::super::{
    encode::Writer,
    format::Format,
    from_tape::{pack, room_for},
    intern::SLOTS,
    nesting::Open,
    tape,
    to_tape::{End, Extent, Failure, Step, Tape, Unpacker, WINDOW_MIN},
};
use super::value::Value;
use std::marker::PhantomData;

/// Longest string and binary that are put in place.
const IN_PLACE_MAX: usize = 12;

/// The bytes of a value in the format `F`.
pub fn encode_as<F: Format + Default>(value: &Value) -> Vec<u8> {
    let mut writer = TapeWriter::<F>::default();
    writer.put(value);
    writer.flush();
    writer.out
}

#[derive(Default)]
struct TapeWriter<F> {
    ops: Vec<u8>,
    numbers: Vec<f64>,
    text: String,
    out: Vec<u8>,
    format: PhantomData<F>,
}

impl<F: Format> TapeWriter<F> {
    fn put(&mut self, value: &Value) {
        match value {
            Value::Nil | Value::Undefined => self.ops.push(tape::NIL),
            Value::Boolean(false) => self.ops.push(tape::FALSE),
            Value::Boolean(true) => self.ops.push(tape::TRUE),
            Value::Number(number) => self.op(tape::FLOAT, *number),
            Value::String(string) if string.is_ascii() && string.len() <= IN_PLACE_MAX => {
                self.ops.push(tape::SHORT + string.len() as u8);
                self.ops.extend(string.bytes());
            }
            Value::String(string) if string.len() < 4000 => {
                self.op(tape::STRING, string.encode_utf16().count() as f64);
                self.text.push_str(string);
            }
            Value::String(string) => self.apart(tape::STRING_APART, string.as_bytes()),
            Value::Binary(bytes) if bytes.len() <= IN_PLACE_MAX => {
                self.op(tape::BINARY, bytes.len() as f64);
                self.ops.extend(bytes);
            }
            Value::Binary(bytes) => self.apart(tape::BINARY_APART, bytes),
            Value::Array(items) => {
                self.op(tape::ARRAY, items.len() as f64);
                let numbers: Vec<_> = items.iter().map_while(as_number).collect();
                if !numbers.is_empty() {
                    self.op(tape::FLOATS, numbers.len() as f64);
                    self.numbers.extend(&numbers);
                }
                for item in items.iter().skip(numbers.len()) {
                    self.put(item);
                }
            }
            Value::Time(milliseconds) => {
                self.op(tape::TIMESTAMP, 0.0);
                self.numbers.push(*milliseconds);
            }
            Value::Extension(kind, payload) => {
                self.op(tape::EXTENSION, payload.len() as f64);
                self.numbers.push(f64::from(*kind));
                self.flush();
                self.out.extend(payload);
            }
            Value::Map(pairs) => {
                self.op(tape::MAP, pairs.len() as f64);
                for (key, value) in pairs {
                    self.put(key);
                    self.put(value);
                }
            }
        }
    }

    fn op(&mut self, op: u8, number: f64) {
        self.ops.push(op);
        self.numbers.push(number);
    }

    fn apart(&mut self, op: u8, bytes: &[u8]) {
        self.op(op, bytes.len() as f64);
        self.flush();
        self.out.extend(bytes);
    }

    fn flush(&mut self) {
        self.ops.push(tape::END);
        let units = self.text.encode_utf16().count();
        let len = self.out.len();
        let room = room_for(self.ops.len(), self.numbers.len(), self.text.len());
        self.out.resize(len + room, 0);
        let mut writer = Writer::<F>::new(&mut self.out, len);
        let text = self.text.as_bytes();
        let len = pack(&mut writer, &self.ops, &self.numbers, text, units).unwrap();
        self.out.truncate(len);
        self.ops.clear();
        self.numbers.clear();
        self.text.clear();
    }
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// What JavaScript keeps from one message to the next, and how a format is read.
pub struct Decoder {
    unpacker: Unpacker,
    tape: Tape,
    keys: Vec<Option<Value>>,
    strings: Vec<Option<Value>>,
    /// How many bytes each step used up, but the last of a message.
    pub steps: Vec<usize>,
    /// The lengths of all arrays and maps together.
    pub announced: f64,
}

impl Decoder {
    pub fn new() -> Self {
        Self {
            unpacker: Unpacker::new(),
            tape: Tape::new(),
            keys: vec![None; SLOTS],
            strings: vec![None; SLOTS],
            steps: Vec::new(),
            announced: 0.0,
        }
    }

    /// The value of a message that is handed over in windows of this size, or
    /// the failure and its offset in the message.
    pub fn decode_as<F: Format>(
        &mut self,
        bytes: &[u8],
        window: usize,
    ) -> Result<Value, (Failure, usize)> {
        let mut builder = Builder::default();
        let mut base = 0;
        loop {
            let rest = bytes.get(base..).unwrap_or_default();
            let window = &rest[..rest.len().min(window)];
            let Step { used, end } = self
                .unpacker
                .step::<F>(window, Extent::whole(rest.len()), &mut self.tape)
                .map_err(|(failure, at)| (failure, base + at))?;
            self.build(&mut builder, bytes, base);
            if end == End::Done {
                return Ok(builder.finish());
            }
            assert_eq!(end, End::Paused, "a whole message does not starve");
            self.steps.push(used);
            base += used;
        }
    }

    /// The values of a stream that comes in pieces, each message resumed as
    /// JavaScript does; the failure if it ends in one.
    pub fn stream_as<'a, F: Format>(
        &mut self,
        pieces: impl IntoIterator<Item = &'a [u8]>,
    ) -> (Vec<Value>, Option<Failure>) {
        let mut values = Vec::new();
        let mut pending = Vec::new();
        let mut wanted = 1;
        let mut builder = Builder::default();
        let mut objects = 0;
        for piece in pieces {
            pending.extend_from_slice(piece);
            if pending.len() < wanted {
                continue;
            }
            self.unpacker.resume(builder.frames(), objects);
            let mut base = 0;
            while base < pending.len() {
                let rest = &pending[base..];
                let extent = Extent {
                    here: rest.len(),
                    in_all: 1 << 30,
                };
                let window = &rest[..rest.len().min(WINDOW_MIN)];
                let Step { used, end } =
                    match self.unpacker.step::<F>(window, extent, &mut self.tape) {
                        Ok(step) => step,
                        Err((failure, _)) => return (values, Some(failure)),
                    };
                let message = std::mem::take(&mut pending);
                self.build(&mut builder, &message, base);
                pending = message;
                base += used;
                wanted = 1;
                match end {
                    End::Done => values.push(std::mem::take(&mut builder).finish()),
                    End::Paused => {}
                    End::Starved(more) => {
                        wanted = more;
                        break;
                    }
                }
            }
            pending.drain(..base);
            objects = self.unpacker.objects();
        }
        (values, None)
    }

    fn build(&mut self, builder: &mut Builder, bytes: &[u8], base: usize) {
        let end = self.tape.ops_len();
        let ops = self.tape.ops()[..end].to_vec();
        let numbers = self.tape.numbers().to_vec();
        let text_end = self.tape.text_len();
        let text = String::from_utf8(self.tape.text()[..text_end].to_vec()).unwrap();
        let mut text: Vec<u16> = text.encode_utf16().collect();
        let mut ops = ops.into_iter();
        let mut numbers = numbers.into_iter();
        let mut slot = None;
        let mut string_slot = None;
        while let Some(op) = ops.next() {
            let mut float = || f64::from_bits(numbers.next().unwrap());
            let value = match op {
                tape::NIL => Value::Nil,
                tape::UNDEFINED => Value::Undefined,
                tape::FALSE => Value::Boolean(false),
                tape::TRUE => Value::Boolean(true),
                tape::FLOAT => Value::Number(float()),
                tape::INTEGER => Value::Number(f64::from(numbers.next().unwrap() as i32)),
                tape::FLOATS | tape::INTEGERS => {
                    let count = [ops.next().unwrap(), ops.next().unwrap()];
                    for _ in 0..u16::from_le_bytes(count) {
                        let bits = numbers.next().unwrap();
                        builder.add(Value::Number(if op == tape::FLOATS {
                            f64::from_bits(bits.swap_bytes())
                        } else {
                            f64::from(bits as i32)
                        }));
                    }
                    continue;
                }
                tape::STRING => {
                    let rest = text.split_off(float() as usize);
                    let units = std::mem::replace(&mut text, rest);
                    Value::String(String::from_utf16(&units).unwrap())
                }
                tape::STRING_APART | tape::BINARY_APART => {
                    let start = base + float() as usize;
                    let payload = &bytes[start..start + float() as usize];
                    if op == tape::BINARY_APART {
                        Value::Binary(payload.to_vec())
                    } else {
                        Value::String(String::from_utf8_lossy(payload).into_owned())
                    }
                }
                tape::TIMESTAMP => {
                    float();
                    Value::Time(float())
                }
                tape::EXTENSION => {
                    let start = base + float() as usize;
                    let payload = &bytes[start..start + float() as usize];
                    Value::Extension(bytes[start - 1] as i8, payload.to_vec())
                }
                tape::ARRAY | tape::MAP => {
                    let len = float();
                    self.announced += len;
                    builder.open(len as usize, op == tape::MAP);
                    continue;
                }
                tape::KEY => {
                    let known = self.keys[usize::from(ops.next().unwrap())].clone();
                    known.expect("a slot that was given a key")
                }
                tape::KEY_NEW => {
                    slot = ops.next();
                    continue;
                }
                tape::STRING_KNOWN => {
                    let known = self.strings[usize::from(ops.next().unwrap())].clone();
                    known.expect("a slot that was given a string")
                }
                tape::STRING_NEW => {
                    string_slot = ops.next();
                    continue;
                }
                tape::TINY.. => Value::Number(f64::from(op - tape::TINY)),
                _ => {
                    let len = match op {
                        tape::ASCII => usize::from(ops.next().unwrap()),
                        _ => usize::from(op - tape::SHORT),
                    };
                    let ascii: Vec<u8> = ops.by_ref().take(len).collect();
                    assert_eq!(ascii.len(), len);
                    assert!(ascii.is_ascii());
                    Value::String(String::from_utf8(ascii).unwrap())
                }
            };
            if let Some(slot) = string_slot.take() {
                self.strings[usize::from(slot)] = Some(value.clone());
            }
            if let Some(slot) = slot.take() {
                self.keys[usize::from(slot)] = Some(value.clone());
            }
            builder.add(value);
        }
        assert!(text.is_empty(), "text that belongs to no string");
    }
}

/// Puts containers together.
#[derive(Default)]
struct Builder {
    root: Vec<Value>,
    /// The members so far, how many there will be, and whether they are pairs.
    open: Vec<(Vec<Value>, usize, bool)>,
}

impl Builder {
    fn open(&mut self, len: usize, is_map: bool) {
        let members = if is_map { 2 * len } else { len };
        self.open.push((Vec::new(), members, is_map));
        self.close();
    }

    fn add(&mut self, value: Value) {
        match self.open.last_mut() {
            Some((members, ..)) => members.push(value),
            None => self.root.push(value),
        }
        self.close();
    }

    fn close(&mut self) {
        while let Some((members, _, is_map)) = self
            .open
            .pop_if(|(members, owed, _)| members.len() == *owed)
        {
            let whole = if is_map {
                let mut members = members.into_iter();
                let pairs = std::iter::from_fn(|| Some((members.next()?, members.next()?)));
                Value::Map(pairs.collect())
            } else {
                Value::Array(members)
            };
            match self.open.last_mut() {
                Some((members, ..)) => members.push(whole),
                None => self.root.push(whole),
            }
        }
    }

    /// What the unpacker has to know to go on from here.
    fn frames(&self) -> Vec<Open> {
        let message = Open {
            owed: u32::from(self.open.is_empty()),
            is_map: false,
        };
        let last = self.open.len().wrapping_sub(1);
        let containers = self.open.iter().enumerate();
        let containers = containers.map(|(i, (members, announced, is_map))| {
            // The one within is a member already.
            let inner = usize::from(i != last);
            Open {
                owed: (announced - members.len() - inner) as u32,
                is_map: *is_map,
            }
        });
        std::iter::once(message).chain(containers).collect()
    }

    fn finish(mut self) -> Value {
        assert!(self.open.is_empty() && self.root.len() == 1);
        self.root.pop().unwrap()
    }
}
