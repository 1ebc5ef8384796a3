//! Calls: `js/media.js`.
//!
//! A call is negotiated when it is made, and on the other end when it is
//! answered. Beside the media there is a data channel, whose end tells the
//! other side that this one has hung up.

use super::{connection, op, peer::connections};
use crate::web::{
    class::Connection,
    host::{self, Level},
    name,
    value::{NULL, UNDEFINED},
    Value,
};

/// Runs an operation on a call.
#[inline(never)]
pub fn run(op: u32, call: Connection, a: Value, b: Value) -> Value {
    match op {
        op::MEDIA_START => {
            if let Some(stream) = call.field(name::LOCAL_STREAM_).some() {
                connection::originate(call, stream)
            }
        }
        op::MEDIA_ATTACH => connection::attach(call, a, op::MEDIA_OPENED),
        op::MEDIA_OPENED => connection::opened(call, name::WILL_CLOSE_ON_REMOTE),
        op::MEDIA_MESSAGE => handle_message(call, a),
        op::MEDIA_ANSWER => answer(call, a, b),
        op::MEDIA_STREAM => {
            call.put(name::REMOTE_STREAM_, a);
            host::emit(call, name::STREAM, a)
        }
        _ => close(call),
    }
    UNDEFINED
}

fn handle_message(call: Connection, message: Value) {
    if message.field(name::TYPE).is_text(name::ANSWER) {
        call.put(name::OPEN_, true);
    }
    connection::handle_message(call, message)
}

fn answer(call: Connection, stream: Value, options: Value) {
    if call.flag(name::LOCAL_STREAM_) || call.peer_connection().is_some() {
        let text =
            "Local stream already exists on this MediaConnection. Are you answering a call twice?";
        return host::log(Level::Warning, text);
    }
    let payload = call.options().field(name::PAYLOAD_);
    let Some(provider) = call.provider() else {
        // It was closed meanwhile.
        return;
    };
    call.put(name::LOCAL_STREAM_, stream);
    let transform = options.field(name::SDP_TRANSFORM);
    if transform.is_truthy() {
        call.options().put(name::SDP_TRANSFORM, transform);
    }
    connection::accept(call, payload, stream);
    let kept = provider.take_messages(call.id());
    for i in 0..kept.len() {
        call.call1(name::HANDLE_MESSAGE, kept.item(i));
    }
    call.put(name::OPEN_, true);
    connections::settle(provider, call)
}

fn close(call: Connection) {
    connection::clean_up(call);
    call.put(name::LOCAL_STREAM_, NULL);
    call.put(name::REMOTE_STREAM_, NULL);
    let options = call.options();
    if options.flag(name::STREAM_) {
        options.put(name::STREAM_, NULL);
    }
    connection::closed(call)
}
