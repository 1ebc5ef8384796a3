//! Data connections: `js/connection.js` and `js/serializers.js`.
//!
//! ```text
//!              channel opens          close(), channel closes, ICE fails
//! negotiating ──────────────▶ open ───────────────────────────────────▶ closed
//!      └──────────────── close(), without an event ─────────────────────▶
//! ```
//!
//! | module | what it does |
//! |---|---|
//! | [`outgoing`] | takes what is to be sent |
//! | [`pump`] | hands it to the channel |
//! | [`room`] | tells how far that is: `drain`, `progress`, `ready`, `sendAsync` |
//! | [`incoming`] | takes what the channel brings |
//! | [`assembly`] | puts chunks together |

use super::{connection, op, peer::connections};
use crate::core::flow;
use crate::web::{
    class::Connection,
    error::ErrorType,
    host, name,
    value::{HOST, NULL, UNDEFINED},
    Value,
};

pub mod assembly;
pub mod incoming;
pub mod outgoing;
pub mod pump;
pub mod room;

/// Runs an operation on any data connection.
#[inline(never)]
pub fn run(op: u32, connection: Connection, a: Value) -> Value {
    match op {
        op::DATA_REFUSE => refuse_send(connection),
        op::DATA_START => match connection.options().get(name::PAYLOAD_).some() {
            Some(payload) => connection::accept(connection, payload, UNDEFINED),
            None => connection::originate(connection, UNDEFINED),
        },
        op::DATA_ATTACH => connection::attach(connection, a, op::DATA_OPENED),
        op::DATA_MESSAGE => connection::handle_message(connection, a),
        op::DATA_CLOSE => close(connection, a),
        op::DATA_OPENED => {
            connection.put(name::OPEN_, true);
            connection.put(name::OPENED_, HOST.call0(name::NOW));
            if let Some(provider) = connection.provider() {
                connections::settle(provider, connection)
            }
            room::let_on(connection);
            connection::opened(connection, name::OPEN)
        }
        _ => lost(connection),
    }
    UNDEFINED
}

/// Runs an operation on a data connection that queues.
#[inline(never)]
pub fn run_buffered(op: u32, connection: Connection, a: Value, b: Value) -> Value {
    match op {
        op::BINARY_SEND => return outgoing::send_binary(connection, a, b),
        op::BUFFERED_SEND => outgoing::send(connection, a),
        op::BUFFERED_CLOSE => {
            // A message that asks may be lost; the channel's own close is not.
            let by_pump = connection.is_framed() || connection.is_lossy();
            close_buffered(connection, a, by_pump)
        }
        op::RAW_CLOSE => close_buffered(connection, a, true),
        op::JSON_SEND => outgoing::send_json(connection, a, b),
        op::RECEIVE => incoming::receive(connection, a),
        op::SEND_ASYNC => room::send_async(connection, a, b),
        op::ABORT => room::abort(connection, a),
        op::READY => room::ready(connection, a),
        op::DELIVER => incoming::deliver_next(connection, a, b),
        op::PUMP | op::LOADED => pump::pump(connection),
        op::PUMP_OUT => pump::pump_out(connection),
        _ => pump::load_failed(connection, a, b),
    }
    UNDEFINED
}

/// The connection takes no data: tells the application why.
pub fn refuse_send(connection: Connection) {
    let text = if connection.is_open() {
        "Connection is closing: nothing can be sent."
    } else {
        "Connection is not open. You should listen for the `open` event before sending messages."
    };
    outgoing::refuse(connection, ErrorType::NotOpenYet, text)
}

fn is_flush(options: Value) -> bool {
    options.flag(name::FLUSH)
}

/// Asks the other end to close when all that was sent before has arrived.
fn ask_to_close(connection: Connection) {
    if connection.is_closing() {
        return;
    }
    let request = Value::object().with(name::TYPE, name::CLOSE);
    let request = Value::object().with(name::PEER_DATA, request);
    let is_open = connection.is_open();
    connection.call1(name::SEND, request);
    connection.put(name::CLOSING_, is_open);
}

fn close(connection: Connection, options: Value) {
    if is_flush(options) {
        return ask_to_close(connection);
    }
    connection::clean_up(connection);
    connection.put(name::DATA_CHANNEL, NULL);
    connection::closed(connection)
}

/// `by_pump`: the pump closes, in its turn, instead of a message that asks the
/// other end to.
fn close_buffered(connection: Connection, options: Value, by_pump: bool) {
    if !is_flush(options) {
        // What waits for the turn's end, or for the channel to be sure to take it, goes out
        // as with PeerJS, whose messages wait for neither.
        let is_early = connection.flag(name::EARLY_);
        if is_early || outgoing::is_turn(connection) {
            connection.put(name::EARLY_, false);
            pump::pump_out(connection);
            host::contain();
        }
        room::give_up(connection);
        connection.put(name::CHUNKED_DATA, Value::object());
        return close(connection, UNDEFINED);
    }
    if !by_pump {
        return ask_to_close(connection);
    }
    if connection.is_closing() {
        return;
    }
    if !connection.is_open() {
        return refuse_send(connection);
    }
    connection.put(name::CLOSING_, true);
    // A place in the queue like any other, which the pump knows.
    outgoing::enqueue(connection, NULL)
}

/// The other end asks to close, all that it has sent having come. What this end has
/// promised to deliver before it closes goes out first, and may be in the channel still:
/// then the channel closes, which has delivered it by then.
pub fn asked_to_close(connection: Connection) {
    if !connection.is_closing() {
        return lost(connection);
    }
    let buffer = connection.buffer();
    let len = buffer.len();
    if len == 0 || !buffer.item(len.saturating_sub(1)).is_nullish() {
        buffer.call1(name::PUSH, NULL);
    }
    pump::pump(connection)
}

/// The channel is closed, or the other end has left, and not by this end's doing: tells
/// if that has cut a transfer. Of what is smaller `close` alone tells, as with PeerJS:
/// whoever sends all the time has something on its way whenever the other end leaves,
/// and applications take an error for a failure.
pub fn lost(connection: Connection) {
    if connection::has_failed(connection) {
        return connection::fail(connection);
    }
    room::update(connection);
    host::contain();
    let unsent = connection.count(name::QUEUED_) > flow::DIRECT_MAX;
    let chunks = connection.field(name::CHUNKED_DATA);
    let incomplete = !chunks.is_nullish() && assembly::held(chunks) > flow::DIRECT_MAX;
    if connection.is_open() && (unsent || incomplete) {
        let text = if unsent {
            "The connection was closed before all was sent."
        } else {
            "The connection was closed in the middle of a message."
        };
        host::emit_error(connection, ErrorType::ConnectionClosed, text);
        host::contain();
    }
    connection.close()
}
