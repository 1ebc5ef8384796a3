//! The connections of a Peer.

use crate::api::connection;
use crate::core::signal;
use crate::web::{
    class::{Connection, Peer},
    error::ErrorType,
    host::{self, Level},
    name::{self, Name},
    value::{GLOBAL, HOST},
    Value,
};

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

/// Registers a connection that the application has made. While the module was still
/// to come, the Peer may have been destroyed, or the connection have failed to start.
pub fn add_own(peer: Peer, remote: Value, connection: Connection) {
    match peer.is_destroyed() || connection.provider().is_none() {
        true => connection.close(),
        false => add(peer, remote, connection),
    }
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
        // An empty list stays, as with PeerJS; but not of everybody who ever came.
        let map = peer.connections();
        if list.len() == 0 && map.count(name::SIZE) > f64::from(signal::REMOTE_IDS) {
            map.call1(name::DELETE, connection.peer());
        }
    }
    let id = connection.id();
    peer.lost_messages().call1(name::DELETE, id);
    settle(peer, connection)
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
    host::contain();
    for i in 0..list.len() {
        let connection = Connection(list.item(i));
        if connection.awaits_answer() {
            host::emit_error(connection, ErrorType::PeerUnavailable, text);
            host::contain();
            connection.close();
            host::contain();
        }
    }
}

/// Whether one more offer may wait for its connection to open, within limits.
/// Those that have waited too long make room.
pub fn may_pend(peer: Peer) -> bool {
    let limit = peer.limit(name::MAX_PENDING_OFFERS, signal::PENDING_OFFERS);
    let pending = peer.pending();
    if pending.count(name::SIZE) >= limit {
        let list = HOST.call1(name::KEYS_OF, pending);
        let now = host::now();
        for i in 0..list.len() {
            let connection = Connection(list.item(i));
            let waited = now - pending.call1(name::GET, Value::from(connection)).number();
            // One of a class of the application's own may have opened without a word.
            let is_open = connection.is_open();
            if is_open || waited > signal::PENDING_TIME {
                settle(peer, connection);
                if !is_open {
                    connection::fail(connection);
                    host::contain()
                }
            }
        }
    }
    pending.count(name::SIZE) < limit
}

/// An offer has come, and with it a connection that has yet to open.
pub fn pend(peer: Peer, connection: Connection) {
    let now = HOST.call0(name::NOW);
    peer.pending()
        .call2(name::SET, Value::from(connection), now);
}

/// A connection is open, or over.
pub fn settle(peer: Peer, connection: Connection) {
    let pending = peer.pending();
    if !pending.is_nullish() {
        pending.call1(name::DELETE, Value::from(connection));
    }
}

/// Keeps a message for a connection that is not there yet, or not yet answered,
/// within limits.
pub fn keep_message(peer: Peer, is_known: bool, id: Value, message: Value) {
    let lost = peer.lost_messages();
    let connections = lost.count(name::SIZE) as u32;
    let messages = lost.call1(name::GET, id).len();
    let text = GLOBAL.get(name::JSON).call1(name::STRINGIFY, message);
    // It has none if it nests too deep.
    let length = text.outcome().map_or(u32::MAX, Value::len);
    if signal::may_keep(is_known, connections, messages, length) {
        append(lost, id, message)
    } else {
        host::log(Level::Warning, "Too many early messages.")
    }
}

/// Takes the messages that were kept for a connection.
pub fn take_messages(peer: Peer, id: Value) -> Value {
    let lost = peer.lost_messages();
    let messages = lost.call1(name::GET, id);
    lost.call1(name::DELETE, id);
    messages.some().unwrap_or_else(Value::list)
}
