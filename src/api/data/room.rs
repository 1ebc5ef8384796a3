//! How far sending is: `drain`, `progress`, `ready()` and `sendAsync()`.
//!
//! A ticket is a message of `sendAsync` with its promise: `{start, end, resolve,
//! reject, signal, onProgress}`, the first two being positions in all that the
//! connection has accepted. Tickets are kept in order until their message has
//! left.

use super::{outgoing, pump};
use crate::api::op;
use crate::core::flow;
use crate::web::{
    class::{Connection, Transfer},
    error::ErrorType,
    host,
    name::{self, Name},
    value::{HOST, UNDEFINED},
    Value,
};

const CLOSED: &str = "The connection is closed.";

/// The position of what is handed to the channel next.
pub fn position(connection: Connection) -> f64 {
    connection.count(name::ACCEPTED_) - connection.count(name::QUEUED_)
}

/// Counts bytes out of the queue, which the channel has taken.
pub fn take(connection: Connection, size: f64) {
    connection.add(name::QUEUED_, -size);
}

/// Counts bytes out of the queue that will not be sent, as if they had never been
/// accepted.
fn withdraw(connection: Connection, from: f64, size: f64) {
    take(connection, size);
    connection.add(name::ACCEPTED_, -size);
    let tickets = connection.field(name::TICKETS_);
    HOST.call3(name::MOVE_UP, tickets, from, size);
}

/// Looks how much has left, tells who waits for that, and sees to being called
/// when there is something to do again.
pub fn update(connection: Connection) {
    let tickets = connection.field(name::TICKETS_);
    let Some(channel) = connection.data_channel().filter(|_| !tickets.is_nullish()) else {
        return;
    };
    let size = f64::from(connection.buffer().len());
    connection.put_number(name::BUFFER_SIZE_, size);
    if (size > 0.0) != connection.flag(name::LENT_) {
        HOST.call3(name::LEND, connection, channel, size > 0.0);
    }
    let amounts = flow::Amounts {
        accepted: connection.count(name::ACCEPTED_),
        queued: connection.count(name::QUEUED_),
        buffered: held(connection),
    };
    let next = loop {
        let ticket = tickets.item(0);
        if ticket.is_undefined() {
            break None;
        }
        let end = ticket.count(name::END);
        if !amounts.has_left(end) {
            break Some(end);
        }
        tickets.call0(name::SHIFT);
        ticket.call0(name::RESOLVE);
    };
    let is_full = amounts.is_full();
    let was_full = connection.flag(name::FULL_);
    let threshold = amounts.threshold(next);
    tell_at(connection, channel, threshold);
    // In Node the amount falls while this runs, and below the new threshold no event tells
    // of it.
    if threshold.is_some_and(|threshold| held(connection) <= threshold) {
        host::timeout(0.into(), op::PUMP, connection, UNDEFINED, UNDEFINED);
    }
    if is_full != was_full {
        connection.put(name::FULL_, is_full);
    }
    if was_full && !is_full {
        let_on(connection);
        host::emit_bare(connection, name::DRAIN)
    }
}

/// The bytes that the channel itself holds.
fn held(connection: Connection) -> f64 {
    host::ask(name::HELD, connection, UNDEFINED)
}

/// Has the channel tell when it holds no more than `threshold`; or when the application
/// wants to be told, as long as nothing is waited for here.
fn tell_at(connection: Connection, channel: Value, threshold: Option<f64>) {
    // NaN while it is the application's.
    let current = connection.count(name::THRESHOLD_);
    if current.is_nan() && threshold.is_none() || threshold == Some(current) {
        return;
    }
    let threshold = threshold.map_or(UNDEFINED, Value::from);
    HOST.call3(name::TELL_AT, connection, channel, threshold);
}

/// `ready()`, of a promise given as `{resolve, reject}`.
pub fn ready(connection: Connection, promise: Value) {
    if connection.provider().is_none() || connection.is_closing() {
        let error = host::peer_error(ErrorType::ConnectionClosed, CLOSED);
        promise.call1(name::REJECT, error);
    } else if connection.is_open()
        && connection.get(name::BUFFERED_AMOUNT).number() <= flow::HIGH_WATER
    {
        promise.call0(name::RESOLVE);
    } else {
        connection.field(name::READY_).call1(name::PUSH, promise);
        // Nobody may have looked since it is so full.
        update(connection)
    }
}

/// There is room: lets those go on who wait for it.
pub fn let_on(connection: Connection) {
    let waiting = connection.field(name::READY_);
    if waiting.is_nullish() {
        return;
    }
    connection.put(name::READY_, Value::list());
    for i in 0..waiting.len() {
        waiting.item(i).call0(name::RESOLVE);
    }
}

/// Sends a value for a ticket.
pub fn send_async(connection: Connection, value: Value, ticket: Value) {
    connection.put(name::TICKET_, ticket);
    let sent = connection.call1(name::SEND, value).outcome();
    connection.put(name::TICKET_, UNDEFINED);
    match sent {
        Err(error) => {
            ticket.call1(name::REJECT, error);
        }
        // Not queued: refused, which the promise knows, or sent by a class of the
        // application's, whose own promise counts.
        Ok(sent) if ticket.field(name::END).is_undefined() => {
            ticket.call1(name::RESOLVE, sent);
        }
        Ok(_) => {}
    }
}

