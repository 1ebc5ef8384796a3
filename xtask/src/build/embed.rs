//! The module as text, for a script that brings it along. `js/embed.js` reads it.
//!
//! base64 would undo what gzip and brotli do for the script, since it puts the
//! same bytes into other characters depending on where they are. Here a byte is
//! always the same: the 88 most common are one character, the others two. The
//! text is 7 % longer than the module, and compresses as the module does, to three
//! quarters of what base64 comes to.
//!
//! A digit is a number below 90 as a printable ASCII character that needs no
//! escape in a JavaScript string between double quotes. None is a `$`, since pages
//! are made by `html.replace(mark, script)`, which puts something else in the place
//! of `$&`; nor a `!`, as in `<!--`; nor a space, of which two are one to some
//! minifiers of HTML. The text starts with one bit for each byte value, six to a
//! digit: whether it is common. Then, for each byte of the module, its rank among the
//! common bytes; or else 88 or 89 and a digit, which together are its rank among the
//! rare ones.

const COMMON: usize = 88;
const DIGITS: usize = 90;
const FIRST: u8 = b'%';
const BITS: usize = 6;

pub fn encode(module: &[u8]) -> String {
    let is_common = common(module);
    let mut text = String::new();
    for bits in is_common.chunks(BITS) {
        let weigh = |(place, &set): (usize, &bool)| usize::from(set) << place;
        text.push(digit(bits.iter().enumerate().map(weigh).sum()));
    }
    let codes = codes(&is_common);
    for &byte in module {
        text.push_str(&codes[usize::from(byte)]);
    }
    text
}

/// Which byte values are the most frequent ones.
fn common(module: &[u8]) -> [bool; 256] {
    let mut counts = [0u32; 256];
    for &byte in module {
        counts[usize::from(byte)] += 1;
    }
    let mut values: Vec<usize> = (0..256).collect();
    values.sort_by_key(|&value| std::cmp::Reverse(counts[value]));
    let mut is_common = [false; 256];
    for &value in &values[..COMMON] {
        is_common[value] = true;
    }
    is_common
}

/// What each byte value is written as.
fn codes(is_common: &[bool; 256]) -> Vec<String> {
    let (mut common, mut rare) = (0.., 0..);
    let code = |&is_common: &bool| {
        if is_common {
            return common.next().map(digit).into_iter().collect();
        }
        let rank: usize = rare.next().unwrap_or_default();
        [digit(COMMON + rank / DIGITS), digit(rank % DIGITS)]
            .iter()
            .collect()
    };
    is_common.iter().map(code).collect()
}

/// The characters from `%` to `~`, but `#` for the backslash.
fn digit(value: usize) -> char {
    match FIRST + value as u8 {
        b'\\' => '#',
        code => code as char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{node, process, project};
    use std::{collections::HashSet, fs};

    /// All byte values, the lower ones more often.
    fn sample() -> Vec<u8> {
        (0..=255u8)
            .flat_map(|byte| vec![byte; 256 / (usize::from(byte) + 1)])
            .collect()
    }

    #[test]
    fn writes_only_characters_that_mean_themselves() {
        let text = encode(&sample());
        assert!(text
            .bytes()
            .all(|code| code.is_ascii_graphic() && !b"\"\\$!".contains(&code)));
    }

    #[test]
    fn no_two_bytes_are_written_alike() {
        let codes = codes(&common(&sample()));
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), 256);
        assert_eq!(codes.iter().filter(|code| code.len() == 1).count(), COMMON);
    }

    #[test]
    fn the_script_reads_what_is_written() {
        let folder = project::path("target/embed-test");
        fs::create_dir_all(&folder).unwrap();
        let bytes = sample();
        fs::write(folder.join("text"), encode(&bytes)).unwrap();
        let program = "
            import { decode } from './js/decode.js';
            import { readFileSync } from 'node:fs';
            const bytes = decode(readFileSync('target/embed-test/text', 'ascii'));
            console.log(Buffer.from(bytes).toString('hex'));";
        let mut node = node::command().unwrap();
        let read = process::output(node.args(["--input-type=module", "--eval", program]));
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(read, Some(hex));
    }
}
