//! Lengths and splits in UTF-16 units.

use super::super::utf8::{split_utf16, utf16_len};

#[test]
fn counts_units() {
    assert_eq!(utf16_len(b""), Some(0));
    assert_eq!(utf16_len(b"ascii"), Some(5));
    assert_eq!(
        utf16_len("\u{80}\u{7ff}\u{800}\u{ffff}".as_bytes()),
        Some(4)
    );
    assert_eq!(utf16_len("\u{10000}\u{10ffff}".as_bytes()), Some(4));
}

#[test]
fn knows_what_is_not_utf8() {
    let invalid: [&[u8]; 9] = [
        b"\x80",
        b"\xc0\x80",
        b"\xc3",
        b"\xc3A",
        b"\xe0\x9f\xbf",
        b"\xed\xa0\x80",
        b"\xf0\x8f\xbf\xbf",
        b"\xf4\x90\x80\x80",
        b"\xff",
    ];
    for bytes in invalid {
        assert_eq!(utf16_len(bytes), None, "{bytes:x?}");
    }
}

#[test]
fn splits_between_characters() {
    let (head, tail) = split_utf16("aé€😀z".as_bytes(), 5);
    assert_eq!((head, tail), ("aé€😀".as_bytes(), &b"z"[..]));
    assert_eq!(split_utf16(b"abc", 0), (&b""[..], &b"abc"[..]));
    assert_eq!(split_utf16(b"abc", 9), (&b"abc"[..], &b""[..]));
}
