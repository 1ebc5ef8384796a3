//! Exceptions of the application's that pass through Rust.
//!
//! What unwinds a wasm frame leaves its part of the stack taken, which is fatal
//! after some thousand times. So each of these runs often, and then all must
//! still work.

use super::connection::Pair;
use super::js::{eval, json, leaves_nothing, next, peer, thrower, Peer};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const OFTEN: usize = 20_000;

/// Defines a serialization whose class is what a getter returns.
fn define_serialization(peer: &Peer, getter: &Function) {
    let define = Function::new_with_args(
        "peer, get",
        "Object.defineProperty(peer._serializers, 'mine', { get })",
    );
    define.call2(&JsValue::NULL, peer, getter).unwrap();
}

async fn all_works(ids: [&str; 2]) {
    let pair = Pair::open(ids, "binary").await;
    let value = eval("({ still: 'works', at: [1, 2.5] })");
    assert_eq!(json(&pair.answer(&value).await), json(&value));
    pair.end();
}

#[wasm_bindgen_test]
async fn listeners_that_throw() {
    let peer = peer("throwing").await;
    next(&peer, "open").await;
    peer.disconnect().unwrap();
    let (listener, error) = thrower();
    peer.on("error", &listener);
    leaves_nothing(|| {
        for _ in 0..OFTEN {
            // Of a Peer that is disconnected: an error event.
            let thrown = peer.connect("anyone", &JsValue::UNDEFINED).err();
            assert_eq!(thrown.as_ref(), Some(&error));
        }
    });
    peer.destroy().unwrap();
    all_works(["after", "listeners"]).await;
}

#[wasm_bindgen_test]
async fn getters_that_throw() {
    let peer = peer("getters").await;
    next(&peer, "open").await;
    let (getter, error) = thrower();
    define_serialization(&peer, &getter);
    let options = eval("({ serialization: 'mine' })");
    leaves_nothing(|| {
        for _ in 0..OFTEN {
            let thrown = peer.connect("anyone", &options).err();
            assert_eq!(thrown.as_ref(), Some(&error));
        }
    });
    peer.destroy().unwrap();
    all_works(["after", "getters"]).await;
}

#[wasm_bindgen_test]
async fn names_that_throw() {
    let peer = peer("names").await;
    next(&peer, "open").await;
    let (to_string, error) = thrower();
    let make = Function::new_with_args("toString", "return { serialization: { toString } }");
    let options = make.call1(&JsValue::NULL, &to_string).unwrap();
    leaves_nothing(|| {
        for _ in 0..OFTEN {
            let thrown = peer.connect("anyone", &options).err();
            assert_eq!(thrown.as_ref(), Some(&error));
        }
    });
    peer.destroy().unwrap();
    all_works(["after", "names"]).await;
}

#[wasm_bindgen_test]
async fn a_listener_that_throws_ends_the_operation_only() {
    let peer = peer("half").await;
    next(&peer, "open").await;
    let (listener, error) = thrower();
    peer.on("disconnected", &listener);
    assert_eq!(peer.destroy().unwrap_err(), error);
    peer.remove_all_listeners();
    // What was left undone can be done.
    peer.destroy().unwrap();
    assert!(peer.destroyed());
}
