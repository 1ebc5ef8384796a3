//! Any bytes are messages or end in one failure, however they come.

use peerjs_wasm::core::pack::{
    encode::Writer,
    format::Format,
    intern::SLOTS,
    tape::*,
    to_tape::{End, Extent, Failure, Tape, Unpacker, WINDOW_MAX, WINDOW_MIN},
};
use std::{
    cell::RefCell,
    hash::{DefaultHasher, Hash, Hasher},
};

/// How many messages were read, and a hash of their values; or what ended that, and
/// where.
pub type Outcome = Result<(usize, u64), (Failure, usize)>;

/// Any bytes are read as the same in windows of any size, with and without the border
/// of one within them.
pub fn windows<F: Format>(bytes: &[u8], read: fn(&[u8], usize) -> Outcome) {
    same_in_windows(bytes, read);
    // Anywhere, as the bytes have it.
    let sum: usize = bytes.iter().map(|byte| usize::from(*byte)).sum();
    let border = WINDOWS[sum % WINDOWS.len()];
    let before = sum % (bytes.len().min(WINDOW_MIN / 2) + 1);
    same_in_windows(&[&pad::<F>(border - before), bytes].concat(), read);
}

fn same_in_windows(bytes: &[u8], read: fn(&[u8], usize) -> Outcome) {
    let [small, middle, large] = WINDOWS.map(|window| read(bytes, window));
    assert_eq!(small, large);
    assert_eq!(middle, large);
}

/// So many bytes, the start of an array of two, whose first item is a binary.
fn pad<F: Format>(len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    // One byte of the array, three of the binary.
    let mut writer = Writer::<F>::new(&mut bytes, 0);
    writer.array(2);
    writer.binary(len as u32 - 4);
    assert_eq!(writer.written(), Some(4));
    bytes
}

/// Reads one whole message.
pub fn message<F: Format>(bytes: &[u8], window: usize) -> Outcome {
    read::<F>(bytes, window, None)
}

/// Reads messages, and more may come.
pub fn stream<F: Format>(bytes: &[u8], window: usize) -> Outcome {
    read::<F>(bytes, window, Some(1 << 30))
}

/// Bytes handed over at a time.
const WINDOWS: [usize; 3] = [WINDOW_MIN, 20_000, WINDOW_MAX];

fn read<F: Format>(bytes: &[u8], window: usize, limit: Option<usize>) -> Outcome {
    TAPE.with_borrow_mut(|tape| read_with::<F>(bytes, window, limit, tape))
}

thread_local! {
    /// Its room takes longer to make than most inputs to read.
    static TAPE: RefCell<Tape> = const { RefCell::new(Tape::new()) };
}

fn read_with<F: Format>(
    bytes: &[u8],
    window: usize,
    limit: Option<usize>,
    tape: &mut Tape,
) -> Outcome {
    let mut unpacker = Unpacker::new();
    let mut known = Known {
        keys: [None; SLOTS],
        strings: [None; SLOTS],
    };
    let mut messages = 0;
    let mut values = DefaultHasher::new();
    let mut at = 0;
    let mut begin = 0;
    let failure = loop {
        let rest = &bytes[at..];
        let extent = Extent {
            here: rest.len(),
            // The limit is a whole message's.
            in_all: limit.map_or(rest.len(), |limit| limit - (at - begin)),
        };
        let size = rest.len().min(window);
        let step = match unpacker.step::<F>(&rest[..size], extent, tape) {
            Ok(step) => step,
            Err((failure, offset)) => {
                assert!(offset <= size, "a failure outside of the bytes");
                break Some((failure, at + offset));
            }
        };
        let most = limit.unwrap_or(rest.len());
        check(tape, &mut known, bytes, at, most, &mut values);
        at += step.used;
        match step.end {
            End::Done => {
                assert!(step.used > 0, "a message of no bytes");
                messages += 1;
                begin = at;
                if limit.is_none() {
                    break None;
                }
            }
            End::Paused => assert!(step.used > 0, "a step without progress"),
            End::Starved(wanted) => {
                assert!(limit.is_some() && wanted > bytes.len() - at);
                break None;
            }
        }
    };
    // Whatever it was, the next message is read.
    unpacker.reset();
    let step = unpacker.step::<F>(&[0xc0], Extent::whole(1), tape);
    assert!(step.is_ok_and(|step| step.end == End::Done));
    failure.map_or(Ok((messages, values.finish())), Err)
}

