//! PeerJS in WebAssembly.
//!
//! JavaScript objects own identity and state; this crate owns behaviour. The
//! classes under `js/` hand themselves to `api`, which does the work through
//! `web` (the browser's own objects) and [`mod@core`] (pure logic).
//!
//! Dependence runs one way: `js/ → api → web → core`. `core` knows nothing of
//! the browser, so `cargo test` runs it on any machine.

//!
//! With the feature `rust-api` it is another thing: `rust_api`, for applications
//! in Rust, which works on the finished script.

pub mod core;

// What the script is made of has exports of its own, which no application wants.
#[cfg(all(target_arch = "wasm32", not(feature = "rust-api")))]
pub mod api;
#[cfg(all(target_arch = "wasm32", not(feature = "rust-api")))]
pub mod web;

#[cfg(all(target_arch = "wasm32", feature = "rust-api"))]
pub mod rust_api;
#[cfg(all(target_arch = "wasm32", feature = "rust-api"))]
pub use rust_api::*;

/// What README.md shows in Rust compiles.
#[cfg(all(doctest, target_arch = "wasm32", feature = "rust-api"))]
#[doc = include_str!("../README.md")]
mod readme {}
