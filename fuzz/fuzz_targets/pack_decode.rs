#![no_main]

use libfuzzer_sys::fuzz_target;
use peerjs_wasm::core::pack::binarypack::BinaryPack;
use peerjs_wasm_fuzz::decode::{message, WINDOWS};

fuzz_target!(|bytes: &[u8]| {
    let [small, middle, whole] = WINDOWS.map(|window| message::<BinaryPack>(bytes, window));
    assert_eq!(small, whole);
    assert_eq!(middle, whole);
});
