//! PeerJS for Rust applications: the feature `rust-api`.
//!
//! ```no_run
//! # use peerjs_wasm::rust_api as peerjs_wasm;
//! use futures_util::StreamExt;
//! use peerjs_wasm::{Peer, Result};
//!
//! # #[derive(serde::Serialize, serde::Deserialize)]
//! # struct Greeting { text: String }
//! async fn greet() -> Result<()> {
//!     let peer = Peer::builder().host("localhost").port(9000).open().await?;
//!     let connection = peer.connect("bob").await?;
//!     connection.send(&Greeting { text: "hello".into() }).await?;
//!     let answer: Option<Greeting> = connection.receive().await?;
//!     Ok(())
//! }
//!
//! async fn serve(peer: Peer) -> Result<()> {
//!     let mut incoming = peer.incoming();
//!     while let Some(connection) = incoming.next().await {
//!         // Whatever it sends, and however it ends, the next one is served.
//!         while let Ok(Some(greeting)) = connection.receive::<Greeting>().await {
//!             let _ = connection.send(&greeting).await;
//!         }
//!     }
//!     Ok(())
//! }
//! ```
//!
//! It works on the very script that JavaScript applications load, with a module of
//! its own; wasm-bindgen puts it beside the application. So whatever is tested there
//! holds here, and either can talk with the other and with PeerJS.
//!
//! Whatever is dropped ends: a future that connects gives up, one that sends aborts,
//! a [`Connection`] closes, a [`Call`] hangs up, a [`Peer`] is destroyed.

mod builder;
mod call;
mod channel;
mod connecting;
mod connection;
mod error;
mod js;
mod listeners;
mod peer;
mod timeout;
mod value;
mod wait;

pub use self::{
    builder::{Builder, LogLevel},
    call::{Call, Calling, IncomingCall},
    channel::{Messages, Sender},
    connecting::{Connecting, Serialization},
    connection::Connection,
    error::{Error, Result},
    peer::{Errors, Incoming, IncomingCalls, Peer, PeerState},
};
