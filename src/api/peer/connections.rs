//! The connections of a Peer.

use crate::core::{error::ErrorType, signal};
use crate::web::{
    class::{Connection, Peer},
    host::{self, Level},
    name::{self, Name},
    value::{NULL, UNDEFINED},
    Value,
};

const HINT: &str = "You cannot connect to a new Peer because you called .disconnect() on this Peer and ended your connection with the server. You can create a new Peer to reconnect";

/// Connects to a remote peer. Returns the connection, or undefined where the
/// Peer is disconnected.
pub fn connect(peer: Peer, remote: Value, options: Value) -> Value {
    if peer.is_disconnected() {
        let more = ", or call reconnect on this peer if you believe its ID to still be available.";
        return refuse(peer, more);
    }
    let serialization = options.get(name::SERIALIZATION);
    let Some(class) = serializer(peer, serialization) else {
        let text = Value::from("Unknown serialization: ").join(serialization);
        host::throw(name::TYPE_ERROR, text);
        return UNDEFINED;
    };
    let connection = class.construct(remote, peer.into(), options);
    add(peer, remote, Connection(connection));
    connection
}

/// Calls a remote peer. Returns the call, or undefined where the Peer is
/// disconnected or there is no stream.
pub fn call(peer: Peer, remote: Value, options: Value) -> Value {
    if peer.is_disconnected() {
        return refuse(peer, ".");
    }
    if !options.field(name::STREAM_).is_truthy() {
        let text = "To call a peer, you must provide a stream from your browser's `getUserMedia`.";
        host::log(Level::Error, text);
        return UNDEFINED;
    }
    let connection = peer.call2(name::CREATE_CALL, remote, options);
    add(peer, remote, Connection(connection));
    connection
}

fn refuse(peer: Peer, more: &str) -> Value {
    host::log(Level::Warning, Value::from(HINT).join(more));
    let text = "Cannot connect to new Peer after disconnecting from server.";
    host::emit_error(peer, ErrorType::Disconnected, text);
    UNDEFINED
}

/// The class for a serialization. `none`, which the documentation promises, is
/// `raw`.
pub fn serializer(peer: Peer, serialization: Value) -> Option<Value> {
    let serializers = peer.field(name::SERIALIZERS_);
    let mut key = serialization;
    if key.is_text(name::NONE) && !serializers.has(key) {
        key = name::RAW.into();
    }
    serializers.has(key).then(|| serializers.item(key))
}

/// The options of a connection that was offered, with some fields of the offer.
pub fn offered(payload: Value, fields: &[Name]) -> Value {
    let options = Value::object();
    options.put(name::CONNECTION_ID, payload.field(name::CONNECTION_ID));
    options.put(name::PAYLOAD_, payload);
    for field in fields {
        options.put(*field, payload.field(*field));
    }
    options
}

/// Registers a connection.
pub fn add(peer: Peer, remote: Value, connection: Connection) {
    append(peer.connections(), remote, connection.into())
}

/// Appends to the Array under a key of a Map.
fn append(map: Value, key: Value, item: Value) {
    let list = match map.call1(name::GET, key).some() {
        Some(list) => list,
        None => {
            let list = Value::list();
            map.call2(name::SET, key, list);
            list
        }
    };
    list.call1(name::PUSH, item);
}

/// Takes a connection off the list, and forgets what came for it.
pub fn remove(peer: Peer, connection: Connection) {
    let list = peer.connections().call1(name::GET, connection.peer());
    if !list.is_nullish() {
        let index = list.call1(name::INDEX_OF, Value::from(connection));
        if index.number() >= 0.0 {
            list.call2(name::SPLICE, index, 1);
        }
    }
    let id = connection.id();
    peer.lost_messages().call1(name::DELETE, id);
}

/// The connections to a remote peer. A copy of the list, since closing takes a
/// connection off it.
pub fn all(peer: Peer, remote: Value) -> Value {
    let list = peer.connections().call1(name::GET, remote);
    list.some().map_or(list, |list| list.call0(name::SLICE))
}

/// The server has nobody of this id: told by the Peer and by the connections
/// whose offers are lost with that, which are then freed. A connection that the
/// Peer's listeners make has nothing to do with it.
pub fn unavailable(peer: Peer, remote: Value) {
    let text = Value::from("Could not connect to peer ").join(remote);
    let list = all(peer, remote);
    host::emit_error(peer, ErrorType::PeerUnavailable, text);
    for i in 0..list.len() {
        let connection = Connection(list.item(i));
        if connection.awaits_answer() {
            host::emit_error(connection, ErrorType::PeerUnavailable, text);
            connection.close();
        }
    }
}

/// The connection to a remote peer that has this id, or null.
pub fn find(peer: Peer, remote: Value, id: Value) -> Value {
    let list = peer.connections().call1(name::GET, remote);
    for i in 0..list.len() {
        let connection = Connection(list.item(i));
        if connection.id().is(id) {
            return connection.into();
        }
    }
    NULL
}

/// Keeps a message for a connection that is not there yet, within limits.
pub fn keep_message(peer: Peer, id: Value, message: Value) {
    let lost = peer.lost_messages();
    let connections = lost.field(name::SIZE).number() as u32;
    let messages = lost.call1(name::GET, id).len();
    if signal::may_keep(connections, messages) {
        append(lost, id, message)
    } else {
        host::log(Level::Warning, "Too many messages for unknown connections.")
    }
}

/// Takes the messages that were kept for a connection.
pub fn take_messages(peer: Peer, id: Value) -> Value {
    let lost = peer.lost_messages();
    let messages = lost.call1(name::GET, id);
    lost.call1(name::DELETE, id);
    messages.some().unwrap_or_else(Value::list)
}
