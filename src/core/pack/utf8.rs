//! UTF-8, as far as joined strings need it.

/// The length in UTF-16 units of valid UTF-8; `None` for what is not valid.
pub fn utf16_len(bytes: &[u8]) -> Option<usize> {
    if bytes.is_ascii() {
        return Some(bytes.len());
    }
    let mut rest = bytes;
    let mut len: usize = 0;
    while let Some((&first, after)) = rest.split_first() {
        // What may follow, and the range of the first of it: no overlong
        // forms, no surrogates, nothing above U+10FFFF.
        let (more, range) = match first {
            0x00..=0x7f => (0, 0x80..=0xbf),
            0xc2..=0xdf => (1, 0x80..=0xbf),
            0xe0 => (2, 0xa0..=0xbf),
            0xed => (2, 0x80..=0x9f),
            0xe1..=0xef => (2, 0x80..=0xbf),
            0xf0 => (3, 0x90..=0xbf),
            0xf1..=0xf3 => (3, 0x80..=0xbf),
            0xf4 => (3, 0x80..=0x8f),
            _ => return None,
        };
        let (tail, after) = after.split_at_checked(more)?;
        if let Some((second, others)) = tail.split_first() {
            if !range.contains(second) || !others.iter().all(|byte| units(*byte) == 0) {
                return None;
            }
        }
        len = len.saturating_add(units(first));
        rest = after;
    }
    Some(len)
}

/// Splits valid UTF-8 after `count` UTF-16 units.
pub fn split_utf16(bytes: &[u8], count: usize) -> (&[u8], &[u8]) {
    let mut left = count;
    let at = bytes.iter().position(|&byte| {
        let width = units(byte);
        let over = width > left;
        left = left.saturating_sub(width);
        over
    });
    bytes
        .split_at_checked(at.unwrap_or(bytes.len()))
        .unwrap_or((bytes, &[]))
}

/// How many UTF-16 units the sequence that starts here takes; 0 for the bytes
/// that continue one.
fn units(byte: u8) -> usize {
    match byte {
        0x80..=0xbf => 0,
        0xf0..=0xff => 2,
        _ => 1,
    }
}
