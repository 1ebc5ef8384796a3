//! Negotiation: how two RTCPeerConnections come together, for data connections
//! and calls alike.
//!
//! ```text
//! originator: createOffer ─▶ setLocalDescription, OFFER
//!                           ANSWER ─▶ setRemoteDescription
//! other end:  OFFER ─▶ setRemoteDescription ─▶ createAnswer
//!                           ─▶ setLocalDescription, ANSWER
//! both:       candidates as they come, CANDIDATE
//! ```
//!
//! Each arrow is a promise. A step whose connection was closed meanwhile does
//! nothing.

use super::op;
use crate::core::{frame, signal};
use crate::web::{
    class::Connection,
    error::ErrorType,
    host::{self, Level},
    name::{self, Name},
    value::{self, GLOBAL, HOST, NOOP, NULL, UNDEFINED},
    Value,
};

/// Runs an operation that a callback asks for. `extra` is the
/// RTCPeerConnection.
#[inline(never)]
pub fn run(op: u32, connection: Connection, value: Value, extra: Value) -> Value {
    // Of an RTCPeerConnection that was let go.
    let Some(pc) = connection.peer_connection().filter(|pc| pc.is(extra)) else {
        return UNDEFINED;
    };
    match op {
        op::STEP_TAKEN => {}
        op::DESCRIPTION_CREATED => description_created(connection, pc, value),
        op::DESCRIPTION_SET => send_description(connection, value),
        op::OFFER_RECEIVED => {
            let answer = pc.call0(name::CREATE_ANSWER);
            step(connection, pc, answer, op::DESCRIPTION_CREATED)
        }
        op::ICE_CANDIDATE => candidate_found(connection, value),
        op::ICE_STATE => ice_state_changed(connection, pc),
        op::CONNECTION_STATE => connection_state_changed(connection, pc),
        op::CHANNEL_RECEIVED => channel_received(connection, value),
        op::TRACK_RECEIVED => track_received(connection, value),
        _ => failed(connection, value),
    }
    UNDEFINED
}

/// Makes the RTCPeerConnection. Media that is to be sent goes in first, so that
/// it is part of the first offer or answer.
fn open(connection: Connection, stream: Value) -> Value {
    let provider = connection.field(name::PROVIDER);
    let config = provider.get(name::OPTIONS).get(name::CONFIG);
    let config = HOST.call1(name::CONFIGURATION, config);
    let class = GLOBAL.get(name::RTC_PEER_CONNECTION);
    let pc = class.construct(config, UNDEFINED, UNDEFINED);
    let listen = |handler, op| host::listen(pc, handler, op, connection);
    listen(name::ONICECANDIDATE, op::ICE_CANDIDATE);
    listen(name::ONICECONNECTIONSTATECHANGE, op::ICE_STATE);
    listen(name::ONDATACHANNEL, op::CHANNEL_RECEIVED);
    listen(name::ONTRACK, op::TRACK_RECEIVED);
    host::watch(
        pc,
        name::CONNECTION_STATE_CHANGE,
        op::CONNECTION_STATE,
        connection,
        name::ONICECONNECTIONSTATECHANGE,
    );
    connection.put(name::PEER_CONNECTION, pc);
    host::opened(connection);
    if stream.is_truthy() {
        let tracks = stream.call0(name::GET_TRACKS);
        for i in 0..tracks.len() {
            pc.call2(name::ADD_TRACK, tracks.item(i), stream);
        }
    }
    pc
}

/// Starts as the one who connects.
pub fn originate(connection: Connection, stream: Value) {
    let pc = open(connection, stream);
    let init = channel_init(connection);
    let label = connection.field(name::LABEL);
    let channel = pc.call2(name::CREATE_DATA_CHANNEL, label, init);
    connection.initialize_data_channel(channel);
    if has_thrown(connection) {
        return;
    }
    let constraints = connection.options().get(name::CONSTRAINTS);
    let offer = pc.call1(name::CREATE_OFFER, constraints);
    step(connection, pc, offer, op::DESCRIPTION_CREATED)
}