/// The strings that slots were given, as hashes.
struct Known {
    keys: [Option<u64>; SLOTS],
    strings: [Option<u64>; SLOTS],
}

/// Goes through a tape as JavaScript does, and adds its values to a hash: they count,
/// and not by which ops they are told.
fn check(
    tape: &mut Tape,
    known: &mut Known,
    bytes: &[u8],
    base: usize,
    most: usize,
    values: &mut DefaultHasher,
) {
    let (len, text_len) = (tape.ops_len(), tape.text_len());
    let text = tape.text()[..text_len].to_vec();
    let text = std::str::from_utf8(&text).expect("valid UTF-8");
    let mut text = text.chars();
    let ops = tape.ops()[..len].to_vec();
    let mut ops = ops.into_iter();
    let mut numbers = tape.numbers().iter();
    let (mut key, mut slot) = (None, None);
    while let Some(op) = ops.next() {
        let mut bits = || *numbers.next().expect("a number");
        let string = match op {
            NIL | UNDEFINED | FALSE | TRUE => {
                op.hash(values);
                continue;
            }
            TINY.. => {
                number(f64::from(op - TINY), values);
                continue;
            }
            FLOAT => {
                number(f64::from_bits(bits()), values);
                continue;
            }
            INTEGER => {
                number(f64::from(bits() as i32), values);
                continue;
            }
            FLOATS | INTEGERS => {
                let count = [ops.next().unwrap(), ops.next().unwrap()];
                for _ in 0..u16::from_le_bytes(count) {
                    let value = match op {
                        FLOATS => f64::from_bits(bits().swap_bytes()),
                        _ => f64::from(bits() as i32),
                    };
                    number(value, values);
                }
                continue;
            }
            STRING_APART | BINARY_APART | EXTENSION => {
                let start = base + f64::from_bits(bits()) as usize;
                let len = f64::from_bits(bits()) as usize;
                let payload = bytes.get(start..start + len);
                let payload = payload.expect("a payload outside of the bytes");
                if op != STRING_APART {
                    // To go through it takes long, and it is the same where it is.
                    (op, start, len).hash(values);
                    continue;
                }
                hash_of(payload)
            }
            TIMESTAMP => {
                (op, bits(), bits()).hash(values);
                continue;
            }
            ARRAY | MAP => {
                let members = f64::from_bits(bits());
                assert!(members <= most as f64, "more members than bytes");
                (op, members as u64).hash(values);
                continue;
            }
            KEY_NEW => {
                key = ops.next();
                continue;
            }
            STRING_NEW => {
                slot = ops.next();
                let next = ops.as_slice()[0];
                assert!((SHORT..TINY).contains(&next), "a slot for {next}");
                continue;
            }
            KEY => known.keys[usize::from(ops.next().unwrap())].expect("a known key"),
            STRING_KNOWN => {
                known.strings[usize::from(ops.next().unwrap())].expect("a known string")
            }
            STRING => {
                let mut units = f64::from_bits(bits()) as usize;
                let mut string = Vec::new();
                while units > 0 {
                    let char = text.next().expect("text for a string");
                    units = units
                        .checked_sub(char.len_utf16())
                        .expect("a whole character");
                    string.extend(char.encode_utf8(&mut [0; 4]).bytes());
                }
                hash_of(&string)
            }
            ASCII | SHORT..=0x7f => {
                let len = match op {
                    ASCII => ops.next().unwrap(),
                    _ => op - SHORT,
                };
                let ascii: Vec<u8> = ops.by_ref().take(usize::from(len)).collect();
                assert!(ascii.len() == usize::from(len) && ascii.is_ascii());
                hash_of(&ascii)
            }
            _ => panic!("{op} does not come out"),
        };
        if let Some(slot) = key.take() {
            known.keys[usize::from(slot)] = Some(string);
        }
        if let Some(slot) = slot.take() {
            known.strings[usize::from(slot)] = Some(string);
        }
        (STRING, string).hash(values);
    }
    assert_eq!(text.as_str(), "", "text without a string");
}

fn number(value: f64, values: &mut DefaultHasher) {
    (FLOAT, value.to_bits()).hash(values);
}

fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
