//! What a Peer asks of the server through HTTP: an id, and who is there.

use super::{
    lifecycle::{self, error},
    start::is_cloud,
};
use crate::api::{
    op,
    socket::{escape, VERSION},
};
use crate::core::error::ErrorType;
use crate::web::{
    class::Peer,
    host::{self, Level},
    name::{self, Name},
    value::{self, GLOBAL, HOST, UNDEFINED},
    Value,
};

/// Asks for an id, under which the socket is then opened.
pub fn fetch_id(peer: Peer) {
    let response = request(peer, "/id");
    host::settle(response, op::PEER_ID_RESPONSE, peer, UNDEFINED, UNDEFINED)
}

/// The server has answered.
pub fn id_response(peer: Peer, response: Value) {
    if response.field(name::STATUS).number() != 200.0 {
        return id_failed(peer, status_error(response));
    }
    let text = response.call0(name::TEXT);
    host::settle(text, op::PEER_ID_TEXT, peer, UNDEFINED, UNDEFINED)
}

/// The id is there.
pub fn id_text(peer: Peer, id: Value) {
    if is_settled(peer) {
        return;
    }
    lifecycle::initialize(peer, id);
    if let Some(error) = value::thrown() {
        lifecycle::abort(peer, ErrorType::ServerError, error);
    }
}

/// There is no id to be had.
pub fn id_failed(peer: Peer, reason: Value) {
    host::log_value(Level::Error, "Error retrieving ID", reason);
    if is_settled(peer) {
        return;
    }
    let options = peer.options();
    let mut text = Value::from("Could not get an ID from the server.");
    if options.field(name::PATH).is_text(name::SLASH) && !is_cloud(options) {
        text = text.join(" If you passed in a `path` to your self-hosted PeerServer, you'll also need to pass in that same path when creating a new Peer.");
    }
    text = tried(peer, text, "/id", reason);
    lifecycle::abort(peer, ErrorType::ServerError, error(text, reason))
}

/// Whether an answer comes too late: the application has ended the Peer, or has
/// reconnected it and another answer was first.
fn is_settled(peer: Peer) -> bool {
    peer.is_disconnected() || !peer.id().is_nullish()
}

/// Asks who is there; the answer goes to `callback`.
pub fn list_peers(peer: Peer, callback: Value) {
    let response = request(peer, "/peers");
    host::settle(response, op::PEER_LIST_RESPONSE, peer, callback, UNDEFINED)
}

/// The server has answered.
pub fn list_response(peer: Peer, response: Value, callback: Value) {
    let status = response.field(name::STATUS).number();
    if status == 200.0 {
        let list = response.call0(name::JSON_METHOD);
        return host::settle(list, op::PEER_LIST_VALUE, peer, callback, UNDEFINED);
    }
    if status != 401.0 {
        return list_failed(peer, status_error(response));
    }
    let help = if is_cloud(peer.options()) {
        "It looks like you're using the cloud server. You can email team@peerjs.com to enable peer listing for your API key."
    } else {
        "You need to enable `allow_discovery` on your self-hosted PeerServer to use this feature."
    };
    let text = Value::from("It doesn't look like you have permission to list peers IDs. ");
    list_failed(peer, error(text.join(help), UNDEFINED))
}

/// The list is there. What the callback throws ends the Peer, as with PeerJS.
pub fn list_value(peer: Peer, list: Value, callback: Value) {
    callback.call2(name::CALL, UNDEFINED, list);
    if let Some(error) = value::thrown() {
        lifecycle::abort(peer, ErrorType::ServerError, error);
    }
}

/// There is no list to be had.
pub fn list_failed(peer: Peer, reason: Value) {
    host::log_value(Level::Error, "Error retrieving list peers", reason);
    let text = "Could not get list peers from the server.";
    let text = tried(peer, text.into(), "/peers", reason);
    lifecycle::abort(peer, ErrorType::ServerError, error(text, reason))
}

/// Starts a request. Returns a promise: whatever fails, fails when the
/// application has had time to listen.
fn request(peer: Peer, method: &str) -> Value {
    send_request(peer, method)
        .outcome()
        .unwrap_or_else(|reason| HOST.call1(name::REJECT, reason))
}

fn send_request(peer: Peer, method: &str) -> Value {
    let url = address(peer, method)
        // No cache may answer.
        .join("?ts=")
        .join(GLOBAL.get(name::DATE).call0(name::NOW))
        .join(GLOBAL.get(name::MATH).call0(name::RANDOM))
        .join("&version=")
        .join(VERSION);
    let policy = peer.options().field(name::REFERRER_POLICY);
    let init = Value::object().with(name::REFERRER_POLICY, policy);
    GLOBAL.call2(name::FETCH, url, init)
}

/// The server's address for a method.
fn address(peer: Peer, method: &str) -> Value {
    let options = peer.options();
    let option = |name: Name| options.field(name);
    let scheme = if option(name::SECURE).is_truthy() {
        "https://"
    } else {
        "http://"
    };
    Value::from(scheme)
        .join(option(name::HOST))
        .join(":")
        .join(option(name::PORT))
        .join(option(name::PATH))
        .join(escape(option(name::KEY)))
        .join(method)
}

/// A message, with the address that was asked and what came of it.
fn tried(peer: Peer, text: Value, method: &str, reason: Value) -> Value {
    text.join(" (")
        .join(address(peer, method))
        .join(": ")
        .join(reason.field(name::MESSAGE))
        .join(")")
}

fn status_error(response: Value) -> Value {
    let text = Value::from("Error. Status:").join(response.field(name::STATUS));
    error(text, UNDEFINED)
}
