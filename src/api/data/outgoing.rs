//! What a data connection sends.
//!
//! One queue, in order: messages that are ready, and transfers, which are made
//! into messages when the channel has room for them. So nothing overtakes what
//! was sent before it, be it large or a Blob that has yet to be read.

use crate::api::op;
use crate::core::{chunk, error::ErrorType};
use crate::web::{
    class::{Connection, Transfer},
    host::{self, Level},
    name,
    value::{HOST, NULL, UNDEFINED},
    Value,
};

/// No more is handed to the channel while it holds more than this many bytes:
/// Chromium refuses them beyond 16 MB.
pub const HIGH_WATER: f64 = 4_194_304.0;
/// More is handed to it when it holds less than this many bytes.
pub const LOW_WATER: f64 = 1_048_576.0;

/// Prepares a channel.
pub fn attach(connection: Connection, channel: Value) {
    channel.put(name::BINARY_TYPE, name::ARRAYBUFFER);
    channel.put(name::BUFFERED_AMOUNT_LOW_THRESHOLD, LOW_WATER);
    host::listen(channel, name::ONBUFFEREDAMOUNTLOW, op::PUMP, connection);
    HOST.call2(name::RECEIVE, channel, Value::from(connection));
}

/// Sends a message that is ready, now or when its turn comes.
pub fn send(connection: Connection, message: Value) {
    let buffer = connection.buffer();
    buffer.call1(name::PUSH, message);
    if buffer.len() == 1 {
        pump(connection)
    } else {
        connection.put(name::BUFFER_SIZE_, buffer.len());
    }
}

/// Packs a value and sends it. Returns a promise if there are Blobs in it.
pub fn send_binary(connection: Connection, value: Value, chunked: bool) -> Value {
    let parts = HOST.call1(name::ENCODE_PARTS, value);
    if parts.len() == 1 {
        let message = parts.item(0);
        let length = message.field(name::BYTE_LENGTH).number();
        // NaN for a Blob.
        if length <= f64::from(chunk::UNCHUNKED_MAX) || chunked {
            // It is in wasm memory, where it does not last.
            let is_next = connection.buffer().len() == 0 && has_room(connection);
            let message = if is_next {
                message
            } else {
                message.call0(name::SLICE)
            };
            send(connection, message);
            return UNDEFINED;
        }
    }
    let item = HOST.call1(name::TRANSFER, parts);
    let transfer = Transfer(item);
    if transfer.length() > f64::from(chunk::UNCHUNKED_MAX) {
        let count = connection.field(name::TRANSFERS_).number() as u32;
        let id = count.wrapping_add(1).max(1);
        connection.put(name::TRANSFERS_, id);
        item.put(name::ID, id);
        item.put(name::SIZE, payload_size(connection));
    }
    let finished = item.field(name::FINISHED);
    send(connection, item);
    finished
}

/// Sends a value as JSON.
pub fn send_json(connection: Connection, value: Value) {
    let text = connection.call1(name::STRINGIFY, value);
    let bytes = HOST.call1(name::ENCODE_TEXT, text);
    if bytes.len() >= chunk::UNCHUNKED_MAX {
        let text = "Message too big for JSON channel";
        return host::emit_error(connection, ErrorType::MessageTooBig, text);
    }
    connection.call1(name::BUFFERED_SEND, bytes);
}

/// Closes when all that was accepted has arrived.
pub fn close_after_all(connection: Connection) {
    // A place in the queue like any other, which the pump knows.
    send(connection, NULL)
}

/// What became of a message.
enum Handed {
    /// The channel has it.
    Over,
    /// The channel is closing, and so will the connection.
    NotAnyMore,
    /// The browser does not take it, and says why.
    Refused(Value),
}

/// Hands messages to the channel as long as it has room.
pub fn pump(connection: Connection) {
    let buffer = connection.buffer();
    while buffer.len() > 0 && has_room(connection) {
        let head = buffer.item(0);
        if head.is_nullish() {
            return finish_close(connection);
        }
        let transfer = Transfer::of(head);
        let message = match transfer {
            None => head,
            Some(transfer) => match next_chunk(connection, transfer) {
                Some(message) => message,
                // It waits for a Blob.
                None => break,
            },
        };
        let handed = hand_over(connection, message);
        let is_last = transfer.is_none_or(|transfer| transfer.sent() >= transfer.length());
        match handed {
            Handed::NotAnyMore => break,
            Handed::Over if !is_last => {}
            Handed::Over => remove_head(buffer, transfer),
            Handed::Refused(error) => {
                remove_head(buffer, transfer);
                host::emit_error(connection, ErrorType::SendFailed, error);
                // Closed by a listener, it has another queue.
                if !connection.buffer().is(buffer) {
                    return;
                }
            }
        }
    }
    connection.put(name::BUFFER_SIZE_, buffer.len());
}

