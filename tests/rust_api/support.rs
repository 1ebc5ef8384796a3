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

#[wasm_bindgen(raw_module = "/tests/rust_api/server.js")]
extern "C" {
    /// Has the server send those who come from now on another type of message in place
    /// of OPEN, or none; until the next [`builder`].
    #[wasm_bindgen(js_name = greetWith)]
    pub fn greet_with(kind: Option<&str>);
    async fn stranger(id: &str) -> JsValue;

    type Client;
    #[wasm_bindgen(method)]
    fn send(this: &Client, text: &str);
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

/// A client of the server that is no Peer, and sends what it likes.
pub struct Stranger(Client);

impl Stranger {
    pub async fn new(id: &str) -> Self {
        start_server();
        Self(stranger(id).await.unchecked_into())
    }

    /// Sends a Peer an offer that no browser can read: of `data` or `media`.
    pub fn offer(&self, to: &str, kind: &str, connection_id: &str, metadata: u32) {
        self.0.send(&format!(
            r#"{{"type":"OFFER","dst":"{to}","payload":{{"type":"{kind}",
                "serialization":"binary","connectionId":"{connection_id}",
                "metadata":{metadata}}}}}"#
        ));
    }

    /// Tells a Peer that it is gone.
    pub fn leave(&self, to: &str) {
        self.0.send(&format!(r#"{{"type":"LEAVE","dst":"{to}"}}"#));
    }
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
