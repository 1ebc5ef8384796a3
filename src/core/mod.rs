//! Pure logic: no browser, no clock, no randomness, no I/O.
#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod chunk;
pub mod flow;
pub mod frame;
pub mod msgpack;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod network;
pub mod pack;
pub mod reassemble;
pub mod signal;
