//! What MsgPack has of its own; what it shares is tested with BinaryPack.

mod markers;
mod stream;
mod timestamp;

use super::MsgPack;
use crate::core::pack::{
    tests::{
        value::Value,
        vectors,
        walker::{encode_as, Decoder},
    },
    to_tape::Failure,
};

fn encode(value: &Value) -> Vec<u8> {
    encode_as::<MsgPack>(value)
}

fn decode(bytes: &[u8]) -> Result<Value, (Failure, usize)> {
    Decoder::new().decode_as::<MsgPack>(bytes, bytes.len().max(1))
}

#[test]
fn says_what_msgpack_msgpack_says() {
    let vectors = include_str!("../../../../tests/vectors/msgpack.txt");
    assert!(vectors::check::<MsgPack>(vectors) > 110);
}
