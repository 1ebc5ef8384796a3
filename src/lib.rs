//! PeerJS in WebAssembly.
//!
//! JavaScript objects own identity and state; this crate owns behaviour. The
//! classes under `js/` hand themselves to [`api`], which does the work through
//! [`web`] (the browser's own objects) and [`core`] (pure logic).
//!
//! Dependence runs one way: `js/ → api → web → core`. `core` knows nothing of
//! the browser, so `cargo test` runs it on any machine.

pub mod core;

#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod web;
