//! What JavaScript calls: one export, [`call`], dispatched by number.
//!
//! | module | what it does |
//! |---|---|
//! | [`peer`] | the Peer: its life, the server's messages, its connections |
//! | [`socket`] | the link to the signalling server |
//! | [`connection`] | negotiation, which data connections and calls share |
//! | [`data`] | data connections: [`data::outgoing`] and [`data::incoming`] |
//! | [`media`] | calls |
//!
//! A listener of the application's may run wherever an event is emitted, and
//! call anything. So nothing here is borrowed across a call into JavaScript,
//! and state is read again after it.

use crate::web::{
    class::{Connection, Peer, Socket},
    value::{self, UNDEFINED},
    Value,
};
use wasm_bindgen::prelude::*;

pub mod connection;
pub mod data;
pub mod media;
pub mod op;
pub mod peer;
pub mod socket;

/// Runs the operation `op` of [`op`] on `this`. Values are numbers of
/// `js/heap.js`, which knows by itself whether it has thrown.
#[wasm_bindgen]
pub fn call(op: i32, this: i32, a: i32, b: i32) -> i32 {
    let (this, a, b) = (
        value::from_raw(this),
        value::from_raw(a),
        value::from_raw(b),
    );
    dispatch(op as u32, this, a, b).into_raw()
}

/// Each is a function of its own in the module, too: why, says `WASM_OPT` of
/// `xtask/src/build/settings.rs`.
fn dispatch(op: u32, this: Value, a: Value, b: Value) -> Value {
    match op {
        0..=19 | 100..=109 => peer::run(op, Peer(this), a, b),
        20..=29 | 110..=119 => socket::run(op, Socket(this), a, b),
        30..=39 | 130..=139 => data::run(op, Connection(this), a),
        40..=49 | 140..=149 => data::run_buffered(op, Connection(this), a, b),
        50..=59 | 150..=159 => media::run(op, Connection(this), a, b),
        120..=129 | 160..=169 => connection::run(op, Connection(this), a, b),
        _ => UNDEFINED,
    }
}
