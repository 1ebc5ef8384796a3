//! Peer ids.

/// Whether an application may choose this id: groups of ASCII letters and
/// digits with a single space, dash or underscore between two of them.
///
/// The rule is PeerJS's, `/^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/`. An id that
/// the server assigns need not follow it.
pub fn is_valid(id: &[u8]) -> bool {
    let mut after_group = false;
    for byte in id {
        match byte {
            b' ' | b'_' | b'-' if after_group => after_group = false,
            _ if byte.is_ascii_alphanumeric() => after_group = true,
            _ => return false,
        }
    }
    after_group
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn groups_of_letters_and_digits() {
        for id in [
            "a", "Z", "0", "abc", "a-b", "a_b", "a b", "a-b_c d", "A1-B2",
        ] {
            assert!(is_valid(id.as_bytes()), "{id:?}");
        }
    }

    #[test]
    fn everything_else() {
        for id in [
            "", " ", "-", "-a", "a-", "_a", "a_", " a", "a ", "a--b", "a-_b", "a  b", "a.b", "a/b",
            "a\n", "a\nb", "é", "名前", "a😀b", "a\0",
        ] {
            assert!(!is_valid(id.as_bytes()), "{id:?}");
        }
    }
}
