//! What hands the queue of a data connection to its channel, as long as that has
//! room.

use super::{outgoing, room};
use crate::api::op;
use crate::core::{chunk, flow, frame};
use crate::web::{
    class::{Connection, Transfer},
    error::ErrorType,
    host::{self, Level},
    name,
    value::{self, HOST, UNDEFINED},
    Value,
};

/// Whether small messages share a message of the channel: not where each may be
/// lost by itself.
pub fn is_batching(connection: Connection) -> bool {
    connection.is_framed() && !connection.is_lossy()
}

/// How many bytes the channel holds; NaN where it takes none, or, with `is_idle`, where
/// anything waits.
fn buffered(connection: Connection, is_idle: bool) -> f64 {
    host::ask(name::BUFFERED, connection, is_idle)
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

/// Hands a message to the channel, if it is next. Returns whether the channel has it;
/// where not, the queue finds out why.
pub fn pass(connection: Connection, message: Value, size: f64) -> bool {
    let has_room = buffered(connection, true) <= flow::DIRECT_WATER;
    let may_pass = has_room && !is_mistakable(connection, message);
    let channel = connection.field(name::DATA_CHANNEL);
    if !may_pass || channel.call1(name::SEND, message).outcome().is_err() {
        return false;
    }
    // Or there is nobody to tell of anything.
    if host::ask(name::PASSED, connection, size) > flow::LOW_WATER {
        room::update(connection)
    }
    true
}

/// Hands over what there is room for.
pub fn pump(connection: Connection) {
    pump_up_to(connection, flow::HIGH_WATER, true)
}

/// The same at the end, which cuts off what has not left: each message by itself, since of
/// those that share one of the channel all would be lost.
pub fn pump_out(connection: Connection) {
    pump_up_to(connection, flow::HIGH_WATER, false)
}

/// Hands over messages while the channel holds no more than so many bytes, perhaps with
/// several in one of the channel.
///
/// What a listener throws meanwhile is thrown when that is done: it must not keep
/// the rest from being sent.
pub fn pump_up_to(connection: Connection, water: f64, may_share: bool) {
    if connection.provider().is_none() {
        // What is queued yet was sent while a getter of it closed the connection.
        return room::give_up(connection);
    }
    let mut problem = None;
    while buffered(connection, false) <= water {
        let buffer = connection.buffer();
        if buffer.len() == 0 {
            break;
        }
        let head = buffer.item(0);
        if head.is_nullish() {
            finish_close(connection);
            break;
        }
        let goes_on = match Transfer::of(head) {
            None => send_messages(connection, buffer, head, may_share),
            Some(transfer) => send_part(connection, buffer, transfer),
        };
        problem = problem.or(value::thrown());
        if !goes_on {
            break;
        }
    }
    room::update(connection);
    if let Some(error) = problem {
        value::throw(error)
    }
}

/// Hands over the message at the head of the queue, with those that share its
/// frame. Returns whether to go on.
fn send_messages(connection: Connection, buffer: Value, head: Value, may_share: bool) -> bool {
    let (count, size) = if may_share && is_batching(connection) {
        gather(buffer, head)
    } else {
        (1, outgoing::size_of(head))
    };
    let message = if count > 1 || is_mistakable(connection, head) {
        batch(buffer, count)
    } else {
        head
    };
    let handed = hand_over(connection, message);
    if matches!(handed, Handed::NotAnyMore) {
        return false;
    }
    if count > 1 {
        buffer.call2(name::SPLICE, 0, count);
    } else {
        buffer.call0(name::SHIFT);
    }
    match handed {
        Handed::Refused(error) => {
            let kind = too_big(connection, outgoing::size_of(message));
            room::fail(connection, size, kind, error)
        }
        _ => room::take(connection, size),
    }
    true
}

/// The length of a message that may be in a batch: the bytes of a typed array.
pub fn bytes_of(message: Value) -> Option<f64> {
    // Of nothing else that is sent are they the same.
    let length = message.count(name::LENGTH);
    (length == message.count(name::BYTE_LENGTH)).then_some(length)
}

/// How many messages at the head of the queue fit into one frame, at least one,
/// and how many bytes they are.
fn gather(buffer: Value, head: Value) -> (u32, f64) {
    let mut count: u32 = 0;
    let mut size = 0.0;
    let mut room = frame::BATCH_MAX;
    let mut next = head;
    while let Some(length) = bytes_of(next).filter(|length| *length <= frame::BATCHED_MAX) {
        room -= length + frame::LENGTH_LEN as f64;
        if room < 0.0 {
            break;
        }
        count = count.saturating_add(1);
        size += outgoing::size_of_bytes(length);
        next = buffer.item(count);
    }
    match count {
        0 => (1, outgoing::size_of(head)),
        _ => (count, size),
    }
}

/// Whether one of ours would take it for a chunk, were it not in a frame.
fn is_mistakable(connection: Connection, message: Value) -> bool {
    let mut room = [0; chunk::START_LEN];
    // In the order that takes the fewest steps.
    message.count(name::FIRST) as u32 as u8 == chunk::MARKER
        && connection.is_framed()
        && chunk::starts_like_one(message.load(0, &mut room))
        && !connection.is_lossy()
        && bytes_of(message).is_some_and(|length| length <= f64::from(chunk::UNCHUNKED_MAX))
}

/// Puts messages together to a frame.
fn batch(buffer: Value, count: u32) -> Value {
    let scratch = HOST.call1(name::SCRATCH, frame::MAX_LEN as u32);
    scratch.store(0, &frame::BATCH_HEAD);
    let mut at = frame::HEAD_LEN;
    for i in 0..count {
        let message = buffer.item(i);
        let length = message.count(name::BYTE_LENGTH);
        scratch.store(at, &frame::length(length));
        at = at.saturating_add(frame::LENGTH_LEN);
        scratch.call2(name::SET, message, at as f64);
        at = at.saturating_add(length as usize);
    }
    scratch.call2(name::SUBARRAY, 0, at as f64)
}

/// Hands over the next part of the transfer at the head of the queue. Returns
/// whether to go on.
fn send_part(connection: Connection, buffer: Value, transfer: Transfer) -> bool {
    let Some((message, payload)) = next_part(connection, transfer) else {
        if transfer.flag(name::IS_LOADING) {
            return false;
        }
        let text = "What was to be sent is gone.";
        drop_head(connection, transfer, text.into());
        return true;
    };
    let rest = transfer.length() - transfer.sent();
    match hand_over(connection, message) {
        Handed::NotAnyMore => return false,
        Handed::Refused(error) => {
            buffer.call0(name::SHIFT);
            let kind = too_big(connection, outgoing::size_of(message));
            cancel(connection, transfer);
            room::fail(connection, payload + rest, kind, error)
        }
        Handed::Over => {
            let ticket = room::ticket_at(connection, room::position(connection));
            room::take(connection, payload);
            if rest <= 0.0 {
                buffer.call0(name::SHIFT);
                transfer.finish();
            }
            room::tell_sent(connection, transfer, ticket, rest <= 0.0)
        }
    }
    true
}

/// Makes the next message of a transfer; `None` where it has to be read first, or where
/// less is there than there was: a buffer that was transferred, a Blob that was cut off.
fn next_part(connection: Connection, transfer: Transfer) -> Option<(Value, f64)> {
    let left = transfer.length() - transfer.sent();
    let payload = match transfer.id() {
        0 => left,
        _ => left.min(f64::from(transfer.size())),
    };
    if transfer.call1(name::WANTS_MORE, payload).is_truthy() {
        let loading = transfer.call0(name::LOAD);
        host::settle(loading, op::LOADED, connection, transfer.into(), UNDEFINED);
    }
    if transfer.get(name::LOADED).number() < payload {
        return None;
    }
    let message = assemble(transfer, payload as u32);
    if transfer.id() == 0 && is_mistakable(connection, message) {
        let one = Value::list();
        one.call1(name::PUSH, message.call0(name::SLICE));
        return Some((batch(one, 1), payload));
    }
    Some((message, payload))
}

/// Puts a message together in a buffer that serves all: `send` copies it. One that is in
/// one piece goes as it is.
fn assemble(transfer: Transfer, payload: u32) -> Value {
    let len = payload as usize;
    if transfer.id() == 0 {
        let part = transfer.field(name::PARTS).item(0);
        if bytes_of(part) == Some(f64::from(payload)) {
            transfer.add(name::SENT, f64::from(payload));
            return part;
        }
        let message = HOST.call1(name::SCRATCH, payload);
        transfer.call3(name::TAKE, payload, message, 0);
        return message;
    }
    let n = transfer.count(name::N) as u32;
    transfer.add(name::N, 1.0);
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
        Ok(_) => {
            connection.add(name::HANDED_, 1.0);
            Handed::Over
        }
        Err(_) if buffered(connection, false).is_nan() => Handed::NotAnyMore,
        Err(error) => {
            let text = Value::from("DC#:")
                .join(connection.id())
                .join(" Error when sending:");
            host::log_value(Level::Error, text, error);
            Handed::Refused(error)
        }
    }
}

