//! The API for applications in Rust, in the browsers: `wasm-pack test` with the
//! feature `rust-api`. The signalling server is in the page, as for tests/wasm.
#![cfg(all(target_arch = "wasm32", feature = "rust-api"))]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod calls;
mod connections;
mod drops;
mod peers;
mod strangers;
mod support;

wasm_bindgen_test_configure!(run_in_browser);
