//! Short strings in registers.

use super::super::words::Words;

#[test]
fn load_what_fits_and_is_there() {
    let bytes = b"abcdefghijklmnopqrst";
    for len in 0..=Words::MAX {
        let mut expected = [0; Words::MAX];
        expected[..len].copy_from_slice(&bytes[..len]);
        // With bytes behind them, and without.
        for from in [&bytes[..], &bytes[..len]] {
            let words = Words::load(from, len).unwrap();
            assert_eq!(words.to_bytes(), expected, "{len}");
        }
    }
    assert_eq!(Words::load(bytes, 17), None);
    assert_eq!(Words::load(b"abc", 4), None);
}

#[test]
fn tell_ascii() {
    assert!(Words::load(b"0123456789abcdef", 16).unwrap().is_ascii());
    for at in 0..16 {
        let mut bytes = *b"0123456789abcdef";
        bytes[at] = 0x80;
        assert!(!Words::load(&bytes, 16).unwrap().is_ascii(), "{at}");
        assert!(Words::load(&bytes, at).unwrap().is_ascii(), "{at}");
    }
}

#[test]
fn hash_spreads_similar_keys() {
    let mut seen = [false; 256];
    for i in 0..64 {
        let key = format!("key{i}");
        let words = Words::load(key.as_bytes(), key.len()).unwrap();
        seen[usize::from(words.hash())] = true;
    }
    assert!(seen.iter().filter(|seen| **seen).count() > 40);
}
