//! One test a family of markers: what the reader makes of them.

use super::super::decode::{Reader, Token};

fn token(bytes: &[u8]) -> Option<Token> {
    <Reader>::new(bytes).token()
}

#[test]
fn every_first_byte_is_a_token() {
    for marker in 0..=u8::MAX {
        let bytes = [marker, 0, 0, 0, 0, 0, 0, 0, 0];
        assert!(token(&bytes).is_some(), "{marker:#x}");
    }
}

#[test]
fn small_integers_are_their_own_marker() {
    assert_eq!(token(&[0]), Some(Token::Integer(0)));
    assert_eq!(token(&[0x7f]), Some(Token::Integer(127)));
    assert_eq!(token(&[0xff]), Some(Token::Integer(-1)));
    assert_eq!(token(&[0xe0]), Some(Token::Integer(-32)));
}

#[test]
fn integers_up_to_32_bits() {
    assert_eq!(token(&[0xcc, 0xff]), Some(Token::Integer(255)));
    assert_eq!(token(&[0xcd, 0xff, 0xfe]), Some(Token::Integer(65_534)));
    assert_eq!(
        token(&[0xce, 0x7f, 0xff, 0xff, 0xff]),
        Some(Token::Integer(i32::MAX))
    );
    assert_eq!(
        token(&[0xce, 0x80, 0, 0, 0]),
        Some(Token::Float(2_147_483_648.0))
    );
    assert_eq!(token(&[0xd0, 0x80]), Some(Token::Integer(-128)));
    assert_eq!(token(&[0xd1, 0x80, 0]), Some(Token::Integer(-32_768)));
    assert_eq!(
        token(&[0xd2, 0x80, 0, 0, 0]),
        Some(Token::Integer(i32::MIN))
    );
}

#[test]
fn integers_of_64_bits_are_the_nearest_number() {
    // js-binarypack reads -9999998976.
    let mut bytes = vec![0xd3];
    bytes.extend((-10_000_000_000_i64).to_be_bytes());
    assert_eq!(token(&bytes), Some(Token::Float(-10_000_000_000.0)));

    bytes = vec![0xcf];
    bytes.extend(u64::MAX.to_be_bytes());
    assert_eq!(
        token(&bytes),
        Some(Token::Float(18_446_744_073_709_551_616.0))
    );
}

#[test]
fn floats_are_ieee_754() {
    for value in [
        0.0_f32,
        -0.0,
        1.5,
        f32::MIN_POSITIVE,
        1e-45,
        f32::MAX,
        f32::INFINITY,
    ] {
        let mut bytes = vec![0xca];
        bytes.extend(value.to_be_bytes());
        let Some(Token::Float(read)) = token(&bytes) else {
            panic!("{value} is not read as a float");
        };
        assert_eq!(read.to_bits(), f64::from(value).to_bits(), "{value}");
    }
    for value in [0.0, -0.0, 0.1, 5e-324, f64::MAX, f64::NEG_INFINITY] {
        let mut bytes = vec![0xcb];
        bytes.extend(value.to_be_bytes());
        let Some(Token::Float(read)) = token(&bytes) else {
            panic!("{value} is not read as a float");
        };
        assert_eq!(read.to_bits(), value.to_bits(), "{value}");
    }
    let nan = token(&[0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]);
    assert!(matches!(nan, Some(Token::Float(value)) if value.is_nan()));
}

#[test]
fn headers_tell_kind_and_length() {
    type Kind = fn(u32) -> Token;
    let families: [(Kind, u8, u8, u8); 4] = [
        (Token::String, 0xb0, 0xd8, 0xd9),
        (Token::Binary, 0xa0, 0xda, 0xdb),
        (Token::Array, 0x90, 0xdc, 0xdd),
        (Token::Map, 0x80, 0xde, 0xdf),
    ];
    for (kind, fix, short, long) in families {
        assert_eq!(token(&[fix | 9]), Some(kind(9)));
        assert_eq!(token(&[short, 1, 2]), Some(kind(0x102)));
        assert_eq!(token(&[long, 1, 2, 3, 4]), Some(kind(0x102_0304)));
    }
}

#[test]
fn nil_booleans_and_the_markers_without_meaning() {
    assert_eq!(token(&[0xc0]), Some(Token::Nil));
    assert_eq!(token(&[0xc2]), Some(Token::Boolean(false)));
    assert_eq!(token(&[0xc3]), Some(Token::Boolean(true)));
    for marker in [
        0xc1, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7,
    ] {
        assert_eq!(token(&[marker]), Some(Token::Undefined), "{marker:#x}");
    }
}

#[test]
fn a_token_cut_off_leaves_the_cursor_where_it_was() {
    assert_eq!(token(&[]), None);
    for marker in 0xca..=0xdf {
        if (0xd4..=0xd7).contains(&marker) {
            continue;
        }
        let bytes = [marker, 0, 0, 0, 0, 0, 0, 0, 0];
        let mut whole: Reader = Reader::new(&bytes);
        whole.token();
        for len in 1..whole.at() {
            let mut reader: Reader = Reader::new(&bytes[..len]);
            assert_eq!(reader.token(), None, "{marker:#x} and {len} bytes");
            assert_eq!(reader.number(), None, "{marker:#x} and {len} bytes");
            assert_eq!(reader.at(), 0);
        }
    }
}

#[test]
fn number_takes_numbers_only() {
    let mut reader: Reader = Reader::new(&[5, 0xc0]);
    assert_eq!(reader.number(), Some(Token::Integer(5)));
    assert_eq!(reader.number(), None);
    assert_eq!(reader.at(), 1);
    assert_eq!(reader.token(), Some(Token::Nil));
}

#[test]
fn take_and_skip() {
    let mut reader: Reader = Reader::new(&[1, 2, 3, 4]);
    assert_eq!(reader.take(2), Some(&[1, 2][..]));
    assert_eq!(reader.take(3), None);
    reader.skip(1);
    assert_eq!((reader.at(), reader.rest()), (3, &[4][..]));
    reader.skip(10);
    assert_eq!((reader.at(), reader.rest()), (13, &[][..]));
}
