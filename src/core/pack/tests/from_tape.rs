//! Tape to bytes.

use super::super::{
    encode::Writer,
    from_tape::{pack, Malformed},
    tape::*,
};

fn packed(ops: &[u8], numbers: &[f64], text: &str) -> Result<Vec<u8>, Malformed> {
    let mut writer: Writer = Writer::default();
    let units = text.encode_utf16().count();
    pack(&mut writer, ops, numbers, text.as_bytes(), units)?;
    Ok(writer.as_bytes().to_vec())
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
    check(&[BINARY, 2, 8, 9, END], &[], "", &[0xa2, 8, 9]);
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
        let mut expected: Writer = Writer::default();
        expected.string(u32::from(len));
        expected.raw(&vec![b'x'; usize::from(len)]);
        expected.nil();
        assert_eq!(packed(&ops, &[], ""), Ok(expected.as_bytes().to_vec()));
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
        (&[BINARY, 3, 1, 2], &[], ""),
        (&[SHORT + 3, b'a', b'b'], &[], ""),
    ];
    for (ops, numbers, text) in cases {
        assert_eq!(packed(ops, numbers, text), Err(Malformed), "{ops:?}");
    }
}
