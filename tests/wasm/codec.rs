//! BinaryPack through `js/pack.js`.

use super::js::{eval, get, json, message, pack, set_up, unpack};
use js_sys::{ArrayBuffer, Float64Array, TypeError, Uint8Array};
use peerjs_wasm::core::pack::{binarypack::BinaryPack, encode::Writer};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn packed(expression: &str) -> Vec<u8> {
    let buffer: ArrayBuffer = pack(&eval(expression)).unwrap().unchecked_into();
    Uint8Array::new(&buffer).to_vec()
}

fn unpacked(bytes: &[u8]) -> Result<JsValue, JsValue> {
    unpack(&Uint8Array::from(bytes))
}

#[wasm_bindgen_test]
async fn values_arrive_as_they_were() {
    set_up().await;
    for value in [
        "null",
        "[true, false]",
        "[0, 127, 128, -1, -32, -33, 65536, 4294967296, -2147483649, 9007199254740991]",
        "[0.1, -1e300, 5e-324]",
        "({ text: 'héllo 😀', empty: '', long: 'ж'.repeat(70000) })",
        "({ nested: [{}, [], [[null]], { a: { b: { c: [1, 2.5] } } }] })",
        "Array.from({ length: 20000 }, (_, id) => ({ id, name: `player ${id}` }))",
    ] {
        let value = eval(value);
        let arrived = unpack(&pack(&value).unwrap()).unwrap();
        assert_eq!(json(&arrived), json(&value));
    }
}

#[wasm_bindgen_test]
async fn binaries_arrive_as_buffers() {
    set_up().await;
    let value = eval("({ small: new Uint8Array([1, 2, 3]).subarray(1), large: new Float64Array(100000).fill(0.5) })");
    let arrived = unpack(&pack(&value).unwrap()).unwrap();
    let small: ArrayBuffer = get(&arrived, "small").unchecked_into();
    assert_eq!(Uint8Array::new(&small).to_vec(), [2, 3]);
    let large: ArrayBuffer = get(&arrived, "large").unchecked_into();
    assert_eq!(Float64Array::new(&large).to_vec(), vec![0.5; 100_000]);
}

#[wasm_bindgen_test]
async fn the_bytes_are_those_of_core() {
    set_up().await;
    let mut room = [0; 32];
    let mut writer = Writer::<BinaryPack>::new(&mut room, 0);
    writer.map(2);
    writer.string(1);
    writer.raw(b"n");
    writer.array(3);
    writer.number(-300.0);
    writer.number(0.5);
    writer.nil();
    writer.string(1);
    writer.raw(b"b");
    writer.binary(2);
    writer.raw(&[7, 8]);
    let written = writer.written().unwrap();
    assert_eq!(
        packed("({ n: [-300, 0.5, null], b: new Uint8Array([7, 8]) })"),
        room[..written]
    );
}

/// Those of `tests/vectors` that the codec writes as it reads them.
#[wasm_bindgen_test]
async fn the_golden_vectors_are_written_as_they_are_read() {
    set_up().await;
    let vectors = include_str!("../vectors/binarypack.txt");
    let mut count = 0;
    for line in vectors.lines().filter(|line| line.starts_with("=\t")) {
        let bytes = runs(line.split('\t').nth(1).unwrap());
        let value = unpacked(&bytes).unwrap();
        let again: ArrayBuffer = pack(&value).unwrap().unchecked_into();
        assert_eq!(Uint8Array::new(&again).to_vec(), bytes, "{line}");
        count += 1;
    }
    assert!(count > 50, "{count} vectors");
}

/// The bytes of a column; see `tests/vectors/notation.mjs`.
fn runs(column: &str) -> Vec<u8> {
    let run = |run: &str| {
        let (hex, times) = run.split_once('*').unwrap_or((run, "1"));
        let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
        bytes.repeat(times.parse().unwrap())
    };
    column.split('.').flat_map(run).collect()
}

#[wasm_bindgen_test]
async fn what_has_no_form_on_the_wire_is_refused_by_its_path() {
    set_up().await;
    for (value, refusal) in [
        ("() => {}", r#"Type "function" not yet supported"#),
        ("[1, [2n]]", r#"Type "bigint" not yet supported at [1][0]"#),
        (
            "({ a: { b: new Map() } })",
            r#"Type "Map" not yet supported at a.b"#,
        ),
        (
            "{ const cycle = {}; cycle.self = cycle; cycle }",
            r#"Type "cycle" not yet supported at self"#,
        ),
    ] {
        let error = pack(&eval(value)).unwrap_err();
        assert!(error.is_instance_of::<TypeError>());
        assert_eq!(message(&error), refusal);
    }
    assert_eq!(packed("[1]"), [0x91, 1]);
}

#[wasm_bindgen_test]
async fn bytes_that_are_no_message_are_refused_by_their_offset() {
    set_up().await;
    for (bytes, refusal) in [
        (&[][..], "the bytes end within a value at offset 0"),
        (&[0x93, 1, 2], "the bytes end within a value at offset 1"),
        (
            &[0xdd, 0xff, 0xff, 0xff, 0xff],
            "the bytes end within a value at offset 5",
        ),
        (&[0x81, 0x90, 1], "a container as a key at offset 2"),
    ] {
        let error = unpacked(bytes).unwrap_err();
        assert_eq!(message(&error), format!("BinaryPackFailure: {refusal}"));
    }
    assert_eq!(json(&unpacked(&[0x91, 1]).unwrap()), "[1]");
}

#[wasm_bindgen_test]
async fn refusals_leave_the_codec_as_it_was() {
    set_up().await;
    let refused = eval("({ a: [1, 'x'.repeat(300), () => {}] })");
    for _ in 0..20_000 {
        pack(&refused).unwrap_err();
        unpacked(&[0x82, 0xb1, 97]).unwrap_err();
    }
    assert_eq!(packed("[1]"), [0x91, 1]);
}
