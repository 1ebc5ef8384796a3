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

/// Calls within calls, through Rust, until the engine's stack is full.
#[wasm_bindgen_test]
async fn a_stack_that_overflows_through_rust() {
    let peer = peer("recursive").await;
    next(&peer, "open").await;
    let make = Function::new_with_args(
        "peer",
        "return () => peer.connect('anyone', { serialization: 'mine' })",
    );
    let recurse: Function = make.call1(&JsValue::NULL, &peer).unwrap().unchecked_into();
    define_serialization(&peer, &recurse);
    leaves_nothing(|| {
        for _ in 0..20 {
            recurse.call0(&JsValue::NULL).unwrap_err();
        }
    });
    peer.destroy().unwrap();
    all_works(["after", "recursion"]).await;
}

/// An application that has filled the stack itself, and calls all the same.
#[wasm_bindgen_test]
async fn a_stack_that_overflows_within_rust() {
    let peer = peer("exhausted").await;
    next(&peer, "open").await;
    // It is open, so Rust refuses to: with an Error of its own where there is room.
    let exhaust = Function::new_with_args(
        "peer, wanted",
        "
        const errors = new Set();
        // On the way back each level has a little more room for the call.
        function fill() {
            try {
                fill();
            } catch {
                // The overflow, which is what this is for.
            }
            if (room-- > 0) try {
                peer.reconnect();
            } catch (error) {
                if (!/cannot reconnect/.test(error.message)) errors.add(error);
            }
        }
        let room;
        // How often it is full in the call depends on what the engine has compiled.
        for (let i = 0; i < 10_000 && errors.size < wanted; i++) {
            room = 50;
            fill();
        }
        return errors.size;
        ",
    );
    leaves_nothing(|| {
        let errors = exhaust.call2(&JsValue::NULL, &peer, &201.into()).unwrap();
        assert!(errors.as_f64() > Some(200.0), "the stack was never full");
    });
    peer.destroy().unwrap();
    all_works(["after", "exhaustion"]).await;
}
