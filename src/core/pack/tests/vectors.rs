//! The golden vectors, which the real codec made.

use super::super::{binarypack::BinaryPack, format::Format, to_tape::WINDOW_MIN};
use super::value::Value;
use super::walker::{encode_as, Decoder};

#[test]
fn says_what_js_binarypack_says() {
    let vectors = include_str!("../../../../tests/vectors/binarypack.txt");
    assert!(check::<BinaryPack>(vectors) > 90);
}

/// Holds the format against a file of vectors, and returns how many there are.
pub fn check<F: Format + Default>(vectors: &str) -> usize {
    let lines = vectors.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut columns = line.split('\t');
            let direction = columns.next().unwrap();
            let bytes = runs(columns.next().unwrap());
            let value = notation(&mut columns.next().unwrap().split(' '));
            for window in [bytes.len(), WINDOW_MIN] {
                let decoded = Decoder::new().decode_as::<F>(&bytes, window);
                assert_eq!(decoded.as_ref(), Ok(&value), "{line}");
            }
            if direction == "=" {
                assert_eq!(encode_as::<F>(&value), bytes, "{line}");
            }
        })
        .count()
}

/// The bytes of a column; see tests/vectors/notation.mjs.
fn runs(column: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for run in column.split('.').filter(|run| !run.is_empty()) {
        let (hex, times) = run.split_once('*').unwrap_or((run, "1"));
        let run: Vec<u8> = hex
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect();
        bytes.extend(run.repeat(times.parse().unwrap()));
    }
    bytes
}

fn notation<'a>(words: &mut impl Iterator<Item = &'a str>) -> Value {
    let word = words.next().unwrap();
    let (kind, rest) = word.split_once(':').unwrap_or((word, ""));
    match kind {
        "nil" => Value::Nil,
        "undefined" => Value::Undefined,
        "false" => Value::Boolean(false),
        "true" => Value::Boolean(true),
        "n" => Value::Number(f64::from_bits(u64::from_str_radix(rest, 16).unwrap())),
        "s" => Value::String(String::from_utf8(runs(rest)).unwrap()),
        "b" => Value::Binary(runs(rest)),
        "a" => Value::Array(
            (0..rest.parse().unwrap())
                .map(|_| notation(words))
                .collect(),
        ),
        "m" => Value::Map(
            (0..rest.parse().unwrap())
                .map(|_| (notation(words), notation(words)))
                .collect(),
        ),
        "t" => Value::Time(rest.parse().unwrap()),
        "e" => {
            let (kind, payload) = rest.split_once(':').unwrap();
            Value::Extension(kind.parse().unwrap(), runs(payload))
        }
        _ => panic!("{word} is no notation"),
    }
}