/// What the channel is asked to be: ordered if the connection is `reliable`, but
/// for what the options say themselves.
fn channel_init(connection: Connection) -> Value {
    let options = connection.options();
    let ordered = options.get(name::ORDERED).some();
    let ordered = ordered.unwrap_or_else(|| connection.field(name::RELIABLE));
    let init = Value::object().with(name::ORDERED, ordered.is_truthy());
    for limit in [name::MAX_RETRANSMITS, name::MAX_PACKET_LIFE_TIME] {
        if let Some(value) = options.get(limit).some() {
            init.put(limit, value);
        }
    }
    init
}

/// Notes what an end has said of the protocol that it reads, in its offer or answer:
/// unless both read our frames, neither sends any. What this one has said holds, also
/// if the application gives it another way to read afterwards.
fn meet(connection: Connection, protocol: f64) {
    if protocol.is_nan() || protocol < f64::from(frame::VERSION) {
        connection.put(name::FRAMED_, false);
    }
}

/// Starts as the one who is connected to.
pub fn accept(connection: Connection, payload: Value, stream: Value) {
    meet(connection, payload.count(name::PEERJS_WASM));
    let pc = open(connection, stream);
    if has_thrown(connection) {
        return;
    }
    let set = pc.call1(name::SET_REMOTE_DESCRIPTION, payload.field(name::SDP));
    step(connection, pc, set, op::OFFER_RECEIVED)
}

/// Whether something was thrown, which is the caller's: a stream that is none, options
/// that the browser refuses. Nobody has the connection then who could close it.
fn has_thrown(connection: Connection) -> bool {
    let thrown = value::thrown();
    if let Some(error) = thrown {
        clean_up(connection);
        value::throw(error);
    }
    thrown.is_some()
}

/// Goes on with `next` when the promise is resolved.
fn step(connection: Connection, pc: Value, promise: Value, next: u32) {
    match promise.outcome() {
        Ok(promise) => host::settle(promise, next, connection, pc, UNDEFINED),
        Err(error) => failed(connection, error),
    }
}

/// The browser has refused a step. Told by the Peer; the connection may still
/// come about (a candidate more or less).
fn failed(connection: Connection, error: Value) {
    if let Some(provider) = connection.provider() {
        host::emit_error(provider, ErrorType::WebRtc, error)
    }
}

/// An offer or answer was made: lets the application change it, sets and sends
/// it.
fn description_created(connection: Connection, pc: Value, made: Value) {
    let mut description = made;
    let transform = connection.options().get(name::SDP_TRANSFORM);
    if transform.is_kind(name::FUNCTION) {
        let sdp = description.get(name::SDP);
        match transform
            .call2(name::CALL, connection.options(), sdp)
            .outcome()
        {
            // A copy: the browser's own object may take no changes.
            Ok(changed) if changed.is_truthy() => {
                let kind = description.get(name::TYPE);
                description = Value::object()
                    .with(name::TYPE, kind)
                    .with(name::SDP, changed);
            }
            Ok(_) => {}
            Err(error) => return failed(connection, error),
        }
    }
    match pc.call1(name::SET_LOCAL_DESCRIPTION, description).outcome() {
        // What the browser has made, it takes: it is on its way meanwhile. Its
        // candidates are found, and told, only after it is set.
        Ok(set) if description.is(made) => {
            host::settle(set, op::STEP_TAKEN, connection, pc, UNDEFINED);
            send_description(connection, description)
        }
        Ok(set) => host::settle(set, op::DESCRIPTION_SET, connection, pc, description),
        Err(error) => failed(connection, error),
    }
}

