#![no_main]

use libfuzzer_sys::fuzz_target;
use peerjs_wasm::core::pack::binarypack::BinaryPack;
use peerjs_wasm_fuzz::round_trip;

fuzz_target!(|bytes: &[u8]| round_trip::tokens::<BinaryPack>(bytes));