/// Why the browser has refused a message of that size.
fn too_big(connection: Connection, size: f64) -> ErrorType {
    if size > connection.max_message_size() {
        ErrorType::MessageTooBig
    } else {
        ErrorType::SendFailed
    }
}

/// A Blob cannot be read: its message is given up, the others go on.
pub fn load_failed(connection: Connection, error: Value, transfer: Value) {
    // It was at the head of the queue, unless it was given up meanwhile.
    if transfer.flag(name::IS_OVER) {
        return;
    }
    drop_head(connection, Transfer(transfer), error);
    let problem = value::thrown();
    pump(connection);
    if let Some(error) = problem {
        value::throw(error)
    }
}

/// Gives up the transfer at the head of the queue.
fn drop_head(connection: Connection, transfer: Transfer, error: Value) {
    connection.buffer().call0(name::SHIFT);
    cancel(connection, transfer);
    let rest = transfer.length() - transfer.sent();
    room::fail(connection, rest, ErrorType::SendFailed, error)
}

/// Ends a transfer that is off the queue, and tells the other end if that is one
/// of ours and has a part of it.
pub fn cancel(connection: Connection, transfer: Transfer) {
    if connection.is_framed() && transfer.id() != 0 && transfer.sent() > 0.0 {
        hand_over_frame(connection, &frame::cancel(transfer.id()));
    }
    transfer.finish();
}

