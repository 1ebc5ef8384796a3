//! Data in both directions.

use super::support::{peer, Pair};
use futures_util::{future::join, stream, SinkExt, StreamExt};
use peerjs_wasm::{Error, Serialization};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Everything {
    text: String,
    whole: i64,
    fraction: f64,
    yes: bool,
    none: Option<u8>,
    list: Vec<Shape>,
    map: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Point,
    Circle { radius: f32 },
    Line(i16, i16),
}

fn everything() -> Everything {
    Everything {
        text: "día".into(),
        whole: -(1 << 40),
        fraction: 0.1,
        yes: true,
        none: None,
        list: vec![
            Shape::Point,
            Shape::Circle { radius: 0.5 },
            Shape::Line(-3, 4),
        ],
        map: BTreeMap::from([("a".into(), 1), ("b".into(), 2)]),
    }
}

#[wasm_bindgen_test]
async fn values_cross_both_ways() {
    for serialization in [Serialization::Binary, Serialization::Json] {
        let pair = Pair::open(["near", "far"], serialization).await;
        pair.near.send(&everything()).await.unwrap();
        let received: Everything = pair.far.receive().await.unwrap().unwrap();
        assert_eq!(received, everything());
        pair.far.send(&received).await.unwrap();
        assert_eq!(pair.near.receive().await, Ok(Some(everything())));
    }
}

#[wasm_bindgen_test]
async fn what_was_received_survives_sends_that_fail() {
    let pair = Pair::open(["eager near", "eager far"], Serialization::Binary).await;
    for n in 1..=3_u32 {
        pair.near.send(&n).await.unwrap();
    }
    pair.near.finish().await.unwrap();
    let mut received = Vec::new();
    while let Some(n) = pair.far.receive::<u32>().await.unwrap() {
        received.push(n);
        assert_eq!(pair.far.send(&n).await, Err(Error::Closed));
    }
    assert_eq!(received, [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn finishing_waits_for_the_opening() {
    let peers = [peer("early near").await, peer("early far").await];
    let (near, ()) = join(async { peers[0].connect("early far").await }, async {
        let far = peers[1].incoming().next().await.unwrap();
        far.finish().await.unwrap();
        assert!(!far.is_open());
    })
    .await;
    assert_eq!(near.unwrap().receive::<u32>().await, Ok(None));
}

#[wasm_bindgen_test]
async fn text_crosses_as_it_is() {
    let pair = Pair::open(["raw near", "raw far"], Serialization::Raw).await;
    pair.near.send("as it is").await.unwrap();
    assert_eq!(pair.far.receive().await, Ok(Some("as it is".to_owned())));
}

#[wasm_bindgen_test]
async fn bytes_cross_in_chunks() {
    let pair = Pair::open(["bytes near", "bytes far"], Serialization::Binary).await;
    let bytes: Vec<u8> = (0..1 << 20).map(|i| (i % 251) as u8).collect();
    pair.near
        .send(serde_bytes::Bytes::new(&bytes))
        .await
        .unwrap();
    let received: Option<serde_bytes::ByteBuf> = pair.far.receive().await.unwrap();
    assert!(received.unwrap() == bytes);
}

#[wasm_bindgen_test]
async fn what_both_ends_know_of_a_connection() {
    let peers = [peer("describing").await, peer("described").await];
    let near = peers[0]
        .connect("described")
        .label("a label")
        .metadata(&everything())
        .ordered(false)
        .await
        .unwrap();
    let far = peers[1].incoming().next().await.unwrap();
    assert_eq!(far.remote_id(), "describing");
    assert_eq!(far.label(), "a label");
    assert_eq!(far.metadata(), Ok(everything()));
    assert_eq!(near.remote_id(), "described");
    assert_eq!(near.connection_id(), far.connection_id());
    assert!(near.is_open());
}

#[wasm_bindgen_test]
async fn a_sink_and_a_stream() {
    let pair = Pair::open(["sink", "stream"], Serialization::Binary).await;
    let mut sender = pair.near.sender::<u32>();
    let numbers = stream::iter((0..10_000).map(Ok));
    let sent = async { sender.send_all(&mut { numbers }).await };
    let received = pair.far.messages::<u32>().take(10_000).collect::<Vec<_>>();
    let (sent, received) = join(sent, received).await;
    sent.unwrap();
    let received: Vec<u32> = received.into_iter().map(Result::unwrap).collect();
    assert!(received.into_iter().eq(0..10_000));
}

#[wasm_bindgen_test]
async fn a_closing_sink_delivers_what_it_took() {
    let pair = Pair::open(["closing sink", "its stream"], Serialization::Binary).await;
    let mut sender = pair.near.sender::<String>();
    sender.feed("x".repeat(1 << 20)).await.unwrap();
    sender.feed("end".into()).await.unwrap();
    let received = pair.far.messages::<String>().collect::<Vec<_>>();
    let (closed, received) = join(sender.close(), received).await;
    closed.unwrap();
    let lengths: Vec<_> = received
        .into_iter()
        .map(|text| text.unwrap().len())
        .collect();
    assert_eq!(lengths, [1 << 20, 3]);
    assert!(!pair.near.is_open());
}

#[wasm_bindgen_test]
async fn a_sink_may_be_closed_twice() {
    let pair = Pair::open(["forwarding", "forwarded"], Serialization::Binary).await;
    let mut sender = pair.near.sender::<u32>();
    let numbers = stream::iter((0..3).map(Ok));
    numbers.forward(&mut sender).await.unwrap();
    sender.close().await.unwrap();
    assert_eq!(pair.far.messages::<u32>().count().await, 3);
}

#[wasm_bindgen_test]
async fn tasks_that_have_sent_are_not_kept() {
    let pair = Pair::open(["many tasks", "one task"], Serialization::Binary).await;
    for n in 0..1000_u32 {
        let near = pair.near.clone();
        spawn_local(async move { near.send(&n).await.unwrap() });
    }
    let received = pair.far.messages::<u32>().take(1000);
    assert_eq!(received.count().await, 1000);
    assert_eq!(pair.near.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_value_of_another_form_is_an_error_and_no_end() {
    let pair = Pair::open(["mistaken", "mistaking"], Serialization::Binary).await;
    pair.near.send("text").await.unwrap();
    pair.near.send(&5).await.unwrap();
    let wrong = pair.far.receive::<u32>().await;
    assert!(matches!(wrong, Err(Error::Value(_))), "{wrong:?}");
    assert_eq!(pair.far.receive::<u32>().await, Ok(Some(5)));
}

#[wasm_bindgen_test]
async fn a_value_without_a_form_on_the_wire_is_an_error() {
    let pair = Pair::open(["refused", "refusing"], Serialization::Binary).await;
    let error = pair.near.send_js(&js_sys::Map::new()).await.unwrap_err();
    assert!(error.to_string().contains("Map"), "{error:?}");
    pair.near.send(&1).await.unwrap();
    assert_eq!(pair.far.receive::<u32>().await, Ok(Some(1)));
}

#[wasm_bindgen_test]
async fn closing_ends_both_ends() {
    let pair = Pair::open(["closing", "closed"], Serialization::Binary).await;
    pair.near.close().unwrap();
    assert_eq!(pair.far.receive_js().await, Ok(None::<JsValue>));
    assert_eq!(pair.near.receive_js().await, Ok(None::<JsValue>));
    assert_eq!(pair.near.send(&1).await, Err(Error::Closed));
    assert_eq!(pair.near.finish().await, Ok(()));
}
