//! What all tests need.

use futures_util::StreamExt;
use peerjs_wasm::{Builder, Connection, Peer, Serialization};
use std::time::Duration;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "/tests/wasm/server.js")]
extern "C" {
    #[wasm_bindgen(js_name = start)]
    fn start_server();
}

/// Options for a Peer of the server in the page.
pub fn builder() -> Builder {
    start_server();
    // Nothing takes that long, unless it hangs.
    Peer::builder()
        .host("localhost")
        .config(&web_sys::RtcConfiguration::new())
        .timeout(Duration::from_secs(20))
}

/// An open Peer.
pub async fn peer(id: &str) -> Peer {
    builder().id(id).open().await.unwrap()
}

/// Two Peers and both ends of the connection between them.
pub struct Pair {
    pub near: Connection,
    pub far: Connection,
    pub peers: [Peer; 2],
}

impl Pair {
    pub async fn open(ids: [&str; 2], serialization: Serialization) -> Self {
        let peers = [peer(ids[0]).await, peer(ids[1]).await];
        let near = peers[0].connect(ids[1]).serialization(serialization).await;
        let far = peers[1].incoming().next().await;
        Self {
            near: near.unwrap(),
            far: far.unwrap(),
            peers,
        }
    }
}
