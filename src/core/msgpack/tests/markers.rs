//! One test a family of markers.

use super::{decode, encode, Failure, MsgPack, Value};
use crate::core::pack::{
    decode::{Reader, Token},
    encode::Writer,
};

fn written(write: impl FnOnce(&mut Writer<MsgPack>)) -> Vec<u8> {
    let mut room = [0; 32];
    let mut writer = Writer::new(&mut room, 0);
    write(&mut writer);
    let len = writer.written().unwrap();
    room[..len].to_vec()
}

fn token(bytes: &[u8]) -> Option<Token> {
    Reader::<MsgPack>::new(bytes).token()
}

#[test]
fn string_headers() {
    let header = |len| written(|writer| writer.string(len));
    assert_eq!(header(0), [0xa0]);
    assert_eq!(header(31), [0xbf]);
    assert_eq!(header(32), [0xd9, 32]);
    assert_eq!(header(256), [0xda, 1, 0]);
    assert_eq!(header(u32::MAX), [0xdb, 255, 255, 255, 255]);
    assert_eq!(token(&[0xbf]), Some(Token::String(31)));
    assert_eq!(token(&[0xd9, 5]), Some(Token::String(5)));
    assert_eq!(token(&[0xda, 1, 2]), Some(Token::String(0x102)));
    assert_eq!(token(&[0xdb, 1, 2, 3, 4]), Some(Token::String(0x102_0304)));
}

#[test]
fn binary_headers() {
    let header = |len| written(|writer| writer.binary(len));
    assert_eq!(header(0), [0xc4, 0]);
    assert_eq!(header(256), [0xc5, 1, 0]);
    assert_eq!(header(65_536), [0xc6, 0, 1, 0, 0]);
    assert_eq!(token(&[0xc4, 5]), Some(Token::Binary(5)));
    assert_eq!(token(&[0xc5, 1, 2]), Some(Token::Binary(0x102)));
    assert_eq!(token(&[0xc6, 1, 2, 3, 4]), Some(Token::Binary(0x102_0304)));
}

#[test]
fn extension_headers() {
    let header = |len| written(|writer| writer.extension(-7, len));
    assert_eq!(header(0), [0xc7, 0, 0xf9]);
    assert_eq!(header(1), [0xd4, 0xf9]);
    assert_eq!(header(2), [0xd5, 0xf9]);
    assert_eq!(header(4), [0xd6, 0xf9]);
    assert_eq!(header(8), [0xd7, 0xf9]);
    assert_eq!(header(16), [0xd8, 0xf9]);
    assert_eq!(header(5), [0xc7, 5, 0xf9]);
    assert_eq!(header(256), [0xc8, 1, 0, 0xf9]);
    assert_eq!(header(65_536), [0xc9, 0, 1, 0, 0, 0xf9]);
    for (marker, len) in [(0xd4, 1), (0xd5, 2), (0xd6, 4), (0xd7, 8), (0xd8, 16)] {
        assert_eq!(token(&[marker, 9]), Some(Token::Extension(len)));
        assert_eq!(token(&[marker, 0xff]), Some(Token::Timestamp(len)));
        assert_eq!(token(&[marker]), None);
    }
    assert_eq!(token(&[0xc7, 5, 9]), Some(Token::Extension(5)));
    assert_eq!(token(&[0xc8, 1, 2, 9]), Some(Token::Extension(0x102)));
    assert_eq!(token(&[0xc9, 0, 0, 1, 2, 9]), Some(Token::Extension(0x102)));
    assert_eq!(token(&[0xc9, 0, 0, 1, 2]), None);
}

#[test]
fn integers_beyond_32_bits_are_unsigned_unless_negative() {
    let number = |value| written(|writer| writer.number(value));
    assert_eq!(number(4_294_967_296.0), [0xcf, 0, 0, 0, 1, 0, 0, 0, 0]);
    assert_eq!(
        number(-4_294_967_296.0),
        [0xd3, 255, 255, 255, 255, 0, 0, 0, 0]
    );
    // As far as integers are safe.
    assert_eq!(number(9_007_199_254_740_991.0)[0], 0xcf);
    assert_eq!(number(9_007_199_254_740_992.0)[0], 0xcb);
    assert_eq!(number(-9_007_199_254_740_991.0)[0], 0xd3);
    assert_eq!(number(-9_007_199_254_740_992.0)[0], 0xcb);
}

#[test]
fn one_marker_is_forbidden() {
    let forbidden = (0..=u8::MAX).filter(|&marker| {
        let bytes = [marker, 0, 0, 0, 0, 0, 0, 0, 0];
        token(&bytes) == Some(Token::Forbidden)
    });
    assert_eq!(forbidden.collect::<Vec<_>>(), [0xc1]);
    assert_eq!(decode(&[0x91, 0xc1]), Err((Failure::Marker, 2)));
}

#[test]
fn keys_are_strings_or_numbers() {
    for key in [&[0xa0][..], &[5], &[0xcb, 0, 0, 0, 0, 0, 0, 0, 0]] {
        assert!(decode(&[&[0x81], key, &[0xc0]].concat()).is_ok());
    }
    for key in [
        &[0xc0][..],
        &[0xc2],
        &[0xc4, 0],
        &[0x90],
        &[0x80],
        &[0xd4, 1, 0],
    ] {
        let message = [&[0x81], key, &[0xc0]].concat();
        assert!(
            matches!(decode(&message), Err((Failure::Key, _))),
            "{key:x?}"
        );
    }
}

#[test]
fn a_message_cut_anywhere_is_cut_short() {
    let bytes = encode(&Value::Array(vec![
        Value::Time(1.0),
        Value::Extension(3, vec![1; 20]),
        Value::String("é".repeat(40)),
        Value::Binary(vec![9; 300]),
        Value::Number(1e15),
    ]));
    for len in 0..bytes.len() {
        let result = decode(&bytes[..len]);
        assert!(matches!(result, Err((Failure::CutShort, at)) if at <= len));
    }
}
