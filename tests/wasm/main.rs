//! The module and the classes of `js/` as modules, in the browsers:
//! `wasm-pack test`. No server is needed, since one is in the page.
#![cfg(all(target_arch = "wasm32", not(feature = "rust-api")))]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod codec;
mod connection;
mod exceptions;
mod js;
mod operations;
mod peer;

wasm_bindgen_test_configure!(run_in_browser);
