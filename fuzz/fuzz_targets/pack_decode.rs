#![no_main]

use libfuzzer_sys::fuzz_target;
use peerjs_wasm::core::pack::binarypack::BinaryPack;
use peerjs_wasm_fuzz::decode::{message, windows};

fuzz_target!(|bytes: &[u8]| windows::<BinaryPack>(bytes, message::<BinaryPack>));
