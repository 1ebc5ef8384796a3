#![no_main]

use libfuzzer_sys::fuzz_target;
use peerjs_wasm::core::msgpack::MsgPack;
use peerjs_wasm_fuzz::decode::{message, stream, WINDOWS};

fuzz_target!(|bytes: &[u8]| {
    for read in [message::<MsgPack>, stream::<MsgPack>] {
        let [small, middle, whole] = WINDOWS.map(|window| read(bytes, window));
        assert_eq!(small, whole);
        assert_eq!(middle, whole);
    }
});
