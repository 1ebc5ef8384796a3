//! What holds for all values and all bytes.

use super::super::{
    binarypack::BinaryPack,
    decode::{Reader, Token},
    encode::Writer,
    to_tape::WINDOW_MIN,
    utf8::{split_utf16, utf16_len},
    words::Words,
};
use super::{
    decode, decode_in_windows, encode,
    value::{any_number, any_value},
    walker::Decoder,
};
use proptest::{collection::vec, prelude::*};

/// Bytes that often mean something: markers, short strings, and any others.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => any::<u8>().prop_map(|byte| vec![byte]),
        2 => (0x80_u8..0xc0).prop_map(|marker| vec![marker]),
        1 => (0xca_u8..0xe0, vec(any::<u8>(), 0..9)).prop_map(|(marker, rest)| {
            let mut piece = vec![marker];
            piece.extend(rest);
            piece
        }),
        1 => (0xd8_u8..0xe0, 0_u8..40).prop_map(|(marker, len)| match marker & 1 {
            0 => vec![marker, 0, len],
            _ => vec![marker, 0, 0, 0, len],
        }),
        1 => Just(b"\xb4name".to_vec()),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_number_comes_back(number in any_number()) {
        let mut room = [0; 16];
        let mut writer = Writer::<BinaryPack>::new(&mut room, 0);
        writer.number(number);
        let len = writer.written().unwrap();
        let mut reader = Reader::<BinaryPack>::new(&room[..len]);
        let read = match reader.token() {
            Some(Token::Integer(value)) => f64::from(value),
            Some(Token::Float(value)) => value,
            other => panic!("{other:?}"),
        };
        prop_assert!(read.to_bits() == number.to_bits() || read.is_nan() && number.is_nan());
        prop_assert_eq!(reader.at(), len);
    }

    #[test]
    fn a_value_comes_back(value in any_value()) {
        let bytes = encode(&value);
        prop_assert_eq!(decode_in_windows(&bytes, WINDOW_MIN), Ok(value.clone()));
        prop_assert_eq!(decode(&bytes), Ok(value));
    }

    #[test]
    fn a_value_cut_short_is_no_value(value in any_value(), cut in any::<prop::sample::Index>()) {
        let bytes = encode(&value);
        let len = cut.index(bytes.len());
        prop_assert!(decode(&bytes[..len]).is_err());
    }

    #[test]
    fn any_bytes_end_in_a_value_or_one_failure(bytes in any_bytes()) {
        let mut decoder = Decoder::new();
        let result = decoder.decode_as::<BinaryPack>(&bytes, bytes.len().max(1));
        prop_assert!(decoder.announced <= bytes.len() as f64);
        if let Err((_, at)) = result {
            prop_assert!(at <= bytes.len());
        }
        // It works afterwards.
        let map = b"\x81\xb4name\xb4name";
        prop_assert_eq!(decoder.decode_as::<BinaryPack>(map, 100), decode(map));
    }

    #[test]
    fn windows_make_no_difference(bytes in any_bytes(), times in 1000_u16..3000) {
        let mut message = vec![0xdc];
        message.extend(times.to_be_bytes());
        message.extend(bytes.repeat(usize::from(times)));
        prop_assert_eq!(decode_in_windows(&message, WINDOW_MIN), decode(&message));
    }

    #[test]
    fn utf16_len_is_that_of_std(bytes in vec(any::<u8>(), 0..12), text in any::<String>()) {
        let expected = std::str::from_utf8(&bytes).ok().map(|text| text.encode_utf16().count());
        prop_assert_eq!(utf16_len(&bytes), expected);
        prop_assert_eq!(utf16_len(text.as_bytes()), Some(text.encode_utf16().count()));
    }

    #[test]
    fn split_utf16_undoes_joining(head in any::<String>(), tail in any::<String>()) {
        let joined = format!("{head}{tail}");
        let split = split_utf16(joined.as_bytes(), head.encode_utf16().count());
        prop_assert_eq!(split, (head.as_bytes(), tail.as_bytes()));
    }

    #[test]
    fn words_hold_what_they_load(bytes in vec(any::<u8>(), 0..40), len in 0_usize..20) {
        let expected = (len <= Words::MAX && len <= bytes.len()).then(|| {
            let mut padded = [0; Words::MAX];
            padded[..len].copy_from_slice(&bytes[..len]);
            padded
        });
        prop_assert_eq!(Words::load(&bytes, len).map(Words::to_bytes), expected);
        if let Some(words) = Words::load(&bytes, len) {
            prop_assert_eq!(words.is_ascii(), bytes[..len].is_ascii());
        }
    }
}
