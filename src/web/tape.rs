//! The tape: how a JavaScript value crosses into and out of the codec.
//!
//! JavaScript writes to and reads from buffers in wasm memory (`js/tape.js`)
//! and calls these exports, whose arguments and results are plain numbers, so
//! that no glue stands between. Addresses are offsets in wasm memory. Nothing
//! here calls JavaScript, so no borrow outlives its export.
//!
//! MsgPack comes with the cargo feature `msgpack`, which the script is built
//! without.

use crate::core::{
    msgpack::MsgPack,
    pack::{
        binarypack::BinaryPack,
        encode::Writer,
        format::Format,
        from_tape::pack,
        to_tape::{End, Extent, Step, Tape, Unpacker},
    },
};
#[cfg(feature = "msgpack")]
use crate::core::{msgpack::MESSAGE_MAX, pack::nesting::Open};
use std::{cell::RefCell, mem, thread::LocalKey};
use wasm_bindgen::prelude::wasm_bindgen;

/// Room for ops, in bytes.
const OPS: usize = 16 * 1024;
/// Room for numbers, in units of 8 bytes.
const NUMBERS: usize = 16 * 1024;
/// Room for joined text, in bytes: 3 for each UTF-16 unit.
const TEXT: usize = 48 * 1024;
/// Bytes of input that JavaScript hands over at a time.
const WINDOW: usize = 32 * 1024;

/// The number of the format that only some builds have.
const MSGPACK: u32 = 1;

struct Packer {
    ops: Vec<u8>,
    numbers: Vec<f64>,
    text: Vec<u8>,
    writer: Writer,
    /// Mark of the long string that is being written.
    long: Option<usize>,
}

impl Packer {
    fn emit<F: Format>(&mut self, keep: u32, text: u32, units: u32) -> u32 {
        self.long = None;
        let text = self.text.get(..text as usize).unwrap_or_default();
        let mut writer = mem::take(&mut self.writer).into_format::<F>();
        writer.truncate(keep as usize);
        // Malformed only if tape-write.js is wrong; its tests are the place to say.
        let _ = pack(&mut writer, &self.ops, &self.numbers, text, units as usize);
        self.writer = writer.into_format();
        self.writer.len() as u32
    }

    fn text<F: Format>(&mut self, written: u32, room: u32) -> u32 {
        let mut writer = mem::take(&mut self.writer).into_format::<F>();
        let start = *self.long.get_or_insert_with(|| writer.begin_string());
        writer.advance(written as usize);
        let result = if room > 0 {
            address(writer.spare(room as usize))
        } else {
            self.long = None;
            writer.end_string(start);
            writer.len() as u32
        };
        self.writer = writer.into_format();
        result
    }
}

struct Input {
    window: Vec<u8>,
    /// What a step returns besides the length of the ops.
    report: Vec<f64>,
    tape: Tape,
    unpacker: Unpacker,
}

impl Input {
    fn step<F: Format>(&mut self, start: u32, end: u32, extent: Extent) -> u32 {
        let window = self
            .window
            .get(start as usize..end as usize)
            .unwrap_or_default();
        let result = self.unpacker.step::<F>(window, extent, &mut self.tape);
        let (used, done, wanted, failure) = match result {
            Ok(Step { used, end }) => match end {
                End::Done => (used, 1.0, 0, 0.0),
                End::Paused => (used, 0.0, 0, 0.0),
                End::Starved(wanted) => (used, 0.0, wanted, 0.0),
            },
            Err((failure, at)) => (at, 1.0, 0, f64::from(failure as u8)),
        };
        let text = self.tape.text_len() as f64;
        if let Some(report) = self.report.first_chunk_mut() {
            *report = [used as f64, done, text, failure, wanted as f64];
        }
        self.tape.ops_len() as u32
    }
}

thread_local! {
    /// The last is at work; the others wait, each interrupted by a getter
    /// that packs.
    static PACKERS: RefCell<Vec<Packer>> = const { RefCell::new(Vec::new()) };
    static INPUT: RefCell<Option<Input>> = const { RefCell::new(None) };
}

/// Starts a packer; the one before it waits.
#[wasm_bindgen]
pub fn pack_open() {
    with(&PACKERS, |packers| {
        packers.push(Packer {
            ops: vec![0; OPS],
            numbers: vec![0.0; NUMBERS],
            text: vec![0; TEXT],
            writer: Writer::default(),
            long: None,
        })
    });
}

/// Ends the packer that `pack_open` started last.
#[wasm_bindgen]
pub fn pack_close() {
    with(&PACKERS, |packers| drop(packers.pop()));
}