/// Sends an offer or answer.
fn send_description(connection: Connection, description: Value) {
    let payload = Value::object()
        .with(name::SDP, description)
        .with(name::TYPE, connection.field(name::TYPE))
        .with(name::CONNECTION_ID, connection.id());
    let protocol = connection.get(name::PROTOCOL_);
    meet(connection, protocol.number());
    if protocol.is_truthy() {
        payload.put(name::PEERJS_WASM, protocol);
    }
    if !description.field(name::TYPE).is_text(name::OFFER_TYPE) {
        return send(connection, name::ANSWER.into(), payload);
    }
    payload.put(name::METADATA, connection.field(name::METADATA));
    if !connection.is_media() {
        let copy = |field| payload.put(field, connection.field(field));
        copy(name::LABEL);
        copy(name::RELIABLE);
        copy(name::SERIALIZATION);
    }
    send(connection, name::OFFER.into(), payload)
}

fn candidate_found(connection: Connection, event: Value) {
    let candidate = event.field(name::CANDIDATE_FIELD);
    // The end of candidates is an empty one, and is not told.
    if !candidate.flag(name::CANDIDATE_FIELD) {
        return;
    }
    let payload = Value::object()
        .with(name::CANDIDATE_FIELD, candidate)
        .with(name::TYPE, connection.field(name::TYPE))
        .with(name::CONNECTION_ID, connection.id());
    send(connection, name::CANDIDATE.into(), payload)
}

fn send(connection: Connection, kind: Value, payload: Value) {
    let message = Value::object()
        .with(name::TYPE, kind)
        .with(name::PAYLOAD, payload)
        .with(name::DST, connection.peer());
    let socket = connection.field(name::PROVIDER).get(name::SOCKET);
    // What has no JSON, metadata for one, cannot be sent.
    if let Err(error) = socket.call1(name::SEND, message).outcome() {
        failed(connection, error)
    }
}

/// Handles a message of the other end.
pub fn handle_message(connection: Connection, message: Value) {
    let Some(pc) = connection.peer_connection() else {
        return;
    };
    let payload = message.field(name::PAYLOAD);
    let kind = message.field(name::TYPE);
    let done = if kind.is_text(name::ANSWER) {
        meet(connection, payload.count(name::PEERJS_WASM));
        pc.call1(name::SET_REMOTE_DESCRIPTION, payload.field(name::SDP))
    } else if kind.is_text(name::CANDIDATE) {
        let taken = connection.count(name::CANDIDATES_);
        if taken >= signal::CANDIDATES {
            return host::log(Level::Warning, "Too many candidates.");
        }
        // NaN where there was none.
        connection.put(name::CANDIDATES_, taken.max(0.0) + 1.0);
        let candidate = payload.field(name::CANDIDATE_FIELD);
        pc.call1(name::ADD_ICE_CANDIDATE, candidate)
    } else {
        let text = Value::from("Unrecognized message type:")
            .join(kind)
            .join(" from peer:")
            .join(connection.peer());
        return host::log(Level::Warning, text);
    };
    step(connection, pc, done, op::STEP_TAKEN)
}

fn ice_state_changed(connection: Connection, pc: Value) {
    let state = pc.field(name::ICE_CONNECTION_STATE);
    host::log_value(Level::All, "iceConnectionState is", state);
    if state.is_text(name::FAILED) {
        fail(connection)
    } else if state.is_text(name::CLOSED) {
        let text = Value::from("Connection to ")
            .join(connection.peer())
            .join(" closed.");
        host::emit_error(connection, ErrorType::ConnectionClosed, text);
        connection.close();
    } else if state.is_text(name::COMPLETED) {
        pc.put(name::ONICECANDIDATE, NOOP);
    }
    // Read again: closing has changed it by now.
    let state = pc.field(name::ICE_CONNECTION_STATE);
    host::emit(connection, name::ICE_STATE_CHANGED, state)
}

/// ICE may fail, or DTLS, without a word of the ICE state.
fn connection_state_changed(connection: Connection, pc: Value) {
    let state = pc.field(name::CONNECTION_STATE);
    // Browsers tell of no close but by another state. In Node, node-datachannel
    // closes what has failed to connect.
    let given_up = || state.is_text(name::CLOSED) && !connection.is_open();
    if state.is_text(name::FAILED) || given_up() {
        fail(connection)
    }
}

