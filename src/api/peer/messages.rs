//! What the server sends to a Peer.

use super::{connections, lifecycle};
use crate::api::data;
use crate::core::signal::Kind;
use crate::web::{
    class::{Connection, Peer},
    error::ErrorType,
    host::{self, Level},
    name, Value,
};

/// Handles one message, whatever it may be.
pub fn handle(peer: Peer, message: Value) {
    // Longer than any type that means anything.
    let mut room = [0; 16];
    let (kind, length) = message.field(name::TYPE).ascii(&mut room);
    let kind = if length == kind.len() {
        Kind::of(kind)
    } else {
        Kind::Other
    };
    let payload = message.field(name::PAYLOAD);
    let source = message.field(name::SRC);
    // Whom the server serves it has taken in, also where it does not greet.
    let is_served = matches!(kind, Kind::Offer | Kind::Other) && payload.is_truthy();
    if is_served && !peer.flag(name::GREETED_) {
        lifecycle::stop_waiting(peer)
    }
    match kind {
        // It has greeted late, and was taken to have greeted by then.
        Kind::Open if peer.is_open() && peer.flag(name::ASSUMED_) => {
            peer.put(name::ASSUMED_, false);
        }
        Kind::Open => {
            peer.put(name::LAST_SERVER_ID, peer.id());
            peer.put(name::OPEN_, true);
            peer.put(name::GREETED_, true);
            lifecycle::stop_waiting(peer);
            host::emit(peer, name::OPEN, peer.id())
        }
        // Of another server than PeerServer: nothing that ends a Peer, as with PeerJS.
        Kind::Error if payload.is_nullish() => {
            host::log(Level::Warning, "The server reports an error.")
        }
        Kind::Error => {
            let text = payload.field(name::MSG).some();
            let text = text.unwrap_or_else(|| "The server reports an error.".into());
            lifecycle::abort(peer, ErrorType::ServerError, text)
        }
        Kind::IdTaken => {
            let text = quote("ID \"", peer.id()).join("\" is taken");
            lifecycle::abort(peer, ErrorType::UnavailableId, text)
        }
        Kind::InvalidKey => {
            let key = peer.options().field(name::KEY);
            let text = quote("API KEY \"", key).join("\" is invalid");
            lifecycle::abort(peer, ErrorType::InvalidKey, text)
        }
        Kind::Leave => {
            host::log_value(Level::All, "Received leave message from", source);
            lifecycle::close_all(peer, source, |connection| {
                data::lost(connection);
                host::contain()
            })
        }
        Kind::Expire => connections::unavailable(peer, source),
        Kind::Offer => offer(peer, source, payload),
        Kind::Other => other(peer, message, source, payload),
    }
}

/// A text with a value behind it.
fn quote(before: &str, value: Value) -> Value {
    Value::from(before).join(value)
}

/// A peer wants to connect.
fn offer(peer: Peer, source: Value, payload: Value) {
    let id = payload.field(name::CONNECTION_ID);
    if let Some(existing) = peer.get_connection(source, id) {
        existing.close();
        let text = quote("Offer received for existing Connection ID:", id);
        host::log(Level::Warning, text);
    }
    let may_pend = connections::may_pend(peer);
    // By a listener of one that was closed for it.
    if peer.is_destroyed() {
        return;
    }
    if !may_pend {
        let text = quote("Too many pending offers. Refused: ", source);
        return host::log(Level::Warning, text);
    }
    let kind = payload.field(name::TYPE);
    let (connection, event) = if kind.is_text(name::MEDIA) {
        let options = connections::offered(payload, &[name::METADATA]);
        let made = peer.call2(name::CREATE_CALL, source, options);
        (made, name::CALL)
    } else if kind.is_text(name::DATA) {
        let serialization = payload.field(name::SERIALIZATION);
        let class = peer.call1(name::SERIALIZER_, serialization).outcome();
        let Some(class) = class.ok().and_then(Value::some) else {
            let text = quote(
                "Received an offer with unknown serialization:",
                serialization,
            );
            return host::log(Level::Warning, text);
        };
        let fields = [
            name::METADATA,
            name::LABEL,
            name::SERIALIZATION,
            name::RELIABLE,
        ];
        let options = connections::offered(payload, &fields);
        (
            class.construct(source, peer.into(), options),
            name::CONNECTION,
        )
    } else {
        let text = quote("Received malformed connection type:", kind);
        return host::log(Level::Warning, text);
    };
    let connection = match connection.outcome() {
        Ok(connection) => Connection(connection),
        // The browser refuses the configuration, or a class of the application's
        // has thrown.
        Err(error) => return host::emit_error(peer, ErrorType::WebRtc, error),
    };
    connections::pend(peer, connection);
    connections::add(peer, source, connection);
    host::emit(peer, event, connection.into());
    if connection.peer_connection().is_none() && connection.provider().is_some() {
        // A call takes them when it is answered.
        return;
    }
    let kept = peer.take_messages(id);
    for i in 0..kept.len() {
        connection.call1(name::HANDLE_MESSAGE, kept.item(i));
    }
}

/// A message for a connection, which may not be there yet.
fn other(peer: Peer, message: Value, source: Value, payload: Value) {
    if !payload.is_truthy() {
        let text = quote("You received a malformed message from ", source);
        let text = text.join(" of type ").join(message.field(name::TYPE));
        return host::log(Level::Warning, text);
    }
    let id = payload.field(name::CONNECTION_ID);
    let known = peer.get_connection(source, id);
    match known {
        Some(connection) if connection.peer_connection().is_some() => {
            connection.call1(name::HANDLE_MESSAGE, message);
        }
        _ if id.is_truthy() => connections::keep_message(peer, known.is_some(), id, message),
        _ => {
            let text = "You received an unrecognized message:";
            host::log_value(Level::Warning, text, message)
        }
    }
}
