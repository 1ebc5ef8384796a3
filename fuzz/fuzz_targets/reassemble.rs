#![no_main]

use libfuzzer_sys::fuzz_target;
use peerjs_wasm_fuzz::channel;

fuzz_target!(|bytes: &[u8]| channel::messages(bytes));
