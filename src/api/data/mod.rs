//! Data connections: `js/connection.js` and `js/serializers.js`.
//!
//! ```text
//!              channel opens          close(), channel closes, ICE fails
//! negotiating ──────────────▶ open ───────────────────────────────────▶ closed
//!      └──────────────── close(), without an event ─────────────────────▶
//! ```

use super::{connection, op};
use crate::core::error::ErrorType;
use crate::web::{
    class::Connection,
    host, name,
    value::{NULL, UNDEFINED},
    Value,
};

pub mod incoming;
pub mod outgoing;

/// Runs an operation on any data connection.
pub fn run(op: u32, connection: Connection, a: Value) -> Value {
    match op {
        op::DATA_SEND => return may_send(connection).into(),
        op::DATA_START => match connection.options().get(name::PAYLOAD_).some() {
            Some(payload) => connection::accept(connection, payload, UNDEFINED),
            None => connection::originate(connection, UNDEFINED),
        },
        op::DATA_ATTACH => connection::attach(connection, a, op::DATA_OPENED),
        op::DATA_MESSAGE => connection::handle_message(connection, a),
        op::DATA_CLOSE => close(connection, a),
        op::DATA_OPENED => {
            connection.put(name::OPEN_, true);
            host::emit_bare(connection, name::OPEN)
        }
        _ => connection.close(),
    }
    UNDEFINED
}

/// Runs an operation on a data connection that queues.
pub fn run_buffered(op: u32, connection: Connection, a: Value, b: Value) -> Value {
    match op {
        op::BINARY_SEND => return outgoing::send_binary(connection, a, b.is_truthy()),
        op::BUFFERED_ATTACH => outgoing::attach(connection, a),
        op::BUFFERED_SEND => outgoing::send(connection, a),
        op::RAW_CLOSE if is_flush(a) => outgoing::close_after_all(connection),
        op::BUFFERED_CLOSE | op::RAW_CLOSE => close_buffered(connection, a),
        op::JSON_SEND => outgoing::send_json(connection, a),
        op::BINARY_RECEIVE => incoming::binary(connection, a),
        op::JSON_RECEIVE => incoming::json(connection, a),
        op::PUMP => outgoing::pump(connection),
        op::LOADED => outgoing::loaded(connection, b),
        _ => outgoing::load_failed(connection, a, b),
    }
    UNDEFINED
}

/// Whether the connection takes data; tells the application if not.
fn may_send(connection: Connection) -> bool {
    let open = connection.is_open();
    if !open {
        let text = "Connection is not open. You should listen for the `open` event before sending messages.";
        host::emit_error(connection, ErrorType::NotOpenYet, text);
    }
    open
}

fn is_flush(options: Value) -> bool {
    options.field(name::FLUSH).is_truthy()
}

/// Asks the other end to close when all that was sent before has arrived.
fn flush(connection: Connection) {
    let request = Value::object().with(name::TYPE, name::CLOSE);
    let request = Value::object().with(name::PEER_DATA, request);
    connection.call1(name::SEND, request);
}

fn close(connection: Connection, options: Value) {
    if is_flush(options) {
        return flush(connection);
    }
    connection::clean_up(connection);
    connection.put(name::DATA_CHANNEL, NULL);
    connection::closed(connection)
}

fn close_buffered(connection: Connection, options: Value) {
    if is_flush(options) {
        return flush(connection);
    }
    outgoing::give_up(connection);
    connection.put(name::CHUNKED_DATA, Value::object());
    close(connection, UNDEFINED)
}