/// `signal` of a ticket is aborted: takes back what was not yet handed to the
/// channel.
pub fn abort(connection: Connection, ticket: Value) {
    let reason = ticket.field(name::SIGNAL).field(name::REASON);
    let start = ticket.count(name::START);
    let end = ticket.count(name::END);
    forget(connection, ticket);
    let buffer = connection.buffer();
    let mut at = position(connection);
    for i in 0..buffer.len() {
        let item = buffer.item(i);
        let size = outgoing::size_of(item);
        if at >= end {
            break;
        }
        if at + size > start {
            buffer.call2(name::SPLICE, i, 1);
            withdraw(connection, at, size);
            if let Some(transfer) = Transfer::of(item) {
                pump::cancel(connection, transfer);
            }
            break;
        }
        at += size;
    }
    ticket.call1(name::REJECT, reason);
    // What was behind it may be next.
    pump::pump(connection)
}

fn forget(connection: Connection, ticket: Value) {
    let tickets = connection.field(name::TICKETS_);
    let index = tickets.call1(name::INDEX_OF, ticket);
    if index.number() >= 0.0 {
        tickets.call2(name::SPLICE, index, 1);
    }
}

/// The ticket of what lies at a position, if it has one.
pub fn ticket_at(connection: Connection, position: f64) -> Option<Value> {
    let tickets = connection.field(name::TICKETS_);
    (0..tickets.len())
        .map(|i| tickets.item(i))
        .find(|ticket| ticket.count(name::END) > position)
        .filter(|ticket| ticket.count(name::START) <= position)
}

/// What is at the head of the queue, so many bytes, is not sent. Each message is
/// told of by its own promise, and by an event if there is one that has none.
pub fn fail(connection: Connection, size: f64, kind: ErrorType, error: Value) {
    let start = position(connection);
    let end = start + size;
    let mut others = size;
    let tickets = connection.field(name::TICKETS_).call0(name::SLICE);
    for i in 0..tickets.len() {
        let ticket = tickets.item(i);
        let first = ticket.count(name::START).max(start);
        let last = ticket.count(name::END).min(end);
        if first < last {
            others -= last - first;
            forget(connection, ticket);
            ticket.call1(name::REJECT, host::peer_error(kind, error));
        }
    }
    withdraw(connection, start, size);
    if others > 0.0 {
        host::emit_error(connection, kind, error)
    }
}

/// Tells how much of a transfer was handed to the channel, if it takes more than
/// one chunk.
pub fn tell_sent(connection: Connection, transfer: Transfer, ticket: Option<Value>, is_over: bool) {
    let is_chunked = transfer.id() != 0 && transfer.length() > f64::from(transfer.size());
    if !is_chunked || !is_due(transfer.into(), is_over) {
        return;
    }
    let progress = progress(name::OUTGOING, transfer.length())
        .with(name::ID, transfer.id())
        .with(name::SENT, transfer.sent());
    if let Some(ticket) = ticket.filter(|ticket| ticket.flag(name::ON_PROGRESS)) {
        ticket.call1(name::ON_PROGRESS, progress);
        host::contain();
    }
    tell(connection, progress)
}

/// Tells how much of a message has come, of one in more than one chunk.
pub fn tell_received(connection: Connection, id: Value, received: f64, total: f64) {
    let progress = progress(name::INCOMING, total)
        .with(name::ID, id)
        .with(name::RECEIVED, received);
    tell(connection, progress)
}

fn progress(direction: Name, total: f64) -> Value {
    Value::object()
        .with(name::DIRECTION, direction)
        .with(name::TOTAL, total)
}

/// What the listeners throw must not end the transfer.
fn tell(connection: Connection, progress: Value) {
    host::emit(connection, name::PROGRESS, progress);
    host::contain();
}

/// Whether the progress of something is to be told, which keeps when it last
/// was.
pub fn is_due(of: Value, is_over: bool) -> bool {
    let now = host::now();
    // NaN at first.
    let told = of.count(name::TOLD).max(0.0);
    let is_due = flow::is_worth_telling(now, told, is_over);
    if is_due {
        of.put_number(name::TOLD, now);
    }
    is_due
}

/// The connection is closed: drops what was not sent, and disappoints who waits.
pub fn give_up(connection: Connection) {
    let buffer = connection.buffer();
    let tickets = connection.field(name::TICKETS_);
    let waiting = connection.field(name::READY_);
    connection.put(name::BUFFER_, Value::list());
    connection.put_number(name::BUFFER_SIZE_, 0.0);
    connection.put_number(name::QUEUED_, 0.0);
    connection.put(name::TICKETS_, Value::list());
    connection.put(name::READY_, Value::list());
    for i in 0..buffer.len() {
        if let Some(transfer) = Transfer::of(buffer.item(i)) {
            transfer.finish();
        }
    }
    let promises = tickets.call1(name::CONCAT, waiting);
    for i in 0..promises.len() {
        let error = host::peer_error(ErrorType::ConnectionClosed, CLOSED);
        promises.item(i).call1(name::REJECT, error);
    }
}
