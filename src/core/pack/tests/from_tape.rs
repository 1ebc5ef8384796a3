//! Tape to bytes.

use super::super::{
    encode::Writer,
    format::Format,
    from_tape::{pack, room_for, Malformed},
    tape::*,
};
use crate::core::{msgpack::MsgPack, pack::binarypack::BinaryPack};
use proptest::{collection::vec, prelude::*};

fn packed(ops: &[u8], numbers: &[f64], text: &str) -> Result<Vec<u8>, Malformed> {
    packed_as::<BinaryPack>(ops, numbers, text)
}

fn packed_as<F: Format>(ops: &[u8], numbers: &[f64], text: &str) -> Result<Vec<u8>, Malformed> {
    let mut room = vec![0; room_for(ops.len(), numbers.len(), text.len())];
    let mut writer = Writer::<F>::new(&mut room, 0);
    let units = text.encode_utf16().count();
    let len = pack(&mut writer, ops, numbers, text.as_bytes(), units)?;
    room.truncate(len);
    Ok(room)
}

#[test]
fn each_op() {
    let check = |ops: &[u8], numbers: &[f64], text: &str, bytes: &[u8]| {
        assert_eq!(packed(ops, numbers, text), Ok(bytes.to_vec()), "{ops:?}");
    };
    check(&[NIL, END], &[], "", &[0xc0]);
    check(&[FALSE, TRUE, END], &[], "", &[0xc2, 0xc3]);
    check(&[FLOAT, END], &[300.0], "", &[0xcd, 1, 44]);
    check(&[FLOATS, END], &[2.0, -1.0, 128.0], "", &[0xff, 0xcc, 128]);
    check(&[STRING, STRING, END], &[2.0, 1.0], "abc", b"\xb2ab\xb1c");
    check(
        &[STRING, STRING, END],
        &[2.0, 1.0],
        "😀é",
        b"\xb4\xf0\x9f\x98\x80\xb2\xc3\xa9",
    );
    check(&[STRING_APART, END], &[65_536.0], "", &[0xd9, 0, 1, 0, 0]);
    check(&[BINARY, 8, 9, END], &[2.0], "", &[0xa2, 8, 9]);
    check(&[BINARY_APART, END], &[256.0], "", &[0xda, 1, 0]);
    check(&[ARRAY, END], &[2.0], "", &[0x92]);
    check(&[MAP, END], &[2.0], "", &[0x82]);
    check(&[SHORT + 3, b'a', b'b', b'c', END], &[], "", b"\xb3abc");
}

#[test]
fn short_strings_of_every_length() {
    for len in 0..=SHORT_MAX as u8 {
        let mut ops = vec![SHORT + len];
        ops.extend(vec![b'x'; usize::from(len)]);
        ops.extend([NIL, END]);
        let header: &[u8] = if len < 16 {
            &[0xb0 | len]
        } else {
            &[0xd8, 0, len]
        };
        let expected = [header, &vec![b'x'; usize::from(len)], &[0xc0]].concat();
        assert_eq!(packed(&ops, &[], ""), Ok(expected));
    }
}

#[test]
fn a_tape_that_ends_early_is_malformed() {
    let cases: [(&[u8], &[f64], &str); 7] = [
        (&[], &[], ""),
        (&[NIL], &[], ""),
        (&[FLOAT, END], &[], ""),
        (&[FLOATS, END], &[2.0, 1.0], ""),
        (&[STRING, END], &[4.0], "abc"),
        (&[BINARY, 1, 2], &[3.0], ""),
        (&[SHORT + 3, b'a', b'b'], &[], ""),
    ];
    for (ops, numbers, text) in cases {
        assert_eq!(packed(ops, numbers, text), Err(Malformed), "{ops:?}");
    }
}

#[test]
fn more_than_there_is_room_for_is_malformed() {
    let ops = [ARRAY, NIL, NIL, END];
    for room in 0..=8 {
        let mut room = vec![0; room];
        let mut writer: Writer = Writer::new(&mut room, 0);
        let result = pack(&mut writer, &ops, &[2.0], &[], 0);
        if let Ok(len) = result {
            assert_eq!(room[..len], [0x92, 0xc0, 0xc0]);
        }
        assert_eq!(result.is_ok(), room.len() >= 3);
    }
}

/// An op with what belongs to it: ops, numbers and text.
type Entry = (Vec<u8>, Vec<f64>, String);

fn any_entry() -> impl Strategy<Value = Entry> {
    let length = prop_oneof![0_u32..70, any::<u32>()].prop_map(f64::from);
    let number = prop_oneof![any::<f64>(), any::<i64>().prop_map(|int| int as f64)];
    let lone = |op: u8| Just((vec![op], vec![], String::new()));
    let headers = prop::sample::select(vec![STRING_APART, BINARY_APART, ARRAY, MAP]);
    prop_oneof![
        prop_oneof![lone(NIL), lone(FALSE), lone(TRUE)],
        (headers, length.clone()).prop_map(|(op, len)| (vec![op], vec![len], String::new())),
        number
            .clone()
            .prop_map(|number| (vec![FLOAT], vec![number], String::new())),
        vec(number.clone(), 0..20).prop_map(|run| {
            let numbers = [&[run.len() as f64], &run[..]].concat();
            (vec![FLOATS], numbers, String::new())
        }),
        any::<String>()
            .prop_map(|text| { (vec![STRING], vec![text.encode_utf16().count() as f64], text) }),
        vec(any::<u8>(), 0..300).prop_map(|bytes| {
            let ops = [&[BINARY], &bytes[..]].concat();
            (ops, vec![bytes.len() as f64], String::new())
        }),
        (0..=SHORT_MAX).prop_map(|len| {
            let ops = [&[SHORT + len as u8], &vec![b'x'; len][..]].concat();
            (ops, vec![], String::new())
        }),
        (length, any::<i8>()).prop_map(|(len, kind)| {
            (vec![EXTENSION], vec![len, f64::from(kind)], String::new())
        }),
        number.prop_map(|time| (vec![TIMESTAMP], vec![0.0, time], String::new())),
    ]
}

proptest! {
    #[test]
    fn any_tape_fits_into_its_room(entries in vec(any_entry(), 0..40), times in 1_usize..4) {
        let (mut ops, mut numbers, mut text) = Entry::default();
        // What takes most for its size shows best without anything else.
        for (op, of_op, string) in entries.iter().flat_map(|entry| vec![entry; times]) {
            ops.extend(op);
            numbers.extend(of_op);
            text.push_str(string);
        }
        ops.push(END);
        prop_assert!(packed_as::<MsgPack>(&ops, &numbers, &text).is_ok());
        let has_extensions = entries.iter().any(|(ops, ..)| matches!(ops[0], TIMESTAMP | EXTENSION));
        prop_assert!(has_extensions || packed(&ops, &numbers, &text).is_ok());
    }
}
