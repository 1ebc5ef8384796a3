//! Chunks of messages, and what becomes of them.
//!
//! An assembly is `{count, total, seen, state, data, held, at, told}`: how many chunks
//! have come, of how many, which applications read as PeerJS's; a byte for each that
//! has; the numbers of [`Transfer`]; the message, once its size is known; the last
//! chunk, while it has no place; when it had a chunk; and when its progress was told.

use super::{
    incoming::{self, refuse},
    room,
};
use crate::core::{
    chunk::Head,
    reassemble::{self, Place, Refusal, Transfer},
};
use crate::web::{
    class::{Connection, Peer},
    host,
    name::{self, Name},
    value::{HOST, UNDEFINED},
    Value,
};

/// What has become of a chunk.
enum Outcome {
    /// There are others to come.
    Waits,
    /// It was the last: the message.
    Message(Value),
    /// It was the last: the binary which was all there was to the message.
    Binary(Value),
}

/// Handles a chunk that was decoded like any other message, since another than
/// PeerJS and ours has written it. PeerJS takes what has this key for nothing else.
pub fn decoded(connection: Connection, chunk: Value) {
    let payload = HOST.call1(name::BINARY, chunk.field(name::DATA));
    let numbers = [name::PEER_DATA, name::N, name::TOTAL].map(|name| chunk.count(name));
    let [id, n, total] = numbers.map(|number| number as u32);
    if payload.outcome().is_err() || numbers != [id, n, total].map(f64::from) {
        return refuse(connection, "A chunk makes no sense.");
    }
    let head = Head {
        id,
        n,
        at: 0,
        len: payload.len(),
    };
    chunk_of(connection, head, total, payload)
}

/// Handles a chunk, whose numbers were read.
pub fn chunk(connection: Connection, head: Head, total: u32, bytes: Value) {
    let end = head.at as f64 + f64::from(head.len);
    let payload = bytes.call2(name::SUBARRAY, head.at as f64, end);
    chunk_of(connection, head, total, payload)
}

/// Puts a chunk in its place, and handles the message if that completes it.
fn chunk_of(connection: Connection, head: Head, total: u32, payload: Value) {
    // The others of its kind were told of with the first.
    let id = Value::from(head.id);
    if connection
        .field(name::REFUSED_)
        .call1(name::HAS, id)
        .is_truthy()
    {
        return;
    }
    let placed = place(connection, id, head, total, payload);
    let assemblies = connection.field(name::CHUNKED_DATA);
    if !matches!(placed, Ok(Outcome::Waits)) {
        HOST.call2(name::REMOVE, assemblies, id);
    }
    match placed {
        Ok(Outcome::Waits) => {}
        // By a listener of its progress.
        Ok(_) if connection.provider().is_none() => {}
        Ok(Outcome::Message(message)) => incoming::deliver(connection, message, true),
        Ok(Outcome::Binary(binary)) => incoming::hand_out(connection, binary, true),
        Err(refusal) => {
            refuse_rest(connection, id);
            let text = match refusal {
                Refusal::Inconsistent => "A chunk contradicts others.",
                Refusal::TooLarge => {
                    "A chunked message is too large, or there are too many at once."
                }
            };
            refuse(connection, text)
        }
    }
}

/// The sender has given up a transfer, chunks of which may come yet where they are
/// unordered.
pub fn cancel(connection: Connection, id: u32) {
    let assemblies = connection.field(name::CHUNKED_DATA);
    let id = Value::from(id);
    refuse_rest(connection, id);
    if assemblies.item(id).some().is_some() {
        HOST.call2(name::REMOVE, assemblies, id);
        refuse(connection, "A message was given up.")
    }
}

/// Takes no more chunks of a transfer: what is on its way may come yet.
fn refuse_rest(connection: Connection, id: Value) {
    HOST.call2(name::NOTE, connection.field(name::REFUSED_), id);
}

