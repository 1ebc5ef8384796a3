//! Peers, from their start to their end.

use super::support::{builder, greet_with, peer, Stranger};
use futures_util::{
    future::{join, FutureExt},
    StreamExt,
};
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
async fn a_peer_returns_to_a_server_that_does_not_greet() {
    let away = peer("still there").await;
    let other = peer("visiting").await;
    away.disconnect().unwrap();
    greet_with(None);
    away.reconnect().await.unwrap();
    assert_eq!(away.state(), PeerState::Open);
    assert_eq!(away.id().as_deref(), Some("still there"));
    other.connect("still there").await.unwrap();
    // It is open to the script, too.
    let error = away.reconnect().await.err();
    assert!(matches!(error, Some(Error::Other(_))), "{error:?}");
    assert_eq!(away.state(), PeerState::Open);
}

#[wasm_bindgen_test]
async fn a_peer_whose_id_was_taken_does_not_return() {
    let away = peer("replaced").await;
    away.disconnect().unwrap();
    greet_with(Some("ID-TAKEN"));
    let error = away.reconnect().await.err();
    assert!(matches!(error, Some(Error::UnavailableId(_))), "{error:?}");
    assert_eq!(away.state(), PeerState::Disconnected);
}

#[wasm_bindgen_test]
async fn a_list_does_not_fail_by_what_went_wrong_before() {
    let peer = peer("listing").await;
    let stranger = Stranger::new("disturbing").await;
    stranger.offer("listing", "data", "unreadable", 0);
    let error = peer.errors().next().await;
    assert!(matches!(error, Some(Error::WebRtc(_))), "{error:?}");
    let disconnect = async { peer.disconnect().unwrap() };
    let (list, ()) = join(peer.list_all(), disconnect).await;
    assert!(matches!(list, Err(Error::Disconnected(_))), "{list:?}");
    let list = peer.list_all().now_or_never();
    assert!(
        matches!(list, Some(Err(Error::Disconnected(_)))),
        "{list:?}"
    );
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
