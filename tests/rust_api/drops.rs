//! Whatever is dropped ends.

use super::support::{builder, peer, Pair};
use futures_util::{future::FutureExt, StreamExt};
use peerjs_wasm::{Error, PeerState, Serialization};
use std::{future::IntoFuture, time::Duration};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_dropped_connection_closes() {
    let Pair { near, far, peers } = Pair::open(["dropping", "dropped"], Serialization::Json).await;
    drop(near);
    assert_eq!(far.receive::<u8>().await, Ok(None));
    assert!(peers.iter().all(|peer| peer.state() == PeerState::Open));
}

#[wasm_bindgen_test]
async fn a_connection_keeps_its_peer() {
    let Pair { near, far, peers } = Pair::open(["kept", "keeping"], Serialization::Json).await;
    drop(peers);
    near.send(&7).await.unwrap();
    assert_eq!(far.receive().await, Ok(Some(7)));
}

#[wasm_bindgen_test]
async fn a_peer_that_is_dropped_while_it_opens_frees_its_id() {
    let opening = builder().id("unborn").open();
    assert!(opening.now_or_never().is_none());
    assert_eq!(peer("unborn").await.state(), PeerState::Open);
}

#[wasm_bindgen_test]
async fn a_connection_that_nobody_answers_times_out() {
    let peer = peer("waiting").await;
    let connecting = peer.connect("nobody").timeout(Duration::from_millis(50));
    assert_eq!(connecting.await.err(), Some(Error::TimedOut));
}

#[wasm_bindgen_test]
async fn a_connection_that_is_dropped_while_it_opens_is_given_up() {
    let peers = [peer("hasty").await, peer("patient").await];
    let mut connecting = peers[0].connect("patient").into_future();
    assert!((&mut connecting).now_or_never().is_none());
    drop(connecting);
    // Nothing is in the way of another.
    let near = peers[0].connect("patient").label("second").await.unwrap();
    let mut incoming = peers[1].incoming();
    let far = loop {
        let far = incoming.next().await.unwrap();
        if far.label() == "second" {
            break far;
        }
    };
    near.send(&1).await.unwrap();
    assert_eq!(far.receive().await, Ok(Some(1)));
}

#[wasm_bindgen_test]
async fn a_dropped_transfer_is_aborted() {
    let pair = Pair::open(["aborting", "aborted"], Serialization::Binary).await;
    let large = "x".repeat(8 << 20);
    assert!(pair.near.send(&large).now_or_never().is_none());
    pair.near.send(&1).await.unwrap();
    // What was in the middle of a message, if it was, is an error; it never comes.
    let mut received = pair.far.messages::<u32>();
    let first = loop {
        match received.next().await.unwrap() {
            Ok(number) => break number,
            Err(error) => assert!(!matches!(error, Error::Value(_)), "{error:?}"),
        }
    };
    assert_eq!(first, 1);
}