fn place(
    connection: Connection,
    id: Value,
    head: Head,
    total: u32,
    payload: Value,
) -> Result<Outcome, Refusal> {
    let assemblies = connection.field(name::CHUNKED_DATA);
    let n = head.n;
    let (assembly, transfer) = match assemblies.item(id).some() {
        Some(assembly) => {
            let mut words = [0; Transfer::BYTES];
            assembly.field(name::STATE).load(0, &mut words);
            (assembly, Transfer::from_bytes(words))
        }
        None => {
            let (assembly, transfer) = start(connection, assemblies, id, total)?;
            if n == 0 && !incoming::is_json(connection) {
                let mut room = [0; 5];
                (assembly, transfer.recognize(payload.load(0, &mut room)))
            } else {
                (assembly, transfer)
            }
        }
    };
    if !transfer.expects(n, total) {
        return Err(Refusal::Inconsistent);
    }
    let seen = assembly.field(name::SEEN);
    let mut flag = [0];
    if seen.load(n as usize, &mut flag) != [0] {
        return Ok(Outcome::Waits);
    }
    let limit = max_bytes(connection);
    let (transfer, place) = transfer.take(n, head.len, limit)?;
    seen.store(n as usize, &[1]);
    assembly.add(name::COUNT, 1.0);
    assembly.field(name::STATE).store(0, &transfer.to_bytes());

    let mut message = assembly.field(name::DATA);
    if message.is_undefined() && transfer.size > 0 {
        // Without what this one holds yet, for which there is room in it.
        let last = assembly.field(name::HELD).len();
        let others = held(assemblies) - f64::from(transfer.total) - f64::from(last);
        if others + transfer.room() > limit {
            return Err(Refusal::TooLarge);
        }
        // The browser may not have as much memory as it takes.
        message = allocate(transfer.room())?;
        assembly.put(name::DATA, message);
    }
    match place {
        Place::Hold => {
            if held(assemblies) + f64::from(head.len) > limit {
                return Err(Refusal::TooLarge);
            }
            assembly.put(name::HELD, payload.call0(name::SLICE));
        }
        Place::At(at, from) => {
            let payload = if from > 0 {
                payload.call1(name::SUBARRAY, from as f64)
            } else {
                payload
            };
            put(message, payload, at)
        }
    }
    let held = assembly.field(name::HELD);
    if !held.is_undefined() && !message.is_undefined() {
        put(message, held, transfer.last_at());
        assembly.put(name::HELD, UNDEFINED);
    }
    assembly.put(name::AT, HOST.call0(name::NOW));
    let complete = transfer.complete();
    if total > 1 && transfer.size > 0 && room::is_due(assembly, complete.is_some()) {
        room::tell_received(connection, id, transfer.arrived(), transfer.length());
    }
    Ok(match complete {
        None => Outcome::Waits,
        Some(_) if transfer.header > 0 => Outcome::Binary(message),
        Some(length) => Outcome::Message(message.call2(name::SUBARRAY, 0, length as f64)),
    })
}

/// Starts an assembly.
fn start(
    connection: Connection,
    assemblies: Value,
    id: Value,
    total: u32,
) -> Result<(Value, Transfer), Refusal> {
    let transfer = Transfer::new(total)?;
    drop_stale(connection, assemblies);
    let others = f64::from(HOST.call1(name::IDS_OF, assemblies).len());
    let limit = limit(
        connection,
        name::MAX_RECEIVE_TRANSFERS,
        reassemble::MAX_TRANSFERS,
    );
    if others >= limit {
        return Err(Refusal::TooLarge);
    }
    // As many bytes come, at least, and are noted with a byte each before that.
    let bytes = f64::from(transfer.total);
    if held(assemblies) + bytes > max_bytes(connection) {
        return Err(Refusal::TooLarge);
    }
    let assembly = Value::object()
        .with(name::COUNT, 0)
        .with(name::TOTAL, total);
    assembly.put(name::SEEN, allocate(bytes)?);
    assembly.put(name::STATE, allocate(Transfer::BYTES as f64)?);
    assemblies.set_item(id, assembly);
    Ok((assembly, transfer))
}

/// Gives up what has had no chunk for long.
fn drop_stale(connection: Connection, assemblies: Value) {
    let now = host::now();
    let ids = HOST.call1(name::IDS_OF, assemblies);
    for i in 0..ids.len() {
        let id = ids.item(i);
        if now - assemblies.item(id).count(name::AT) > reassemble::STALE {
            HOST.call2(name::REMOVE, assemblies, id);
            refuse_rest(connection, id);
            refuse(connection, "The rest of a message has not come.");
            host::contain();
        }
    }
}

/// Bytes of incomplete messages.
pub fn held(assemblies: Value) -> f64 {
    host::ask(name::HELD_BY, assemblies, UNDEFINED)
}

fn max_bytes(connection: Connection) -> f64 {
    limit(connection, name::MAX_RECEIVE_BYTES, reassemble::MAX_MESSAGE)
}

/// A limit that is an option of the Peer's.
fn limit(connection: Connection, option: Name, default: f64) -> f64 {
    Peer(connection.field(name::PROVIDER)).limit(option, default)
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