/// All before the close was handed to the channel.
///
/// One of ours is asked to close when it has it. The channel's own close does
/// that too (W3C WebRTC 6.2, RFC 8831 6.7), but not soon after it has opened, and it
/// drops what is still to come; so that is for those who cannot be asked, or have asked
/// themselves and have nothing on its way.
fn finish_close(connection: Connection) {
    // NaN where the other end has not asked.
    let all_came = connection.count(name::RECEIVED_) >= connection.count(name::LAST_);
    if is_batching(connection) && !all_came {
        let count = connection.count(name::HANDED_) as u32;
        if let Handed::Over = hand_over_frame(connection, &frame::close(count)) {
            connection.buffer().call0(name::SHIFT);
            return;
        }
    }
    let age = host::now() - connection.count(name::OPENED_);
    if age < flow::SETTLE_TIME {
        let rest = Value::from(flow::SETTLE_TIME - age);
        host::timeout(rest, op::PUMP, connection, UNDEFINED, UNDEFINED);
    } else if let Some(channel) = connection.data_channel() {
        channel.call0(name::CLOSE);
    }
}

fn hand_over_frame(connection: Connection, frame: &[u8]) -> Handed {
    let message = HOST.call1(name::SCRATCH, frame::NUMBER_LEN as u32);
    message.store(0, frame);
    hand_over(connection, message)
}
