//! The Peer: `js/peer.js`.

use super::op;
use crate::web::{class::Connection, class::Peer, value::UNDEFINED, Value};

pub mod connections;
pub mod lifecycle;
pub mod messages;

/// Runs an operation on a Peer.
#[inline(never)]
pub fn run(op: u32, peer: Peer, a: Value, b: Value) -> Value {
    match op {
        op::PEER_TAKE_MESSAGES => return connections::take_messages(peer, a),
        op::PEER_START => lifecycle::start(peer),
        op::PEER_MESSAGE => messages::handle(peer, a),
        op::PEER_SOCKET_ERROR => lifecycle::socket_error(peer, a),
        op::PEER_SOCKET_LOST => lifecycle::server_lost(peer, "Lost connection to server."),
        op::PEER_TIMEOUT => lifecycle::server_lost(peer, "The server does not answer."),
        op::PEER_SOCKET_CLOSED => lifecycle::socket_closed(peer),
        op::PEER_CLOSE_ALL => lifecycle::close_everything(peer),
        op::PEER_RECONNECT => lifecycle::reconnect(peer),
        op::PEER_ADD => connections::add_own(peer, a, Connection(b)),
        _ => connections::remove(peer, Connection(a)),
    }
    UNDEFINED
}
