//! One file a topic. [`value`] and [`walker`] stand in for JavaScript: its
//! values, and the walkers of `js/` that put them on a tape and take them off.

mod decode;
mod encode;
mod from_tape;
mod hostile;
mod intern;
mod nesting;
mod properties;
mod to_tape;
mod utf8;
pub(in crate::core) mod value;
pub(in crate::core) mod vectors;
pub(in crate::core) mod walker;
mod words;

use super::{binarypack::BinaryPack, to_tape::Failure};
use value::Value;
use walker::Decoder;

fn encode(value: &Value) -> Vec<u8> {
    walker::encode_as::<BinaryPack>(value)
}

fn decode(bytes: &[u8]) -> Result<Value, (Failure, usize)> {
    decode_in_windows(bytes, bytes.len().max(1))
}

fn decode_in_windows(bytes: &[u8], window: usize) -> Result<Value, (Failure, usize)> {
    Decoder::new().decode_as::<BinaryPack>(bytes, window)
}
