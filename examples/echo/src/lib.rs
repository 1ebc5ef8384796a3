//! A Peer in Rust that gives back what it gets, whatever it is and whoever sends
//! it: a page with PeerJS, with peerjs-wasm, or another application in Rust.
//!
//! The page's address says how to reach the PeerServer: `?host=…&port=…`.
#![cfg(target_arch = "wasm32")]

use futures_util::StreamExt;
use peerjs_wasm::{Connection, Error, Peer, Result};
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
    let mut incoming = peer.incoming();
    while let Some(connection) = incoming.next().await {
        spawn_local(async move {
            // It has ended; the others go on.
            let _ = echo(connection).await;
        });
    }
    Err(peer.errors().next().await.unwrap_or(Error::Closed))
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
async fn echo(connection: Connection) -> Result<()> {
    while let Some(value) = connection.receive_js().await? {
        connection.send_js(&value).await?;
    }
    Ok(())
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
