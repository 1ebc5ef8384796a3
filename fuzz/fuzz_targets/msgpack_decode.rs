#![no_main]

use libfuzzer_sys::fuzz_target;
use peerjs_wasm::core::msgpack::MsgPack;
use peerjs_wasm_fuzz::decode::{message, stream, windows};

fuzz_target!(|bytes: &[u8]| {
    for read in [message::<MsgPack>, stream::<MsgPack>] {
        windows::<MsgPack>(bytes, read);
    }
});
