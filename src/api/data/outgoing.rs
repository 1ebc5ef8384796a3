//! What a data connection takes to be sent.
//!
//! One queue, in order: messages that are ready, and transfers, which are made
//! into messages when the channel has room for them. So nothing overtakes what
//! was sent before it, be it large or a Blob that has yet to be read.
//!
//! Toward one of ours the first small messages of a turn go out at once, and those
//! behind them wait for the turn's end, so that they share a message of the channel.
//! Several, since a page may be busy for long after the few that it sends in a turn, or
//! end the channel itself; and since to be told of the end of a turn takes as long as half
//! of all else that a message takes: who answers each message that comes sends only a few
//! in between, and the next message tells.

use super::{incoming, pump};
use crate::core::{chunk, flow, frame};
use crate::web::{
    class::{Connection, Transfer},
    error::ErrorType,
    host, name,
    value::{HOST, UNDEFINED},
    Value,
};

const UNCHUNKED_MAX: f64 = chunk::UNCHUNKED_MAX as f64;
/// Small messages that go out by themselves before the end of a turn is seen.
const LONE_MAX: u32 = 8;

/// Sends a message that is ready. What would be something else in the queue goes as
/// text, as in `send` of the channel: null and undefined, and what looks like a transfer.
pub fn send(connection: Connection, message: Value) {
    let sendable = message
        .some()
        .filter(|message| Transfer::of(*message).is_none());
    let message = sendable.unwrap_or_else(|| Value::from("").join(message));
    if !send_at_once(connection, message, size_of_message(message)) {
        enqueue(connection, lasting(connection, message))
    }
}

/// A message that may wait: one whose bytes are the application's may be changed or gone
/// by then.
fn lasting(connection: Connection, message: Value) -> Value {
    // NaN for what is no binary.
    let has_bytes = message.count(name::BYTE_LENGTH) > 0.0;
    if !has_bytes || connection.is_framed() || incoming::is_json(connection) {
        return message;
    }
    let bytes = HOST.call1(name::BINARY, message).outcome();
    bytes.map_or(message, |bytes| HOST.call1(name::TRANSFER, bytes))
}

/// Hands a message to the channel past the queue, which most have no need of. Returns
/// whether that is done.
fn send_at_once(connection: Connection, message: Value, size: f64) -> bool {
    if is_turn(connection) || !pump::pass(connection, message, size) {
        return false;
    }
    if size <= frame::BATCHED_MAX && pump::is_batching(connection) {
        count_in_turn(connection);
    }
    true
}

/// Queues a message that is ready, or a transfer; null closes in its turn.
pub fn enqueue(connection: Connection, item: Value) {
    let buffer = connection.buffer();
    let size = size_of(item);
    buffer.call1(name::PUSH, item);
    let accepted = connection.add(name::ACCEPTED_, size);
    let queued = connection.add(name::QUEUED_, size);
    let ticket = connection.field(name::TICKET_).some();
    if let Some(ticket) = ticket {
        // Once: a listener may send something else before this call is over.
        connection.put(name::TICKET_, UNDEFINED);
        ticket.put_number(name::START, accepted - size);
        ticket.put_number(name::END, accepted);
        connection.field(name::TICKETS_).call1(name::PUSH, ticket);
    }
    let may_wait = queued < frame::BATCH_MAX && may_wait(connection, item, size);
    let is_first = !is_turn(connection);
    if may_wait && !is_first {
        return;
    }
    if buffer.len() == 1 || (!is_first && queued - size < frame::BATCH_MAX) {
        pump::pump_up_to(connection, flow::water(queued), true)
    } else {
        connection.put_number(name::BUFFER_SIZE_, f64::from(buffer.len()));
    }
    if ticket.is_some() {
        // What a listener throws is no failure of `sendAsync`.
        host::contain();
    }
    if may_wait {
        count_in_turn(connection);
    }
}

