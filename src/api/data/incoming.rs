//! What a data connection receives.

use super::assembly;
use crate::core::{
    chunk::{self, Head},
    frame::{self, Frame},
};
use crate::web::{
    class::Connection,
    error::ErrorType,
    host, name,
    value::{HOST, NULL},
    Value,
};

/// Handles a message of the channel.
pub fn receive(connection: Connection, data: Value) {
    // Closed. One that has not told of its opening receives, as with PeerJS: the
    // application may have its own `onopen`.
    if connection.provider().is_none() {
        return;
    }
    // A message begins a turn.
    connection.put_number(name::TURN_, 0.0);
    // Nothing but an ArrayBuffer has one.
    if data.count(name::BYTE_LENGTH).is_nan() {
        if is_json(connection) && data.is_kind(name::STRING) {
            return deliver(connection, data, false);
        }
        return refuse(connection, "This connection takes no text.");
    }
    let bytes = HOST.call1(name::BYTES, data);
    let mut room = [0; chunk::HEAD_MAX];
    let start = match bytes.count(name::FIRST) as u32 as u8 {
        frame::MARKER | chunk::MARKER => bytes.load(0, &mut room),
        // Most messages: neither a frame nor a chunk begins like them.
        _ => &[],
    };
    if !connection.is_framed() {
        return message(connection, start, bytes);
    }
    let frame = Frame::of(start);
    match frame {
        Frame::No => message(connection, start, bytes),
        // It has come when its last message has.
        Frame::Batch => return batch(connection, bytes),
        Frame::Cancel(id) => assembly::cancel(connection, id),
        Frame::Close(count) => connection.put_number(name::LAST_, f64::from(count)),
        Frame::Malformed => refuse(connection, "A frame makes no sense."),
    }
    come(connection, !matches!(frame, Frame::Close(_)))
}

/// A message of the channel is dealt with, which may be the last before a close.
fn come(connection: Connection, is_counted: bool) {
    // Listeners may have thrown; but the count must be right, and the close come.
    host::contain();
    let count = connection.add(name::RECEIVED_, f64::from(u8::from(is_counted)));
    // NaN while the other end has not asked.
    if count >= connection.count(name::LAST_) {
        super::asked_to_close(connection)
    }
}

/// Handles a message that is no frame.
fn message(connection: Connection, start: &[u8], bytes: Value) {
    // Two of ours send no chunks where one may be lost, and what looks like one is
    // the application's.
    let is_chunk = |_: &_| !(connection.is_framed() && connection.is_lossy());
    match parse_chunk(start, bytes).filter(is_chunk) {
        Some((head, total)) => assembly::chunk(connection, head, total, bytes),
        None => deliver(connection, bytes, false),
    }
}

/// Whether it is a JSON connection: one that has a parser.
pub fn is_json(connection: Connection) -> bool {
    connection.field(name::PARSE).is_kind(name::FUNCTION)
}

/// Has the messages of a batch delivered one by one.
fn batch(connection: Connection, bytes: Value) {
    let mut room = [0; frame::MAX_LEN];
    let batch = bytes.load(0, &mut room);
    let messages = Value::list();
    if batch.len() < bytes.len() as usize {
        refuse(connection, "A frame is too long.");
    } else {
        for message in frame::messages(batch) {
            // Null where the frame is cut off.
            let message = message.map_or(NULL, |(at, len)| {
                let end = at.saturating_add(len);
                bytes.call2(name::SUBARRAY, at as f64, end as f64)
            });
            messages.call1(name::PUSH, message);
        }
    }
    match messages.len() {
        0 => come(connection, true),
        _ => {
            HOST.call2(name::SPREAD, connection, messages);
        }
    }
}

/// Handles a message of a batch, perhaps its last.
pub fn deliver_next(connection: Connection, message: Value, is_last: Value) {
    // A listener may have closed it.
    if connection.provider().is_some() {
        match message.some() {
            Some(message) => deliver(connection, message, false),
            None => refuse(connection, "A frame is cut off."),
        }
    }
    if is_last.is_truthy() {
        come(connection, true)
    }
}

/// Decodes a message that is complete, and gives it to the application. Binaries in it
/// arrive as ArrayBuffers; where it was chunked, as Uint8Arrays, as with PeerJS.
pub fn deliver(connection: Connection, message: Value, was_chunked: bool) {
    match connection
        .call2(name::DECODE_, message, !was_chunked)
        .outcome()
    {
        Ok(value) => hand_out(connection, value, was_chunked),
        Err(error) => refuse(connection, error),
    }
}

/// Gives a value to the application, unless it is a request to close, or a chunk: of
/// which none is in another.
pub fn hand_out(connection: Connection, value: Value, was_chunked: bool) {
    // One of ours asks by a frame, and sends nothing but data.
    if !connection.is_framed() {
        let own = value.field(name::PEER_DATA);
        if own.is_truthy() && own.field(name::TYPE).is_text(name::CLOSE) {
            return super::asked_to_close(connection);
        }
        if own.is_truthy() && !was_chunked && !is_json(connection) {
            return assembly::decoded(connection, value);
        }
    }
    host::emit(connection, name::DATA, value)
}

/// The connection goes on without the message.
pub fn refuse(connection: Connection, reason: impl Into<Value>) {
    host::emit_error(connection, ErrorType::DeserializationFailed, reason)
}

/// Reads a chunk's numbers; `None` for any other message. `start` is the first
/// bytes of the message.
fn parse_chunk(start: &[u8], bytes: Value) -> Option<(Head, u32)> {
    let head = chunk::parse_head(start)?;
    let end = head.at.checked_add(head.len as usize)?;
    let mut room = [0; chunk::TAIL_MAX];
    let tail = bytes.load(end, &mut room);
    // All that is left, or it is not what it seems.
    if end.checked_add(tail.len())? != bytes.len() as usize {
        return None;
    }
    Some((head, chunk::parse_total(tail)?))
}