/// Where the packer's ops (0), numbers (1), text (2) and output (3) are.
#[wasm_bindgen]
pub fn pack_buffer(which: u32) -> u32 {
    packer(|packer| match which {
        0 => address(&mut packer.ops),
        1 => address(&mut packer.numbers),
        2 => address(&mut packer.text),
        _ => address(packer.writer.as_mut_bytes()),
    })
}

/// Writes the tape to the output, after its first `keep` bytes, as BinaryPack
/// (format 0) or MsgPack (1). Returns the length of the output.
#[wasm_bindgen]
pub fn pack_emit(keep: u32, text: u32, units: u32, format: u32) -> u32 {
    packer(|packer| {
        if cfg!(feature = "msgpack") && format == MSGPACK {
            packer.emit::<MsgPack>(keep, text, units)
        } else {
            packer.emit::<BinaryPack>(keep, text, units)
        }
    })
}

/// Writes a long string by pieces: adds the `written` bytes of the last piece,
/// then makes room for the next and returns its address; or, with no `room`,
/// ends the string and returns the length of the output.
#[wasm_bindgen]
pub fn pack_text(written: u32, room: u32, format: u32) -> u32 {
    packer(|packer| {
        if cfg!(feature = "msgpack") && format == MSGPACK {
            packer.text::<MsgPack>(written, room)
        } else {
            packer.text::<BinaryPack>(written, room)
        }
    })
}

/// Where the window (0), ops (1), numbers (2), text (3) and report (4) of the
/// input are.
#[wasm_bindgen]
pub fn unpack_buffer(which: u32) -> u32 {
    input(|input| match which {
        0 => address(&mut input.window),
        1 => address(input.tape.ops()),
        2 => address(input.tape.numbers()),
        3 => address(input.tape.text()),
        _ => address(&mut input.report),
    })
}

/// Reads `size` bytes of the window as BinaryPack, with `left` bytes of the
/// message from its start on. Returns the length of the ops; the report then
/// holds the bytes used up, whether the message is done, the length of the
/// text, the failure or 0, and how many bytes are wanted to go on or 0.
#[wasm_bindgen]
pub fn unpack_step(size: u32, left: u32) -> u32 {
    input(|input| input.step::<BinaryPack>(0, size, Extent::whole(left as usize)))
}

/// Takes up a MsgPack message half read. The numbers of the tape say of each
/// open container, outermost first, twice what it owes, and one more if it is a
/// map.
#[cfg(feature = "msgpack")]
#[wasm_bindgen]
pub fn msgpack_resume(depth: u32) {
    input(|input| {
        let numbers = input.tape.numbers().iter().take(depth as usize);
        input.unpacker.resume(numbers.map(|&bits| {
            let number = f64::from_bits(bits) as u64;
            Open {
                owed: (number >> 1) as u32,
                is_map: number & 1 == 1,
            }
        }));
        0
    });
}

/// Reads the window from `start` to `end` as MsgPack, with `here` bytes of the
/// stream from `start` on, and `read` bytes of the message before. Returns and
/// reports what `unpack_step` does.
#[cfg(feature = "msgpack")]
#[wasm_bindgen]
pub fn msgpack_step(start: u32, end: u32, here: u32, read: u32) -> u32 {
    let extent = Extent {
        here: here as usize,
        in_all: MESSAGE_MAX.saturating_sub(read as usize),
    };
    input(|input| input.step::<MsgPack>(start, end, extent))
}

/// Drops a message half read.
#[wasm_bindgen]
pub fn unpack_reset() {
    input(|input| {
        input.unpacker.reset();
        0
    });
}

fn packer(run: impl FnOnce(&mut Packer) -> u32) -> u32 {
    with(&PACKERS, |packers| {
        packers.last_mut().map(run).unwrap_or_default()
    })
}

fn input(run: impl FnOnce(&mut Input) -> u32) -> u32 {
    with(&INPUT, |input| {
        run(input.get_or_insert_with(|| Input {
            window: vec![0; WINDOW],
            report: vec![0.0; 5],
            tape: Tape::new(),
            unpacker: Unpacker::new(),
        }))
    })
}

fn with<T, R: Default>(key: &'static LocalKey<RefCell<T>>, run: impl FnOnce(&mut T) -> R) -> R {
    key.with(|cell| {
        cell.try_borrow_mut()
            .map(|mut value| run(&mut value))
            .unwrap_or_default()
    })
}

/// An address is an offset in wasm memory, which is all JavaScript needs.
fn address<T>(buffer: &mut [T]) -> u32 {
    buffer.as_mut_ptr() as usize as u32
}