/// Whether the connection has failed, which is about to be told. Firefox closes its channel
/// sooner.
pub fn has_failed(connection: Connection) -> bool {
    let state = |pc: Value| pc.field(name::CONNECTION_STATE);
    let is_failed = |pc| state(pc).is_text(name::FAILED);
    connection.flag(name::CHANGED_) && connection.peer_connection().is_some_and(is_failed)
}

/// The two do not come together, or not any more.
pub fn fail(connection: Connection) {
    let text = Value::from("Negotiation of connection to ")
        .join(connection.peer())
        .join(" failed.");
    host::emit_error(connection, ErrorType::NegotiationFailed, text);
    connection.close();
}

/// The other end has opened a channel. Only the first is ours; what else there
/// may be belongs to the application.
fn channel_received(connection: Connection, event: Value) {
    if connection.data_channel().is_some() {
        return;
    }
    connection.initialize_data_channel(event.get(name::CHANNEL))
}

fn track_received(connection: Connection, event: Value) {
    let stream = event.get(name::STREAMS).item(0);
    // A track that belongs to no stream has nothing to be shown in; another
    // track of a stream that was shown already brings nothing new.
    let shown = connection.field(name::SHOWN_);
    if !connection.is_media() || stream.is_nullish() || shown.call1(name::HAS, stream).is_truthy() {
        return;
    }
    HOST.call2(name::NOTE, shown, stream);
    connection.call1(name::ADD_STREAM, stream);
}

/// Takes the data channel.
pub fn attach(connection: Connection, channel: Value, opened: u32) {
    connection.put(name::DATA_CHANNEL, channel);
    let limits = [name::MAX_RETRANSMITS, name::MAX_PACKET_LIFE_TIME];
    // NaN where there is none; node-webrtc says the most that there can be.
    let is_lossy = limits
        .iter()
        .any(|limit| channel.count(*limit) < f64::from(u16::MAX));
    connection.put(name::LOSSY_, is_lossy);
    if !connection.is_media() {
        // Applications that put their own there call what they found.
        channel.put(name::ONMESSAGE, NOOP);
    }
    host::listen(channel, name::ONOPEN, opened, connection);
    host::listen(channel, name::ONCLOSE, op::CHANNEL_CLOSED, connection)
}

/// Tells that the channel is open. Chromium may say so twice of a channel that the
/// other end has made, on a busy machine.
pub fn opened(connection: Connection, event: Name) {
    if let Some(channel) = connection.data_channel() {
        channel.put(name::ONOPEN, NOOP);
    }
    host::emit_bare(connection, event)
}

/// Tells that it is closed, if it was open.
pub fn closed(connection: Connection) {
    if connection.is_open() {
        connection.put(name::OPEN_, false);
        host::emit_bare(connection, name::CLOSE)
    }
}

/// Lets go of the RTCPeerConnection, of the Peer and of the data channel.
pub fn clean_up(connection: Connection) {
    if let Some(pc) = connection.peer_connection() {
        connection.put(name::PEER_CONNECTION, NULL);
        // Functions, as with PeerJS: whoever has put one before them calls them.
        pc.put(name::ONICECANDIDATE, NOOP);
        pc.put(name::ONICECONNECTIONSTATECHANGE, NOOP);
        pc.put(name::ONDATACHANNEL, NOOP);
        pc.put(name::ONTRACK, NOOP);
        pc.call0(name::CLOSE);
        host::closed(connection);
    }
    if let Some(provider) = connection.provider() {
        HOST.call2(name::UNQUEUE, provider.get(name::SOCKET), connection.id());
        provider.call1(name::REMOVE_CONNECTION, Value::from(connection));
        connection.put(name::PROVIDER, NULL);
    }
    // A call's are left to it, as with PeerJS.
    let is_data = !connection.is_media();
    if let Some(channel) = connection.data_channel().filter(|_| is_data) {
        channel.put(name::ONOPEN, NULL);
        channel.put(name::ONMESSAGE, NULL);
        channel.put(name::ONCLOSE, NULL);
    }
}