fn remove_head(buffer: Value, transfer: Option<Transfer>) {
    buffer.call0(name::SHIFT);
    if let Some(transfer) = transfer {
        transfer.finish();
    }
}

/// Makes the next message of a transfer; `None` where it has to be read first.
fn next_chunk(connection: Connection, transfer: Transfer) -> Option<Value> {
    if transfer.field(name::IS_LOADING).is_truthy() {
        return None;
    }
    let left = transfer.length() - transfer.sent();
    let payload = match transfer.id() {
        0 => left,
        _ => left.min(f64::from(transfer.size())),
    };
    if !transfer.call1(name::HAS, payload).is_truthy() {
        transfer.put(name::IS_LOADING, true);
        let loading = transfer.call0(name::LOAD);
        host::settle(loading, op::LOADED, connection, transfer.into(), UNDEFINED);
        return None;
    }
    Some(assemble(transfer, payload as u32))
}

/// Puts a message together in a buffer that serves all: `send` copies it.
fn assemble(transfer: Transfer, payload: u32) -> Value {
    let len = payload as usize;
    if transfer.id() == 0 {
        let message = HOST.call1(name::SCRATCH, payload);
        transfer.call3(name::TAKE, payload, message, 0);
        return message;
    }
    let n = transfer.field(name::N).number() as u32;
    transfer.put(name::N, n.wrapping_add(1));
    let total = chunk::count(transfer.length(), transfer.size());
    let message = HOST.call1(name::SCRATCH, payload.saturating_add(chunk::OVERHEAD));
    message.store(0, &chunk::head(transfer.id(), n, payload));
    transfer.call3(name::TAKE, payload, message, chunk::HEAD_LEN as u32);
    message.store(chunk::HEAD_LEN.saturating_add(len), &chunk::tail(total));
    message
}

/// Gives a message to the channel.
fn hand_over(connection: Connection, message: Value) -> Handed {
    let Some(channel) = connection.data_channel() else {
        return Handed::NotAnyMore;
    };
    match channel.call1(name::SEND, message).outcome() {
        Ok(_) => Handed::Over,
        Err(_) if !is_channel_open(channel) => Handed::NotAnyMore,
        Err(error) => {
            host::log_value(Level::Error, "Error when sending:", error);
            Handed::Refused(error)
        }
    }
}

/// Whether the channel takes more.
fn has_room(connection: Connection) -> bool {
    connection.is_open()
        && connection.data_channel().is_some_and(|channel| {
            is_channel_open(channel) && channel.field(name::BUFFERED_AMOUNT).number() <= HIGH_WATER
        })
}

fn is_channel_open(channel: Value) -> bool {
    channel.field(name::READY_STATE).is_text(name::OPEN)
}

/// A part of a Blob is in memory.
pub fn loaded(connection: Connection, transfer: Value) {
    transfer.put(name::IS_LOADING, false);
    pump(connection)
}

/// A Blob cannot be read: its message is given up, the others go on.
pub fn load_failed(connection: Connection, error: Value, transfer: Value) {
    let buffer = connection.buffer();
    if !buffer.item(0).is(transfer) {
        return;
    }
    remove_head(buffer, Some(Transfer(transfer)));
    host::emit_error(connection, ErrorType::SendFailed, error);
    pump(connection)
}

/// Drops what was not sent.
pub fn give_up(connection: Connection) {
    let buffer = connection.buffer();
    connection.put(name::BUFFER_, Value::list());
    connection.put(name::BUFFER_SIZE_, 0);
    for i in 0..buffer.len() {
        if let Some(transfer) = Transfer::of(buffer.item(i)) {
            transfer.finish();
        }
    }
}

/// All before the close was handed to the channel, which closes itself, and then
/// both ends, when that has arrived (W3C WebRTC 6.2, RFC 8831 6.7).
fn finish_close(connection: Connection) {
    if let Some(channel) = connection.data_channel() {
        channel.call0(name::CLOSE);
    }
}

fn payload_size(connection: Connection) -> u32 {
    let sctp = connection.field(name::PEER_CONNECTION).field(name::SCTP);
    chunk::payload_size(sctp.field(name::MAX_MESSAGE_SIZE).number())
}
