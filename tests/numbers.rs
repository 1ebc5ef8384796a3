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
        assert_eq!(rust.get(name), Some(&value), "{name}");
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
    let ops: String = javascript
        .lines()
        .filter(|line| !line.contains("MAX_DEPTH"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_contained(&ops, rust);
}

#[test]
fn names() {
    let rust = include_str!("../src/web/name.rs");
    let (_, list) = rust.split_once("names! {").unwrap();
    let in_rust = list.split('"').skip(1).step_by(2);
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
        ("nesting", include_str!("../src/core/pack/nesting.rs")),
        ("flow", include_str!("../src/core/flow.rs")),
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
