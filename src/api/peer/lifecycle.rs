//! Starting, open, disconnected, destroyed. How a Peer begins and ends is JavaScript
//! (`js/start.js`, `js/end.js`): both may be before there is a module.
//!
//! ```text
//!          OPEN            disconnect(), socket lost
//! starting ────▶ open ───────────────────────────────▶ disconnected
//!     │            │ ▲                                  │   │
//!     │            │ └──────── OPEN ── starting ◀───────┘   │
//!     │ error      │ destroy()              reconnect()     │ destroy()
//!     └────────────┴───────────▶ destroyed ◀────────────────┘
//! ```

use super::connections;
use crate::api::op;
use crate::core::signal;
use crate::web::{
    class::{Connection, Peer},
    error::ErrorType,
    host::{self, Level},
    name,
    value::{HOST, UNDEFINED},
    Value,
};

/// The Peer has begun, in JavaScript (`js/start.js`); by now it may have ended, or have
/// been taken in.
pub fn start(peer: Peer) {
    if !peer.is_disconnected() && !peer.is_open() {
        wait(peer)
    }
}

/// From now on the server has so long to take the Peer in.
fn wait(peer: Peer) {
    stop_waiting(peer);
    let time = peer.limit(name::SERVER_TIMEOUT, signal::SERVER_TIME);
    // What is more than a browser's timer takes would be over at once.
    if time > 0.0 && time <= f64::from(i32::MAX) {
        let timer = host::timeout(time.into(), op::PEER_TIMEOUT, peer, UNDEFINED, UNDEFINED);
        peer.put(name::TIMER_, timer);
    }
}

/// The server has answered, or nobody waits for it any more.
pub fn stop_waiting(peer: Peer) {
    host::stop(peer.field(name::TIMER_));
}

/// Reports a fatal error, and ends the Peer (`js/end.js`).
pub fn abort(peer: Peer, kind: ErrorType, error: impl Into<Value>) {
    peer.call2(name::ABORT_, kind, error);
}

/// Opens the link again, under the id of last time.
pub fn reconnect(peer: Peer) {
    if peer.is_destroyed() {
        let text = "This peer cannot reconnect to the server. It has already been destroyed.";
        return host::throw(text);
    }
    if peer.is_disconnected() {
        let id = peer.last_server_id();
        peer.put(name::DISCONNECTED_, false);
        wait(peer);
        if id.is_truthy() {
            peer.call1(name::INITIALIZE_, id);
        } else {
            // Disconnected before the server had given one.
            peer.call0(name::RETRIEVE_ID);
        }
        return;
    }
    if !peer.is_open() {
        let text = "In a hurry? We're still trying to make the initial connection!";
        return host::log(Level::Error, text);
    }
    let text = Value::from("Peer ")
        .join(peer.id())
        .join(" cannot reconnect because it is not disconnected from the server!");
    host::throw(text)
}

/// Closes all connections.
pub fn close_everything(peer: Peer) {
    let remotes = HOST.call1(name::KEYS_OF, peer.connections());
    for i in 0..remotes.len() {
        close_all(peer, remotes.item(i), Connection::close);
    }
}

/// Closes the connections to a remote peer, in this way, and forgets it: unless a listener
/// has made another.
pub fn close_all(peer: Peer, remote: Value, close: impl Fn(Connection)) {
    let list = connections::all(peer, remote);
    for i in 0..list.len() {
        let connection = Connection(list.item(i));
        close(connection);
        connections::remove(peer, connection);
    }
    if connections::all(peer, remote).len() == 0 {
        peer.connections().call1(name::DELETE, remote);
    }
}

/// The WebSocket was closed by the other end, or never opened; or the server has
/// not answered in time.
pub fn server_lost(peer: Peer, text: &str) {
    if peer.is_disconnected() {
        return;
    }
    host::emit_error(peer, ErrorType::Network, text);
    peer.disconnect()
}

/// Something that is no message was to be sent.
pub fn socket_error(peer: Peer, error: Value) {
    abort(peer, ErrorType::SocketError, error)
}

/// The socket is closed for good.
pub fn socket_closed(peer: Peer) {
    if peer.is_disconnected() {
        return;
    }
    let text = "Underlying socket is already closed.";
    abort(peer, ErrorType::SocketClosed, text)
}
