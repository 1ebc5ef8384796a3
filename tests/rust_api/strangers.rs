//! What those can do who send what they like.

use super::{
    calls::picture,
    support::{builder, peer, Stranger},
};
use futures_util::{
    future::{join, FutureExt},
    SinkExt, StreamExt,
};
use peerjs_wasm::Error;
use std::{future::IntoFuture, iter};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// What a future comes to, for which something is done when it has begun.
async fn both<T>(future: impl IntoFuture<Output = T>, then: impl FnOnce()) -> T {
    let then = async move { then() };
    join(future.into_future(), then).await.0
}

#[wasm_bindgen_test]
async fn a_connection_that_is_offered_again_ends_before_it_opens() {
    let peer = peer("offered again").await;
    let stranger = Stranger::new("insistent").await;
    let offer = || stranger.offer("offered again", "data", "same", 0);
    offer();
    let first = peer.incoming().next().await.unwrap();
    assert_eq!(both(first.send(&1), offer).await, Err(Error::Closed));
    assert_eq!(first.receive_js().await, Ok(None::<JsValue>));
    assert_eq!(first.finish().await, Ok(()));
    assert_eq!(first.sender().send(1).await, Err(Error::Closed));
    let second = peer.incoming().next().await.unwrap();
    assert_eq!(both(second.receive_js(), offer).await, Ok(None::<JsValue>));
}

#[wasm_bindgen_test]
async fn a_connection_ends_with_one_who_leaves_before_it_opens() {
    let peer = peer("left").await;
    let stranger = Stranger::new("leaving").await;
    stranger.offer("left", "data", "any", 0);
    let offered = peer.incoming().next().await.unwrap();
    let leave = || stranger.leave("left");
    assert_eq!(both(offered.receive_js(), leave).await, Ok(None::<JsValue>));
    let own = both(peer.connect("leaving"), leave).await;
    assert_eq!(own.err(), Some(Error::Closed));
    let call = peer.call("leaving", &picture()).start().unwrap();
    assert_eq!(both(call.connected(), leave).await, Err(Error::Closed));
    assert_eq!(call.stream().await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_call_that_has_ended_is_not_answered() {
    let peer = peer("called").await;
    let stranger = Stranger::new("hanging up").await;
    // Everything before has come when this does.
    let come = |n| {
        stranger.offer("called", "data", &format!("mark {n}"), n);
        peer.incoming().into_future()
    };
    stranger.offer("called", "media", "taken", 1);
    let taken = peer.calls().next().await.unwrap();
    stranger.offer("called", "media", "queued", 2);
    stranger.leave("called");
    come(1).await;
    assert_eq!(taken.answer(None).err(), Some(Error::Closed));
    assert!(peer.calls().next().now_or_never().is_none());

    stranger.offer("called", "media", "answered", 3);
    let answered = peer.calls().next().await.unwrap();
    assert_eq!(answered.metadata(), Ok(3));
    let call = answered.answer(None).unwrap();
    stranger.leave("called");
    assert_eq!(call.stream().await, Ok(None));
    assert_eq!(call.connected().await, Err(Error::Closed));
}

#[wasm_bindgen_test]
async fn what_nobody_takes_is_kept_within_limits() {
    let flooded = builder().id("flooded").max_pending_offers(1000);
    let flooded = flooded.open().await.unwrap();
    let stranger = Stranger::new("flooding").await;
    let mark = |n| stranger.offer("flooded", "data", "mark", n);
    mark(0);
    let mut incoming = flooded.incoming();
    let marked = incoming.next().await.unwrap();
    let near = peer("honest").await.connect("flooded").await.unwrap();
    // Calls that ring have no RTCPeerConnection; of connections, each ends the one before.
    // Chromium gives a page 500, those among them that nobody has collected yet.
    for n in 0..300 {
        stranger.offer("flooded", "media", &format!("call {n}"), n);
        if n < 260 {
            stranger.offer("flooded", "data", "same", n);
        }
    }
    mark(300);
    // Everything before has come when this ends.
    assert_eq!(marked.receive_js().await, Ok(None::<JsValue>));
    let mut calls = flooded.calls();
    let calls = iter::from_fn(|| calls.next().now_or_never().flatten());
    assert!(calls.map(|one| one.metadata()).eq((44..300).map(Ok)));
    // What has ended keeps nobody out.
    let far = incoming.next().await.unwrap();
    assert_eq!(far.remote_id(), "honest");
    let others = iter::from_fn(|| incoming.next().now_or_never().flatten());
    assert!(others.map(|one| one.metadata()).eq([259, 300].map(Ok)));
    far.send("here").await.unwrap();
    assert_eq!(near.receive::<String>().await, Ok(Some("here".into())));
}

#[wasm_bindgen_test]
async fn what_opens_ends_with_its_peer() {
    let peer = peer("ending early").await;
    let call = peer.call("nobody", &picture()).start().unwrap();
    let destroy = || peer.destroy().unwrap();
    let connected = both(peer.connect("nobody"), destroy).await;
    assert_eq!(connected.err(), Some(Error::Closed));
    assert_eq!(call.connected().await, Err(Error::Closed));
}
