//! What a data connection takes to be sent.
//!
//! One queue, in order: messages that are ready, and transfers, which are made
//! into messages when the channel has room for them. So nothing overtakes what
//! was sent before it, be it large or a Blob that has yet to be read.
//!
//! Toward one of ours the first small message of a turn goes out at once, and those
//! behind it wait for the turn's end, so that they share a message of the channel.

use super::pump;
use crate::api::op;
use crate::core::{chunk, error::ErrorType, frame};
use crate::web::{
    class::{Connection, Transfer},
    host, name,
    value::{HOST, UNDEFINED},
    Value,
};

const UNCHUNKED_MAX: f64 = chunk::UNCHUNKED_MAX as f64;

/// Sends a message that is ready, or a transfer; null closes in its turn.
pub fn send(connection: Connection, item: Value) {
    let buffer = connection.buffer();
    let size = size_of(item);
    buffer.call1(name::PUSH, item);
    let accepted = connection.count(name::ACCEPTED_) + size;
    let queued = connection.count(name::QUEUED_) + size;
    connection.put(name::ACCEPTED_, accepted);
    connection.put(name::QUEUED_, queued);
    if let Some(ticket) = connection.field(name::TICKET_).some() {
        // Once: a listener may send something else before this call is over.
        connection.put(name::TICKET_, UNDEFINED);
        ticket.put(name::START, accepted - size);
        ticket.put(name::END, accepted);
        connection.field(name::TICKETS_).call1(name::PUSH, ticket);
    }
    let may_wait = size <= frame::BATCHED_MAX
        && queued < frame::BATCH_MAX
        && pump::is_batching(connection)
        && pump::bytes_of(item).is_some();
    let is_first = !is_turn(connection);
    if may_wait && !is_first {
        return;
    }
    if buffer.len() == 1 || (!is_first && queued - size < frame::BATCH_MAX) {
        pump::pump(connection)
    } else {
        connection.put(name::BUFFER_SIZE_, buffer.len());
    }
    if may_wait {
        connection.put(name::TURN_, true);
        HOST.call2(name::AFTERWARDS, op::PUMP, Value::from(connection));
    }
}

/// Whether a small message has gone out in this turn, and the next ones wait for
/// its end.
fn is_turn(connection: Connection) -> bool {
    connection.field(name::TURN_).is_truthy()
}

/// The bytes that an item of the queue has yet to send.
pub fn size_of(item: Value) -> f64 {
    match Transfer::of(item) {
        Some(transfer) => transfer.length() - transfer.sent(),
        None => size_of_bytes(HOST.call1(name::SIZE_OF, item).number()),
    }
}

/// The bytes that a message of this length counts as: at least one, so that no
/// two have the same position.
pub fn size_of_bytes(length: f64) -> f64 {
    // NaN for what is no message.
    length.max(1.0)
}

/// Tells why something is not sent: by the promise of `sendAsync`, or an event.
pub fn refuse(connection: Connection, kind: ErrorType, text: &str) {
    match connection.field(name::TICKET_).some() {
        Some(ticket) => {
            let error = host::peer_error(kind, text);
            ticket.call1(name::REJECT, error);
        }
        None => host::emit_error(connection, kind, text),
    }
}

/// Packs a value and sends it. Returns a promise if there are Blobs in it.
pub fn send_binary(connection: Connection, value: Value, chunked: bool) -> Value {
    let parts = HOST.call1(name::ENCODE_PARTS, value);
    if parts.len() == 1 {
        let message = parts.item(0);
        let length = message.field(name::BYTE_LENGTH).number();
        // NaN for a Blob.
        if length <= UNCHUNKED_MAX || chunked {
            // It is in wasm memory, where it does not last.
            let is_next = connection.buffer().len() == 0
                && pump::has_room(connection)
                && !(length <= frame::BATCHED_MAX && is_turn(connection));
            let message = if is_next {
                message
            } else {
                message.call0(name::SLICE)
            };
            send(connection, message);
            return UNDEFINED;
        }
    }
    send_transfer(connection, parts)
}

/// Sends a value as JSON.
pub fn send_json(connection: Connection, value: Value) {
    let text = connection.call1(name::STRINGIFY, value);
    let bytes = HOST.call1(name::ENCODE_TEXT, text);
    if bytes.len() < chunk::UNCHUNKED_MAX {
        connection.call1(name::BUFFERED_SEND, bytes);
    } else if connection.is_framed() {
        let parts = Value::list();
        parts.call1(name::PUSH, bytes);
        send_transfer(connection, parts);
    } else {
        let text = "Message too big for JSON channel";
        refuse(connection, ErrorType::MessageTooBig, text)
    }
}

/// Sends what may have to be read, or chunked. Returns a promise if there are
/// Blobs in it.
fn send_transfer(connection: Connection, parts: Value) -> Value {
    let item = HOST.call1(name::TRANSFER, parts);
    let transfer = Transfer(item);
    if connection.is_lossy() {
        if transfer.length() > connection.max_message_size() {
            let text = "The message does not fit into one message of the channel, and on a lossy connection nothing is chunked.";
            refuse(connection, ErrorType::MessageTooBig, text);
            transfer.finish();
            return UNDEFINED;
        }
    } else if transfer.length() > UNCHUNKED_MAX {
        let count = connection.count(name::TRANSFERS_) as u32;
        let id = count.wrapping_add(1).max(1);
        connection.put(name::TRANSFERS_, id);
        item.put(name::ID, id);
        let max = connection.max_message_size();
        item.put(name::SIZE, chunk::payload_size(max));
    }
    let finished = item.field(name::FINISHED);
    send(connection, item);
    finished
}
