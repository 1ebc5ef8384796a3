//! Numbers that stand both in Rust and in JavaScript must be the same.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

/// The constants of a source, by name: `const NAME: TYPE = VALUE;` in Rust,
/// `export const NAME = VALUE;` in JavaScript.
fn constants(source: &str) -> BTreeMap<&str, &str> {
    source
        .lines()
        .filter_map(|line| {
            let (declaration, value) = line.trim().strip_suffix(';')?.split_once(" = ")?;
            let (_, name) = declaration.split_once("const ")?;
            let name = name.split(':').next()?;
            Some((name, value))
        })
        .collect()
}

/// Every constant of the JavaScript has the same value in Rust.
fn assert_contained(javascript: &str, rust: &str) {
    let rust = constants(rust);
    let javascript = constants(javascript);
    assert!(!javascript.is_empty());
    for (name, value) in javascript {
        let in_rust = rust.get(name).map(|value| value.replace('_', ""));
        assert_eq!(in_rust.as_deref(), Some(value), "{name}");
    }
}

#[test]
fn operations() {
    assert_contained(
        include_str!("../js/op.js"),
        include_str!("../src/api/op.rs"),
    );
}

#[test]
fn tape() {
    let rust = include_str!("../src/core/pack/tape.rs");
    let javascript = include_str!("../js/tape.js");
    let nesting = include_str!("../src/core/pack/nesting.rs");
    assert_contained(javascript, &format!("{rust}\n{nesting}"));
}

/// The room that JavaScript counts on is there: it leaves some for a value and the key
/// after it.
#[test]
fn buffers() {
    let buffers = include_str!("../src/web/tape.rs");
    let reading = include_str!("../src/core/pack/to_tape/mod.rs");
    let chunk = include_str!("../src/core/chunk.rs");
    let value = |source, name| constants(source)[name];
    let writer = include_str!("../js/tape-write.js");
    let room = |name| value(writer, name).split(" - ").next().unwrap().to_owned();
    assert_eq!(room("OPS_ROOM"), value(buffers, "OPS"));
    assert_eq!(room("NUMBERS_ROOM"), value(buffers, "NUMBERS"));
    for name in ["TEXT", "SPILL"] {
        assert_eq!(value(writer, name), value(buffers, name), "{name}");
    }
    let reader = include_str!("../js/tape-read.js");
    assert_eq!(value(reader, "WINDOW"), value(reading, "WINDOW_MAX"));
    let longest = value(chunk, "UNCHUNKED_MAX").replace('_', "");
    assert_eq!(value(writer, "MESSAGE_MAX"), longest);
}

#[test]
fn names() {
    let rust = include_str!("../src/web/name.rs");
    let (_, list) = rust.split_once("names! {").unwrap();
    let in_rust = list.split('"').skip(1).step_by(2);
    let constants: Vec<_> = list
        .lines()
        .filter_map(|line| line.split_once(" \""))
        .collect();
    assert!(constants.is_sorted(), "in alphabetical order");
    let javascript = include_str!("../js/names.js");
    let in_javascript = javascript.split('`').nth(1).unwrap().split_whitespace();
    assert!(in_rust.eq(in_javascript));
}

/// The table of bounds in docs/reliability.md has the constants' values, all of
/// `signal`, and options that the types have.
#[test]
fn bounds() {
    let sources = [
        ("signal", include_str!("../src/core/signal.rs")),
        ("reassemble", include_str!("../src/core/reassemble.rs")),
        ("msgpack", include_str!("../src/core/msgpack/mod.rs")),
        ("nesting", include_str!("../src/core/pack/nesting.rs")),
        ("flow", include_str!("../src/core/flow.rs")),
        ("server", include_str!("../js/server.js")),
        ("peer", include_str!("../src/rust_api/peer.rs")),
    ];
    let sources = sources.map(|(module, source)| (module, constants(source)));
    let sources = BTreeMap::from(sources);
    let types = include_str!("../js/types.d.ts");
    let rows = include_str!("../docs/reliability.md")
        .lines()
        .filter(|line| line.contains("::"));
    let mut told = Vec::new();
    for row in rows {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [_, _, constant, value, option, _, _] = cells[..] else {
            panic!("a row of another shape: {row}");
        };
        let constant = constant.trim_matches('`');
        let (module, name) = constant.split_once("::").unwrap();
        let digits = |text: &str| text.replace(['_', ','], "").replace(".0", "");
        assert_eq!(digits(sources[module][name]), digits(value), "{constant}");
        let option = option.trim_matches('`');
        assert!(
            option.is_empty() || types.contains(&format!("\t{option}?: number;")),
            "{option}"
        );
        told.push(constant);
    }
    for name in sources["signal"].keys() {
        assert!(told.contains(&&*format!("signal::{name}")), "{name}");
    }
}
