//! What a data connection receives.

use crate::core::{
    chunk::{self, Head},
    error::ErrorType,
    reassemble::{self, Place, Refusal, Transfer},
};
use crate::web::{
    class::Connection,
    host, name,
    value::{HOST, UNDEFINED},
    Value,
};

/// Handles a message of a binary connection.
pub fn binary(connection: Connection, data: Value) {
    if !connection.is_open() {
        return;
    }
    // Nothing but an ArrayBuffer has one.
    if data.field(name::BYTE_LENGTH).is_undefined() {
        return refuse(connection, "A binary connection takes no text.");
    }
    let bytes = HOST.call1(name::BYTES, data);
    match parse_chunk(bytes) {
        Some((head, total)) => chunk(connection, head, total, bytes),
        // As an ArrayBuffer, so that binaries in it arrive as ArrayBuffers. In a
        // message that was chunked they are Uint8Arrays, as with PeerJS.
        None => message(connection, data),
    }
}

/// Handles a message of a json connection.
pub fn json(connection: Connection, data: Value) {
    if !connection.is_open() {
        return;
    }
    let text = if data.is_kind(name::STRING) {
        data
    } else {
        HOST.call1(name::DECODE_TEXT, data)
    };
    deliver(connection, connection.call1(name::PARSE, text))
}

/// Handles a message that is complete.
fn message(connection: Connection, bytes: Value) {
    deliver(connection, HOST.call1(name::DECODE, bytes))
}

/// Gives a value to the application, unless it could not be read or is a
/// request to close.
fn deliver(connection: Connection, value: Value) {
    match value.outcome() {
        Ok(value) => {
            let own = value.field(name::PEER_DATA);
            if own.is_truthy() && own.field(name::TYPE).is_text(name::CLOSE) {
                return connection.close();
            }
            host::emit(connection, name::DATA, value)
        }
        Err(error) => refuse(connection, error),
    }
}

/// The connection goes on without the message.
fn refuse(connection: Connection, reason: impl Into<Value>) {
    host::emit_error(connection, ErrorType::DeserializationFailed, reason)
}

/// Reads a chunk's numbers; `None` for any other message.
fn parse_chunk(bytes: Value) -> Option<(Head, u32)> {
    let mut room = [0; chunk::HEAD_MAX];
    let head = chunk::parse_head(bytes.load(0, &mut room))?;
    let end = head.at.checked_add(head.len as usize)?;
    let mut room = [0; chunk::TAIL_MAX];
    let tail = bytes.load(end, &mut room);
    // All that is left, or it is not what it seems.
    if end.checked_add(tail.len())? != bytes.len() as usize {
        return None;
    }
    Some((head, chunk::parse_total(tail)?))
}

/// Puts a chunk in its place, and handles the message if that completes it.
fn chunk(connection: Connection, head: Head, total: u32, bytes: Value) {
    let assemblies = connection.field(name::CHUNKED_DATA);
    let id = Value::from(head.id);
    let end = head.at as f64 + f64::from(head.len);
    let payload = bytes.call2(name::SUBARRAY, head.at as f64, end);
    let placed = place(assemblies, id, head, total, payload);
    if !matches!(placed, Ok(None)) {
        HOST.call2(name::REMOVE, assemblies, id);
    }
    match placed {
        Ok(None) => {}
        Ok(Some(whole)) => message(connection, whole),
        Err(Refusal::Inconsistent) => {
            refuse(connection, "A chunk contradicts itself or those before it.")
        }
        Err(Refusal::TooLarge) => refuse(
            connection,
            "A chunked message is too large, or there are too many at once.",
        ),
    }
}

/// Returns the message, if this chunk completes it.
///
/// An assembly is `{seen, state, data, held}`: a byte for each chunk that has
/// come; the numbers of [`Transfer`]; the message, once its size is known; and
/// the last chunk, while it has no place.
fn place(
    assemblies: Value,
    id: Value,
    head: Head,
    total: u32,
    payload: Value,
) -> Result<Option<Value>, Refusal> {
    let (assembly, transfer) = match assemblies.item(id).some() {
        Some(assembly) => {
            let mut words = [0; Transfer::BYTES];
            assembly.field(name::STATE).load(0, &mut words);
            (assembly, Transfer::from_bytes(words))
        }
        None => start(assemblies, id, total)?,
    };
    let n = head.n;
    if !transfer.expects(n, total) {
        return Err(Refusal::Inconsistent);
    }
    let seen = assembly.field(name::SEEN);
    let mut flag = [0];
    if seen.load(n as usize, &mut flag) != [0] {
        return Ok(None);
    }
    let (transfer, place) = transfer.take(n, head.len, reassemble::MAX_MESSAGE)?;
    seen.store(n as usize, &[1]);
    assembly.field(name::STATE).store(0, &transfer.to_bytes());

    let mut message = assembly.field(name::DATA);
    if message.is_undefined() && transfer.size > 0 {
        // The browser may not have as much memory as it takes.
        message = allocate(transfer.room())?;
        assembly.put(name::DATA, message);
    }
    match place {
        Place::Hold => {
            assembly.put(name::HELD, payload.call0(name::SLICE));
        }
        Place::At(at) => put(message, payload, at),
    }
    let held = assembly.field(name::HELD);
    if !held.is_undefined() && !message.is_undefined() {
        put(message, held, transfer.last_at());
        assembly.put(name::HELD, UNDEFINED);
    }
    let length = transfer.complete();
    Ok(length.map(|length| message.call2(name::SUBARRAY, 0, length as f64)))
}

/// Starts an assembly.
fn start(assemblies: Value, id: Value, total: u32) -> Result<(Value, Transfer), Refusal> {
    let transfer = Transfer::new(total)?;
    let others = HOST.call1(name::COUNT, assemblies);
    if others.number() >= reassemble::MAX_TRANSFERS {
        return Err(Refusal::TooLarge);
    }
    let assembly = Value::object();
    assembly.put(name::SEEN, allocate(f64::from(transfer.total))?);
    assembly.put(name::STATE, allocate(Transfer::BYTES as f64)?);
    assemblies.set_item(id, assembly);
    Ok((assembly, transfer))
}

/// A Uint8Array.
fn allocate(size: f64) -> Result<Value, Refusal> {
    let bytes = HOST.call1(name::BYTES, size);
    bytes.outcome().map_err(|_| Refusal::TooLarge)
}

/// Copies a payload to its place.
fn put(message: Value, payload: Value, at: usize) {
    message.call2(name::SET, payload, at as f64);
}
