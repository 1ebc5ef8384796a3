//! Any bytes are messages or end in one failure, however they come.

use peerjs_wasm::core::pack::{
    format::Format,
    intern::SLOTS,
    tape::*,
    to_tape::{End, Extent, Failure, Tape, Unpacker, WINDOW_MIN},
};
use std::cell::RefCell;

/// How many messages were read, and of how many values; or what ended that.
pub type Outcome = Result<(usize, usize), Failure>;

/// Reads one whole message.
pub fn message<F: Format>(bytes: &[u8], window: usize) -> Outcome {
    read::<F>(bytes, window, None)
}

/// Reads messages, and more may come.
pub fn stream<F: Format>(bytes: &[u8], window: usize) -> Outcome {
    read::<F>(bytes, window, Some(1 << 30))
}

/// Bytes handed over at a time, from one that makes many windows to one.
pub const WINDOWS: [usize; 3] = [WINDOW_MIN, 20_000, usize::MAX];

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
        keys: [false; SLOTS],
        strings: [false; SLOTS],
    };
    let (mut messages, mut values) = (0, 0);
    let mut at = 0;
    let failure = loop {
        let rest = &bytes[at..];
        let extent = Extent {
            here: rest.len(),
            in_all: limit.unwrap_or(rest.len()),
        };
        let size = rest.len().min(window);
        let step = match unpacker.step::<F>(&rest[..size], extent, tape) {
            Ok(step) => step,
            Err((failure, offset)) => {
                assert!(offset <= size, "a failure outside of the bytes");
                break Some(failure);
            }
        };
        values += check(tape, &mut known, rest.len(), limit.unwrap_or(rest.len()));
        at += step.used;
        match step.end {
            End::Done => {
                assert!(step.used > 0, "a message of no bytes");
                messages += 1;
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
    failure.map_or(Ok((messages, values)), Err)
}

/// Which slots were given a string.
struct Known {
    keys: [bool; SLOTS],
    strings: [bool; SLOTS],
}

/// Goes through a tape as JavaScript does, and returns how many values are on
/// it.
fn check(tape: &mut Tape, known: &mut Known, here: usize, limit: usize) -> usize {
    let (len, text_len) = (tape.ops_len(), tape.text_len());
    let text = std::str::from_utf8(&tape.text()[..text_len]).expect("valid UTF-8");
    let mut units_left = text.encode_utf16().count();
    let ops = tape.ops()[..len].to_vec();
    let mut ops = ops.into_iter();
    let mut numbers = tape.numbers().iter();
    let mut values = 0;
    while let Some(op) = ops.next() {
        values += 1;
        let mut float = || f64::from_bits(*numbers.next().expect("a number"));
        match op {
            NIL | UNDEFINED | FALSE | TRUE | TINY.. => {}
            FLOAT | INTEGER => {
                float();
            }
            FLOATS | INTEGERS => {
                let count = [ops.next().unwrap(), ops.next().unwrap()];
                let count = usize::from(u16::from_le_bytes(count));
                for _ in 0..count {
                    float();
                }
                values += count - 1;
            }
            STRING => {
                let units = float() as usize;
                units_left = units_left.checked_sub(units).expect("text for a string");
            }
            STRING_APART | BINARY_APART | EXTENSION => {
                let end = float() + float();
                assert!(end <= here as f64, "a payload outside of the bytes");
            }
            TIMESTAMP => {
                float();
                float();
            }
            ARRAY | MAP => assert!(float() <= limit as f64, "more members than bytes"),
            KEY | STRING_KNOWN => {
                let slots = if op == KEY {
                    &known.keys
                } else {
                    &known.strings
                };
                assert!(slots[usize::from(ops.next().unwrap())], "an unknown string");
            }
            KEY_NEW => {
                known.keys[usize::from(ops.next().unwrap())] = true;
                values -= 1;
            }
            STRING_NEW => {
                known.strings[usize::from(ops.next().unwrap())] = true;
                let next = ops.as_slice()[0];
                assert!((SHORT..TINY).contains(&next), "a slot for {next}");
                values -= 1;
            }
            ASCII | SHORT..=0x7f => {
                let len = match op {
                    ASCII => ops.next().unwrap(),
                    _ => op - SHORT,
                };
                let ascii: Vec<u8> = ops.by_ref().take(usize::from(len)).collect();
                assert!(ascii.len() == usize::from(len) && ascii.is_ascii());
            }
            _ => panic!("{op} does not come out"),
        }
    }
    assert_eq!(units_left, 0, "text without a string");
    values
}
