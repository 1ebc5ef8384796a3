//! The Peer: `js/peer.js`.

use super::op;
use crate::web::{class::Connection, class::Peer, value::UNDEFINED, Value};

pub mod connections;
pub mod lifecycle;
pub mod messages;
pub mod server;
pub mod start;

/// Runs an operation on a Peer.
pub fn run(op: u32, peer: Peer, a: Value, b: Value) -> Value {
    match op {
        op::PEER_TAKE_MESSAGES => return connections::take_messages(peer, a),
        op::PEER_START => start::start(peer, a),
        op::PEER_MESSAGE => messages::handle(peer, a),
        op::PEER_SOCKET_ERROR => lifecycle::socket_error(peer, a),
        op::PEER_SOCKET_LOST => lifecycle::server_lost(peer, "Lost connection to server."),
        op::PEER_TIMEOUT => lifecycle::server_lost(peer, "The server does not answer."),
        op::PEER_SOCKET_CLOSED => lifecycle::socket_closed(peer),
        op::PEER_DISCONNECT => lifecycle::disconnect(peer),
        op::PEER_RECONNECT => lifecycle::reconnect(peer),
        op::PEER_DESTROY => lifecycle::destroy(peer),
        op::PEER_ABORT => lifecycle::abort_as(peer, a, b),
        op::PEER_ADD => connections::add_own(peer, a, Connection(b)),
        op::PEER_REMOVE_CONNECTION => connections::remove(peer, Connection(a)),
        op::PEER_LIST => server::list_peers(peer, a),
        op::PEER_LIST_RESPONSE => server::list_response(peer, a, b),
        op::PEER_LIST_VALUE => server::list_value(peer, a, b),
        op::PEER_ID_RESPONSE => server::id_response(peer, a),
        op::PEER_ID_TEXT => server::id_text(peer, a),
        _ if op == op::PEER_ID_RESPONSE + 1 || op == op::PEER_ID_TEXT + 1 => {
            server::id_failed(peer, a)
        }
        _ => server::list_failed(peer, a),
    }
    UNDEFINED
}
