//! Two Peers of the page, connected by the browser's own WebRTC.

use super::js::{eval, json, next, opened, peer, Connection, Log, Peer};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Two peers and their connection, open at both ends.
pub struct Pair {
    pub peers: [Peer; 2],
    pub near: Connection,
    pub far: Connection,
}

impl Pair {
    pub async fn open(ids: [&str; 2], serialization: &str) -> Self {
        let peers = [peer(ids[0]).await, peer(ids[1]).await];
        for peer in &peers {
            opened(peer).await;
        }
        let options = eval(&format!("({{ serialization: '{serialization}' }})"));
        let near = peers[0].connect(ids[1], &options).unwrap();
        let far: Connection = next(&peers[1], "connection").await.unchecked_into();
        opened(&near).await;
        opened(&far).await;
        Self { peers, near, far }
    }

    /// Sends a value from the far end; returns what arrives.
    pub async fn answer(&self, value: &JsValue) -> JsValue {
        self.far.send(value).unwrap();
        next(&self.near, "data").await
    }

    pub fn end(self) {
        for peer in self.peers {
            peer.destroy().unwrap();
        }
    }
}

#[wasm_bindgen_test]
async fn values_cross_in_every_serialization() {
    for (serialization, value) in [
        ("binary", "({ x: 1, list: [null, true, 'é'] })"),
        ("binary-utf8", "({ x: 1, list: [null, true, 'é'] })"),
        ("json", "({ x: 1, list: [null, true, 'é'] })"),
        ("raw", "'as it is'"),
    ] {
        let pair = Pair::open(["near", "far"], serialization).await;
        let value = eval(value);
        assert_eq!(json(&pair.answer(&value).await), json(&value));
        pair.end();
    }
}

#[wasm_bindgen_test]
async fn a_large_message_crosses_in_chunks() {
    let pair = Pair::open(["whole", "chunked"], "binary").await;
    let value = eval("({ large: 'x'.repeat(1 << 20), after: 1 })");
    assert_eq!(json(&pair.answer(&value).await), json(&value));
    pair.end();
}

#[wasm_bindgen_test]
async fn closing_one_end_closes_the_other() {
    let pair = Pair::open(["closing", "closed"], "binary").await;
    let near = Log::of(&pair.near, &["close", "error"]);
    let far = Log::of(&pair.far, &["close", "error"]);
    let id = pair.near.connection_id();
    assert!(!pair.peers[0].get_connection("closed", &id).is_null());
    pair.near.close();
    next(&pair.far, "close").await;
    assert_eq!(near.entries(), ["close"]);
    assert_eq!(far.entries(), ["close"]);
    assert!(!pair.near.open() && !pair.far.open());
    assert!(pair.peers[0].get_connection("closed", &id).is_null());
    pair.end();
}
