//! The link to the signalling server: `js/socket.js`.

use super::{op, peer::lifecycle};
use crate::core::signal;
use crate::web::{
    class::Socket,
    error::ErrorType,
    host::{self, Level},
    name,
    value::{GLOBAL, UNDEFINED},
    Value,
};

/// `WebSocket.OPEN`
const OPEN: f64 = 1.0;

/// Runs an operation on a socket. Callbacks bring the event and the WebSocket.
#[inline(never)]
pub fn run(op: u32, socket: Socket, a: Value, b: Value) -> Value {
    match op {
        op::SOCKET_SEND => send(socket, a),
        op::SOCKET_HEARTBEAT => heartbeat(socket),
        // Of a WebSocket that was let go.
        _ if !socket.field(name::SOCKET_).is(b) => {}
        op::SOCKET_OPENED => opened(socket),
        op::SOCKET_FRAME => received(socket, a),
        op::SOCKET_UNGREETED => ungreeted(socket),
        _ => closed(socket),
    }
    UNDEFINED
}

/// Sends a message, or keeps it until the WebSocket is open. While the Peer is
/// disconnected it is dropped, as with PeerJS: but for an offer, which was asked for
/// before that, and for what comes behind one.
fn send(socket: Socket, message: Value) {
    let queue = || socket.field(name::MESSAGES_QUEUE);
    let is_offer = message.field(name::TYPE).is_text(name::OFFER);
    if socket.peer().is_disconnected() && !is_offer && queue().len() == 0 {
        return;
    }
    if !message.get(name::TYPE).is_truthy() {
        // Without an id PeerJS does not look at it, and drops it.
        if socket.flag(name::ID_) {
            host::emit(socket, name::ERROR, "Invalid message".into());
        }
        return;
    }
    // Also of what waits: that it has no JSON is for the caller to know.
    let text = GLOBAL.get(name::JSON).call1(name::STRINGIFY, message);
    if let Some(web_socket) = open_socket(socket) {
        web_socket.call1(name::SEND, text);
        return;
    }
    if queue().len() < signal::QUEUED_MESSAGES {
        queue().call1(name::PUSH, message);
        return;
    }
    let text = "Too many messages wait for the server.";
    host::emit_error(socket.peer(), ErrorType::Network, text)
}

/// The WebSocket, if it is open.
fn open_socket(socket: Socket) -> Option<Value> {
    socket
        .web_socket()
        .filter(|web_socket| web_socket.count(name::READY_STATE) == OPEN)
}

fn opened(socket: Socket) {
    let peer = socket.peer();
    if peer.flag(name::GREETED_) {
        lifecycle::stop_waiting(peer);
        let web_socket = socket.field(name::SOCKET_);
        let time = Value::from(signal::GREETING_TIME);
        let timer = host::timeout(time, op::SOCKET_UNGREETED, socket, UNDEFINED, web_socket);
        peer.put(name::TIMER_, timer);
    }
    let queue = socket.field(name::MESSAGES_QUEUE);
    socket.put(name::MESSAGES_QUEUE, Value::list());
    for i in 0..queue.len() {
        send(socket, queue.item(i));
        host::contain()
    }
    schedule_heartbeat(socket)
}

/// A PeerServer does not greet whom it still has, and serves him all the same: so it is as
/// if it had.
fn ungreeted(socket: Socket) {
    let peer = socket.peer();
    if !peer.is_open() {
        let greeting = Value::object().with(name::TYPE, "OPEN");
        host::emit(socket, name::MESSAGE, greeting);
        peer.put(name::ASSUMED_, true)
    }
}

fn received(socket: Socket, event: Value) {
    let data = event.field(name::DATA);
    if data.len() > signal::MESSAGE_LENGTH {
        return host::log(Level::Warning, "A server message is too long.");
    }
    let message = GLOBAL.get(name::JSON).call1(name::PARSE, data);
    match message.outcome() {
        Ok(message) => {
            host::log_value(Level::All, "Server message received:", message);
            host::emit(socket, name::MESSAGE, message)
        }
        Err(_) => host::log_value(Level::All, "Invalid server message", data),
    }
}

fn closed(socket: Socket) {
    socket.call0(name::RELEASE_);
    host::emit_bare(socket, name::DISCONNECTED)
}

fn schedule_heartbeat(socket: Socket) {
    let interval = socket.field(name::PING_INTERVAL);
    let timer = host::timeout(interval, op::SOCKET_HEARTBEAT, socket, UNDEFINED, UNDEFINED);
    socket.put(name::WS_PING_TIMER, timer);
}

fn heartbeat(socket: Socket) {
    if let Some(web_socket) = open_socket(socket) {
        web_socket.call1(name::SEND, r#"{"type":"HEARTBEAT"}"#);
        schedule_heartbeat(socket)
    }
}
