//! Messages that come in pieces, wherever these are cut.

use super::{encode, Decoder, Failure, MsgPack, Value};
use crate::core::{
    msgpack::MESSAGE_MAX,
    pack::{
        nesting::MAX_OBJECTS,
        tests::value::any_value,
        to_tape::{End, Extent, Step, Tape, Unpacker},
    },
};
use proptest::{collection::vec, prelude::*};

/// One step over all that is there, of a stream that goes on.
fn step(bytes: &[u8]) -> Result<Step, (Failure, usize)> {
    let extent = Extent {
        here: bytes.len(),
        in_all: MESSAGE_MAX,
    };
    Unpacker::new().step::<MsgPack>(bytes, extent, &mut Tape::new())
}

fn starved(used: usize, wanted: usize) -> Result<Step, (Failure, usize)> {
    let end = End::Starved(wanted);
    Ok(Step { used, end })
}

#[test]
fn says_how_much_it_wants() {
    assert_eq!(step(&[]), starved(0, 1));
    assert_eq!(step(&[0x92, 1]), starved(2, 1));
    // A header that is not all there may be any length.
    assert_eq!(step(&[0x92, 1, 0xcd]), starved(2, 2));
    assert_eq!(step(b"\xa5he"), starved(0, 6));
    assert_eq!(
        step(&[0xc6, 0, 16, 0, 0, 1, 2, 3]),
        starved(0, 5 + (16 << 8 << 8))
    );
    assert_eq!(step(&[0x91, 0xd7, 0xff, 0, 0]), starved(1, 10));
}

#[test]
fn stops_behind_a_message() {
    let end = End::Done;
    assert_eq!(step(&[1, 2, 3]), Ok(Step { used: 1, end }));
}

#[test]
fn no_message_may_announce_more_than_the_limit() {
    for marker in [0xdb, 0xdd, 0xdf, 0xc6] {
        let bytes = [marker, 0xff, 0xff, 0xff, 0xff];
        assert_eq!(step(&bytes), Err((Failure::CutShort, 5)), "{marker:#x}");
    }
}

#[test]
fn objects_are_counted_for_each_message_in_all_its_pieces() {
    // Extensions, empty binaries, timestamps.
    let units: [&[u8]; 3] = [b"\xc7\0\x05", b"\xc4\0", b"\xd6\xff\0\0\0\0"];
    let message = |count: u32| {
        let mut bytes = vec![0xdd];
        bytes.extend(count.to_be_bytes());
        for unit in units.iter().cycle().take(count as usize) {
            bytes.extend(*unit);
        }
        bytes
    };
    let most = message(MAX_OBJECTS - 1);
    let bytes = [&most[..], &message(MAX_OBJECTS)].concat();
    let (values, failure) = Decoder::new().stream_as::<MsgPack>(bytes.chunks(1_000_000));
    assert_eq!((values.len(), failure), (1, Some(Failure::TooMany)));
}

#[test]
fn a_failure_comes_after_the_values_before_it() {
    let bytes = [1, 2, 0xc1, 3];
    let (values, failure) = Decoder::new().stream_as::<MsgPack>([&bytes[..]]);
    assert_eq!(values, [1.0, 2.0].map(Value::Number));
    assert_eq!(failure, Some(Failure::Marker));
}

#[test]
fn byte_by_byte() {
    let values = vec![
        Value::Map(vec![
            (Value::String("name".into()), Value::String("é".repeat(30))),
            (Value::String("at".into()), Value::Time(1_700_000_000_123.0)),
            (
                Value::String("nested".into()),
                Value::Array(vec![Value::Map(vec![]), Value::Nil]),
            ),
        ]),
        Value::Extension(7, vec![1; 40]),
        Value::Binary(vec![2; 300]),
        Value::Nil,
    ];
    let bytes: Vec<u8> = values.iter().flat_map(encode).collect();
    let pieces = bytes.chunks(1);
    assert_eq!(Decoder::new().stream_as::<MsgPack>(pieces), (values, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn pieces_make_no_difference(
        values in vec(any_value(), 1..5),
        piece in prop_oneof![1_usize..20, 20_usize..2000],
    ) {
        let bytes: Vec<u8> = values.iter().flat_map(encode).collect();
        let mut decoder = Decoder::new();
        prop_assert_eq!(decoder.stream_as::<MsgPack>(bytes.chunks(piece)), (values, None));
    }

    #[test]
    fn any_bytes_end_in_values_or_one_failure(
        bytes in vec(any::<u8>(), 0..300),
        piece in 1_usize..100,
    ) {
        let at_once = Decoder::new().stream_as::<MsgPack>([&bytes[..]]);
        let in_pieces = Decoder::new().stream_as::<MsgPack>(bytes.chunks(piece));
        prop_assert_eq!(at_once, in_pieces);
    }
}
