//! A Peer in Rust that gives back what it gets, whatever it is and whoever sends
//! it: a page with PeerJS, with peerjs-wasm, or another application in Rust.
//!
//! The page's address says how to reach the PeerServer: `?host=…&port=…`.
#![cfg(target_arch = "wasm32")]

use futures_util::StreamExt;
use gloo_timers::future::TimeoutFuture;
use peerjs_wasm::{Connection, Error, Peer, PeerState, Result};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(start)]
fn start() {
    spawn_local(async {
        if let Err(error) = serve().await {
            show(&format!("error: {error}"));
        }
    });
}

/// Takes connections until the Peer ends.
async fn serve() -> Result<()> {
    let peer = open().await?;
    show(&peer.id().unwrap_or_default());
    spawn_local(stay(peer.clone()));
    let mut incoming = peer.incoming();
    while let Some(connection) = incoming.next().await {
        spawn_local(echo(connection));
    }
    Err(Error::Closed)
}

/// Returns to the server whenever it is lost; connections go on meanwhile.
async fn stay(peer: Peer) {
    let mut errors = peer.errors();
    while let Some(error) = errors.next().await {
        // All others have cost a connection at most.
        while peer.state() == PeerState::Disconnected {
            show(&format!("{error} Back in a second."));
            TimeoutFuture::new(1000).await;
            if peer.reconnect().await.is_ok() {
                show(&peer.id().unwrap_or_default());
            }
        }
    }
}

async fn open() -> Result<Peer> {
    let query = window().location().search().unwrap_or_default();
    let query = web_sys::UrlSearchParams::new_with_str(&query).ok();
    let parameter = |name| query.as_ref().and_then(|query| query.get(name));
    let mut builder = Peer::builder();
    if let Some(host) = parameter("host") {
        builder = builder.host(&host);
    }
    if let Some(port) = parameter("port").and_then(|port| port.parse().ok()) {
        builder = builder.port(port);
    }
    builder.open().await
}

/// Gives everything back, in order, until the other end closes.
async fn echo(connection: Connection) {
    while let Some(received) = connection.receive_js().await.transpose() {
        // What could not be read, or sent, is no end: more may come.
        if let Ok(value) = received {
            let _ = connection.send_js(&value).await;
        }
    }
}

fn show(text: &str) {
    let body = window().document().and_then(|document| document.body());
    if let Some(body) = body {
        body.set_inner_text(text);
    }
}

fn window() -> web_sys::Window {
    web_sys::window().expect("an application in a page")
}
