//! Bytes to tape: which op for what, windows, and keys across messages.

use super::super::{
    binarypack::BinaryPack,
    tape::*,
    to_tape::{End, Extent, Step, Tape, Unpacker, JOINED_MAX, WINDOW_MIN},
};
use super::{decode, decode_in_windows, encode, value::Value, walker::Decoder};

/// The ops of a message that fits into one window.
fn ops(bytes: &[u8]) -> Vec<u8> {
    let mut tape = Tape::new();
    let step = Unpacker::new().step::<BinaryPack>(bytes, Extent::whole(bytes.len()), &mut tape);
    let used = bytes.len();
    assert_eq!(
        step,
        Ok(Step {
            used,
            end: End::Done
        })
    );
    let len = tape.ops_len();
    tape.ops()[..len].to_vec()
}

/// The bytes of a string.
fn string(bytes: &[u8]) -> Vec<u8> {
    let mut message = vec![0xd9];
    message.extend((bytes.len() as u32).to_be_bytes());
    message.extend(bytes);
    message
}

#[test]
fn each_token_has_its_op() {
    assert_eq!(ops(&[0xc0]), [NIL]);
    assert_eq!(ops(&[0xc1]), [UNDEFINED]);
    assert_eq!(ops(&[0xc2]), [FALSE]);
    assert_eq!(ops(&[0xc3]), [TRUE]);
    assert_eq!(ops(&[5]), [TINY + 5]);
    assert_eq!(ops(&[0xff]), [INTEGER]);
    assert_eq!(ops(&[0xcb, 0, 0, 0, 0, 0, 0, 0, 0]), [FLOAT]);
    assert_eq!(ops(b"\xb2hi"), [SHORT + 2, b'h', b'i']);
    assert_eq!(ops(&[0xa1, 7]), [BINARY_APART]);
    assert_eq!(ops(&[0x90]), [ARRAY]);
    assert_eq!(ops(&[0x80]), [MAP]);
}

#[test]
fn strings_by_length_and_content() {
    assert_eq!(ops(b"\xbf0123456789abcde")[0], SHORT + 15);
    assert_eq!(ops(&string(&[b'x'; 16]))[..2], [ASCII, 16]);
    assert_eq!(ops(&string(&[b'x'; 96]))[..2], [ASCII, 96]);
    assert_eq!(ops(&string(&[b'x'; 97])), [STRING]);
    assert_eq!(ops(&string("é".as_bytes())), [STRING]);
    assert_eq!(ops(&string(&[b'x'; JOINED_MAX as usize])), [STRING]);
    assert_eq!(
        ops(&string(&[b'x'; JOINED_MAX as usize + 1])),
        [STRING_APART]
    );
    // Half a character must not take in the string after it.
    assert_eq!(ops(b"\xb1\xc3"), [STRING_APART]);
}

#[test]
fn numbers_of_an_array_come_in_runs_of_a_kind() {
    assert_eq!(
        ops(&[0x98, 1, 0xff, 3, 0xff, 5, 6, 7, 8]),
        // The last few bytes are read one by one.
        [
            ARRAY,
            INTEGERS,
            4,
            0,
            TINY + 5,
            TINY + 6,
            TINY + 7,
            TINY + 8
        ]
    );
    let half = [0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0];
    let check = |bytes: &[u8], expected: &[u8], numbers: &[f64]| {
        assert_eq!(ops(bytes), expected);
        let numbers = numbers.iter().copied().map(Value::Number).collect();
        assert_eq!(decode(bytes), Ok(Value::Array(numbers)));
    };
    check(
        &[&[0x95, 1, 0xff], &half[..], &[3], &half].concat(),
        &[ARRAY, INTEGERS, 2, 0, FLOATS, 3, 0],
        &[1.0, -1.0, 0.5, 3.0, 0.5],
    );
    // One integer at the start makes no run of its own.
    check(
        &[&[0x93, 0xff], &half[..], &[3]].concat(),
        &[ARRAY, FLOATS, 3, 0],
        &[-1.0, 0.5, 3.0],
    );
    assert_eq!(ops(&[0x92, 0xc0, 1]), [ARRAY, NIL, TINY + 1]);
}

#[test]
fn a_key_is_spelt_once() {
    let twice = b"\x92\x81\xb4name\x01\x81\xb4name\x02";
    let ops = ops(twice);
    let [ARRAY, MAP, KEY_NEW, slot, rest @ ..] = &ops[..] else {
        panic!("{ops:?}");
    };
    let expected = [
        &[SHORT + 4][..],
        b"name",
        &[TINY + 1, MAP, KEY, *slot, TINY + 2],
    ]
    .concat();
    assert_eq!(rest, expected);
}

#[test]
fn a_key_lasts_from_message_to_message_but_not_over_a_failure() {
    let message = b"\x81\xb4name\x01";
    let expected = Value::Map(vec![(Value::String("name".into()), Value::Number(1.0))]);
    let mut decoder = Decoder::new();
    for _ in 0..2 {
        assert_eq!(
            decoder.decode_as::<BinaryPack>(message, 100).as_ref(),
            Ok(&expected)
        );
    }
    // JavaScript does not see the tape of a failure, nor the key on it.
    assert!(decoder
        .decode_as::<BinaryPack>(b"\x92\x81\xb3new\x01", 100)
        .is_err());
    let after = decoder.decode_as::<BinaryPack>(b"\x81\xb3new\x01", 100);
    let expected = Value::Map(vec![(Value::String("new".into()), Value::Number(1.0))]);
    assert_eq!(after, Ok(expected));
}

#[test]
fn a_string_that_comes_again_is_kept() {
    let ops = ops(b"\x93\xb2hi\xb2hi\xb2hi");
    let [ARRAY, start @ .., STRING_KNOWN, slot] = &ops[..] else {
        panic!("{ops:?}");
    };
    let short = [SHORT + 2, b'h', b'i'];
    assert_eq!(start, [&short[..], &[STRING_NEW, *slot], &short].concat());
}

#[test]
fn what_follows_the_value_is_left_alone() {
    let mut tape = Tape::new();
    let step = Unpacker::new().step::<BinaryPack>(&[1, 0xff, 0xdd], Extent::whole(3), &mut tape);
    assert_eq!(
        step,
        Ok(Step {
            used: 1,
            end: End::Done
        })
    );
}

#[test]
fn a_message_in_windows_is_the_same() {
    let value = Value::Array(vec![
        Value::String("é".repeat(1000)),
        Value::Binary(vec![7; 100_000]),
        Value::Array((0..50_000).map(|i| Value::Number(f64::from(i))).collect()),
        Value::String("x".repeat(JOINED_MAX as usize)),
        Value::String("é".repeat(50_000)),
        Value::Array(
            (0..5_000)
                .map(|i| {
                    Value::Map(vec![
                        (Value::String("id".into()), Value::Number(f64::from(i))),
                        (Value::String(format!("a key of its own, {i}")), Value::Nil),
                    ])
                })
                .collect(),
        ),
    ]);
    let bytes = encode(&value);
    for window in [WINDOW_MIN, 10_007, 32 * 1024, bytes.len()] {
        assert_eq!(
            decode_in_windows(&bytes, window).as_ref(),
            Ok(&value),
            "{window}"
        );
    }
}

#[test]
fn a_string_that_straddles_a_window_is_read_from_the_next() {
    for before in WINDOW_MIN - 8..=WINDOW_MIN {
        let value = Value::Array(vec![
            Value::Binary(vec![7; before]),
            Value::String("across".into()),
        ]);
        assert_eq!(decode_in_windows(&encode(&value), WINDOW_MIN), Ok(value));
    }
}
