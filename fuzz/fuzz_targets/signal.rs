#![no_main]

use libfuzzer_sys::fuzz_target;
use peerjs_wasm_fuzz::server;

fuzz_target!(|bytes: &[u8]| {
    server::classify(bytes);
    server::keep(bytes);
});