/// Whether a message may wait for others to share a message of the channel with.
fn may_wait(connection: Connection, message: Value, size: f64) -> bool {
    size <= frame::BATCHED_MAX && pump::is_batching(connection) && pump::bytes_of(message).is_some()
}

/// A small message has gone out by itself: behind as many as may, those that follow wait
/// for the turn's end.
fn count_in_turn(connection: Connection) {
    // Before it counts: should the engine's stack overflow in the middle, nothing waits
    // for an end that nobody sees.
    if connection.count(name::TURN_) as u32 == LONE_MAX - 1 {
        HOST.call1(name::TURN, connection);
    }
    connection.add(name::TURN_, 1.0);
}

/// Whether as many small messages have gone out by themselves as may, and the next ones
/// wait for the turn's end.
pub fn is_turn(connection: Connection) -> bool {
    connection.count(name::TURN_) as u32 >= LONE_MAX
}

/// The bytes that an item of the queue has yet to send.
pub fn size_of(item: Value) -> f64 {
    match Transfer::of(item) {
        Some(transfer) => transfer.length() - transfer.sent(),
        None => size_of_message(item),
    }
}

fn size_of_message(message: Value) -> f64 {
    size_of_bytes(host::ask(name::SIZE_OF, message, UNDEFINED))
}

/// The bytes that a message of this length counts as: some, so that no two have the same
/// position; of an empty one so few that the channel, which counts none, is not taken to
/// hold less of what came before.
pub fn size_of_bytes(length: f64) -> f64 {
    // NaN for what is no message.
    length.max(1.0 / 1024.0)
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
pub fn send_binary(connection: Connection, value: Value, chunked: Value) -> Value {
    let message = HOST.call2(name::ENCODE, Value::from(connection), value);
    if message.is_undefined() {
        super::refuse_send(connection);
        return UNDEFINED;
    }
    // NaN for one in parts.
    let length = message.count(name::BYTE_LENGTH);
    if length <= UNCHUNKED_MAX || (length > UNCHUNKED_MAX && chunked.is_truthy()) {
        if !send_at_once(connection, message, size_of_bytes(length)) {
            // It is in wasm memory, where it does not last.
            enqueue(connection, message.call0(name::SLICE));
        }
        return UNDEFINED;
    }
    send_transfer(connection, message)
}

/// Sends a value as JSON. `limit` is what PeerJS takes: `util.chunkedMTU`, which
/// applications may have set.
pub fn send_json(connection: Connection, value: Value, limit: Value) {
    let bytes = HOST.call2(name::ENCODE_JSON, Value::from(connection), value);
    if bytes.is_undefined() {
        return super::refuse_send(connection);
    }
    let limit = match connection.is_framed() {
        true => UNCHUNKED_MAX,
        false => limit.number(),
    };
    if f64::from(bytes.len()) < limit {
        connection.call1(name::BUFFERED_SEND, bytes);
    } else if connection.is_framed() {
        send_transfer(connection, bytes);
    } else {
        let text = "Message too big for JSON channel";
        refuse(connection, ErrorType::MessageTooBig, text)
    }
}

/// Sends what may have to be read, or chunked. Returns a promise if there are
/// Blobs in it.
fn send_transfer(connection: Connection, message: Value) -> Value {
    let item = HOST.call1(name::TRANSFER, message);
    let transfer = Transfer(item);
    if connection.is_lossy() {
        if transfer.length() > connection.max_message_size() {
            let text = "Too big for a lossy connection, on which nothing is chunked.";
            refuse(connection, ErrorType::MessageTooBig, text);
            transfer.finish();
            return UNDEFINED;
        }
    } else if transfer.length() > UNCHUNKED_MAX {
        let count = connection.count(name::TRANSFERS_) as u32;
        let id = f64::from(count.wrapping_add(1).max(1));
        connection.put_number(name::TRANSFERS_, id);
        item.put_number(name::ID, id);
        let size = chunk::payload_size(connection.max_message_size());
        item.put_number(name::SIZE, f64::from(size));
    }
    let finished = item.field(name::FINISHED);
    enqueue(connection, item);
    finished
}
