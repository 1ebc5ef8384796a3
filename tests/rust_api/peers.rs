//! Peers, from their start to their end.

use super::support::{builder, peer};
use futures_util::StreamExt;
use peerjs_wasm::{Error, PeerState};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_peer_has_the_id_that_it_asks_for() {
    let peer = peer("alice").await;
    assert_eq!(peer.id().as_deref(), Some("alice"));
    assert_eq!(peer.state(), PeerState::Open);
}

#[wasm_bindgen_test]
async fn an_id_that_is_invalid_is_an_error() {
    let error = builder().id("no/slashes").open().await.err();
    assert!(matches!(error, Some(Error::InvalidId(_))), "{error:?}");
}

#[wasm_bindgen_test]
async fn a_peer_leaves_the_server_and_returns() {
    let peer = peer("returning").await;
    peer.disconnect().unwrap();
    assert_eq!(peer.state(), PeerState::Disconnected);
    let error = peer.connect("anyone").await.err();
    assert!(matches!(error, Some(Error::Disconnected(_))), "{error:?}");
    // That the error waits for one who takes it does not end what comes after it.
    peer.reconnect().await.unwrap();
    assert_eq!(peer.state(), PeerState::Open);
    assert_eq!(peer.id().as_deref(), Some("returning"));
    let error = peer.errors().next().await;
    assert!(matches!(error, Some(Error::Disconnected(_))), "{error:?}");
}

#[wasm_bindgen_test]
async fn a_destroyed_peer_ends_its_streams() {
    let peer = peer("ending").await;
    let (mut incoming, mut calls, mut errors) = (peer.incoming(), peer.calls(), peer.errors());
    peer.destroy().unwrap();
    assert_eq!(peer.state(), PeerState::Closed);
    assert!(incoming.next().await.is_none());
    assert!(calls.next().await.is_none());
    assert!(errors.next().await.is_none());
    assert!(peer.reconnect().await.is_err());
}

#[wasm_bindgen_test]
async fn the_last_clone_destroys_the_peer() {
    let first = peer("cloned").await;
    let second = first.clone();
    drop(first);
    assert_eq!(second.state(), PeerState::Open);
    drop(second);
    // The id is free again.
    assert_eq!(peer("cloned").await.state(), PeerState::Open);
}
