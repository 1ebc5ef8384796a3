//! How a Peer begins.

use super::{lifecycle, server};
use crate::api::op;
use crate::core::{error::ErrorType, id};
use crate::web::{
    class::Peer,
    env, host,
    name::{self, Name},
    value::{self, HOST},
    Value,
};

/// Longest id that an application may choose, in bytes: what fits into an
/// address with room to spare.
const ID_MAX: usize = 1024;

/// Completes the options, and goes for the server: with the id that the
/// application gave, or for one.
pub fn start(peer: Peer, user_id: Value) {
    if peer.is_destroyed() {
        // It was told that there will be no module, and now there is one.
        return;
    }
    complete_options(peer);
    let socket = peer.call0(name::CREATE_SERVER_CONNECTION);
    peer.put(name::SOCKET_, socket);

    if !env::has_webrtc() {
        let text = "The current browser does not support WebRTC";
        return delayed_abort(peer, ErrorType::BrowserIncompatible, text);
    }
    lifecycle::wait(peer);
    if !user_id.is_truthy() {
        return server::fetch_id(peer);
    }
    if !is_valid(user_id) {
        let text = Value::from("ID \"").join(user_id).join("\" is invalid");
        return delayed_abort(peer, ErrorType::InvalidId, text);
    }
    // Fails for an address that is none.
    lifecycle::initialize(peer, user_id);
    if let Some(error) = value::thrown() {
        delayed_abort(peer, ErrorType::ServerError, error);
    }
}

/// Whether an application may choose this id.
pub fn is_valid(id: Value) -> bool {
    let mut room = [0; ID_MAX];
    let (id, length) = id.ascii(&mut room);
    length <= ID_MAX && id::is_valid(id)
}

/// Whether the server is PeerServer's cloud, which is always reached through
/// TLS.
pub fn is_cloud(options: Value) -> bool {
    options.field(name::HOST).is_text(name::CLOUD_HOST)
}

/// Normalises what the application gave.
fn complete_options(peer: Peer) {
    let options = peer.options();
    let is = |name: Name, text: Name| options.field(name).is_text(text);
    if is(name::HOST, name::SLASH) {
        options.put(name::HOST, env::page_host());
    }
    let path = options.field(name::PATH);
    if path.is_truthy() {
        let slash = Value::from(name::SLASH);
        if !path.call1(name::STARTS_WITH, slash).is_truthy() {
            options.put(name::PATH, slash.join(path));
        }
        if !path.call1(name::ENDS_WITH, slash).is_truthy() {
            options.put(name::PATH, options.field(name::PATH).join(slash));
        }
    }
    if is_cloud(options) {
        options.put(name::SECURE, true);
    } else if options.field(name::SECURE).is_undefined() {
        options.put(name::SECURE, env::is_secure());
    }
    let print = options.get(name::LOG_FUNCTION);
    HOST.call2(name::SET_LOGGING, print, options.field(name::DEBUG));
}

/// Gives up when the application has had time to listen.
fn delayed_abort(peer: Peer, kind: ErrorType, error: impl Into<Value>) {
    let zero = Value::from(0);
    host::timeout(zero, op::PEER_ABORT, peer, kind.name().into(), error.into());
}
