//! The tape: how a JavaScript value crosses into and out of the codec.
//!
//! JavaScript writes to and reads from buffers in wasm memory (`js/tape.js`)
//! and calls these exports, whose arguments and results are plain numbers, so
//! that no glue stands between. Addresses are offsets in wasm memory.
//!
//! An export may end in a trap, where the engine's stack is full. So nothing that it
//! leaves behind may bar the way of the next, as the flag of a RefCell would.
//!
//! The buffers are of fixed size and zero at first: they take no room in the
//! module, and the codec needs no allocator.
//!
//! MsgPack comes with the cargo feature `msgpack`, which the script is built
//! without.

use crate::core::{
    msgpack::MsgPack,
    pack::{
        binarypack::BinaryPack,
        encode::Writer,
        format::Format,
        from_tape::{pack, room_for},
        to_tape::{End, Extent, Step, Tape, Unpacker, WINDOW_MAX},
    },
};
#[cfg(feature = "msgpack")]
use crate::core::{msgpack::MESSAGE_MAX, pack::nesting::Open};
use std::cell::UnsafeCell;
use wasm_bindgen::prelude::wasm_bindgen;

/// Room for ops, in bytes.
const OPS: usize = 16 * 1024;
/// Room for numbers, in units of 8 bytes.
const NUMBERS: usize = 16 * 1024;
/// Room for joined text, in bytes: 3 for each UTF-16 unit.
const TEXT: usize = 48 * 1024;
/// The most of the output that JavaScript leaves there when it has the next tape
/// written out.
const SPILL: usize = 4096 * 1024;
/// Room for the output, in bytes.
const OUTPUT: usize = SPILL + room_for(OPS, NUMBERS, TEXT);
/// Bytes of input that JavaScript hands over at a time.
const WINDOW: usize = WINDOW_MAX;

/// The number of the format that only some builds have.
const MSGPACK: u32 = 1;

// The first three in a row, so that JavaScript can put them aside at once.
#[repr(C)]
struct Codec {
    numbers: [f64; NUMBERS],
    ops: [u8; OPS],
    output: [u8; OUTPUT],
    text: [u8; TEXT],
    window: [u8; WINDOW],
    tape: Tape,
    /// What a step returns besides the length of the ops.
    report: [f64; 5],
    unpacker: Unpacker,
}

struct Shared(UnsafeCell<Codec>);

// SAFETY: a module has one thread.
unsafe impl Sync for Shared {}

static CODEC: Shared = Shared(UnsafeCell::new(Codec {
    numbers: [0.0; NUMBERS],
    ops: [0; OPS],
    output: [0; OUTPUT],
    text: [0; TEXT],
    window: [0; WINDOW],
    tape: Tape::new(),
    report: [0.0; 5],
    unpacker: Unpacker::new(),
}));

impl Codec {
    fn emit<F: Format>(&mut self, keep: u32, text: u32, units: u32) -> i32 {
        let text = self.text.get(..text as usize).unwrap_or_default();
        let mut writer = Writer::<F>::new(&mut self.output, keep as usize);
        let written = pack(&mut writer, &self.ops, &self.numbers, text, units as usize);
        written.map_or(-1, |len| len as i32)
    }

    fn step<F: Format>(&mut self, start: u32, end: u32, extent: Extent) -> i32 {
        let window = self
            .window
            .get(start as usize..end as usize)
            .unwrap_or_default();
        let result = self.unpacker.step::<F>(window, extent, &mut self.tape);
        let (used, done, wanted, failure) = match result {
            Ok(Step { used, end }) => match end {
                End::Done => (used, 1, 0, 0),
                End::Paused => (used, 0, 0, 0),
                End::Starved(wanted) => (used, 0, wanted, 0),
            },
            Err((failure, at)) => (at, 1, 0, failure as usize),
        };
        let text = self.tape.text_len();
        self.report = [used, done, text, failure, wanted].map(|number| number as f64);
        self.tape.ops_len() as i32
    }
}

/// Where a buffer is: the numbers (0), ops (1), output (2) and text (3) of a
/// value on its way out; the window (4), ops (5), numbers (6), text (7) and
/// report (8) of one on its way in.
#[wasm_bindgen]
pub fn tape_buffer(which: u32) -> i32 {
    with(|codec| match which {
        0 => address(&codec.numbers),
        1 => address(&codec.ops),
        2 => address(&codec.output),
        3 => address(&codec.text),
        4 => address(&codec.window),
        5 => address(codec.tape.ops()),
        6 => address(codec.tape.numbers()),
        7 => address(codec.tape.text()),
        _ => address(&codec.report),
    })
}

/// Writes the tape to the output, after its first `keep` bytes, as BinaryPack
/// (format 0) or MsgPack (1). Returns the length of the output; or -1, which
/// only a defect in `js/tape-write.js` leads to.
#[wasm_bindgen]
pub fn pack_emit(keep: u32, text: u32, units: u32, format: u32) -> i32 {
    with(|codec| {
        if cfg!(feature = "msgpack") && format == MSGPACK {
            codec.emit::<MsgPack>(keep, text, units)
        } else {
            codec.emit::<BinaryPack>(keep, text, units)
        }
    })
}

/// Reads `size` bytes of the window as BinaryPack, with `left` bytes of the
/// message from its start on. Returns the length of the ops; the report then
/// holds the bytes used up, whether the message is done, the length of the
/// text, the failure or 0, and how many bytes are wanted to go on or 0.
///
/// With no bytes left it fails, and drops a message half read, of whatever
/// format.
#[wasm_bindgen]
pub fn unpack_step(size: u32, left: u32) -> i32 {
    with(|codec| codec.step::<BinaryPack>(0, size, Extent::whole(left as usize)))
}

/// Takes up a MsgPack message half read, with so many objects in it. The numbers of
/// the tape say of each open container, outermost first, twice what it owes, and one
/// more if it is a map. Returns how many objects the message before has.
#[cfg(feature = "msgpack")]
#[wasm_bindgen]
pub fn msgpack_resume(depth: u32, objects: u32) -> i32 {
    with(|codec| {
        let before = codec.unpacker.objects();
        let numbers = codec.tape.numbers().iter().take(depth as usize);
        let open = numbers.map(|&bits| {
            let number = f64::from_bits(bits) as u64;
            Open {
                owed: (number >> 1) as u32,
                is_map: number & 1 == 1,
            }
        });
        codec.unpacker.resume(open, objects);
        before as i32
    })
}

/// Reads the window from `start` to `end` as MsgPack, with `here` bytes of the
/// stream from `start` on, and `read` bytes of the message before. Returns and
/// reports what `unpack_step` does.
#[cfg(feature = "msgpack")]
#[wasm_bindgen]
pub fn msgpack_step(start: u32, end: u32, here: u32, read: u32) -> i32 {
    let extent = Extent {
        here: here as usize,
        in_all: MESSAGE_MAX.saturating_sub(read as usize),
    };
    with(|codec| codec.step::<MsgPack>(start, end, extent))
}

fn with(run: impl FnOnce(&mut Codec) -> i32) -> i32 {
    // SAFETY: nothing else refers to it meanwhile, since `run` calls no JavaScript, and so
    // no other export; one that was ended by a trap does not go on.
    run(unsafe { &mut *CODEC.0.get() })
}

/// An address is an offset in wasm memory, which is all JavaScript needs.
fn address<T>(buffer: &[T]) -> i32 {
    buffer.as_ptr() as usize as i32
}
