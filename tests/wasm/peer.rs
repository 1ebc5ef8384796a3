//! The Peer, from its start to its end.

use super::js::{message, next, peer, set_up, validate_id, Log};
use js_sys::Function;
use wasm_bindgen_test::wasm_bindgen_test;

const EVENTS: &[&str] = &["open", "error", "disconnected", "close"];

#[wasm_bindgen_test]
async fn an_id_is_groups_of_letters_and_digits() {
    set_up().await;
    // PeerJS takes an empty one for valid, since it asks for one of the server's.
    let longest = "a".repeat(1024);
    for id in ["", "a", "a-b_c d", "0", &longest] {
        assert!(validate_id(id), "{id:?}");
    }
    let too_long = "a".repeat(1025);
    for id in [
        "-a", "a-", "a--b", "a/b", "a\n", "é", "名前", " ", "a\0b", &too_long,
    ] {
        assert!(!validate_id(id), "{id:?}");
    }
}

#[wasm_bindgen_test]
async fn an_id_that_is_invalid_ends_the_peer() {
    let peer = peer("no/slashes").await;
    let log = Log::of(&peer, EVENTS);
    next(&peer, "close").await;
    assert_eq!(log.entries(), ["error invalid-id", "disconnected", "close"]);
    assert!(peer.destroyed());
    assert_eq!(peer.id(), None);
}

#[wasm_bindgen_test]
async fn a_peer_opens_disconnects_reconnects_and_ends() {
    let peer = peer("lifecycle").await;
    let log = Log::of(&peer, EVENTS);
    assert_eq!(next(&peer, "open").await, "lifecycle");
    peer.disconnect().unwrap();
    assert_eq!(peer.id(), None);
    peer.reconnect().unwrap();
    assert_eq!(next(&peer, "open").await, "lifecycle");
    peer.destroy().unwrap();
    peer.destroy().unwrap();
    assert_eq!(
        log.entries(),
        ["open", "disconnected", "open", "disconnected", "close"]
    );
    let error = peer.reconnect().unwrap_err();
    assert!(message(&error).contains("already been destroyed"));
}

#[wasm_bindgen_test]
async fn destroying_in_listeners_ends_the_peer_once() {
    let peer = peer("reentrant").await;
    let log = Log::of(&peer, EVENTS);
    let destroy = Function::new_no_args("this.destroy();");
    peer.on("open", &destroy);
    peer.on("close", &destroy);
    next(&peer, "close").await;
    assert_eq!(log.entries(), ["open", "disconnected", "close"]);
}
