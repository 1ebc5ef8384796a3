//! The types of `error` events.

use super::{
    name::{self, Name},
    Value,
};

/// An error type. The name is what applications compare `error.type` with.
#[derive(Clone, Copy)]
pub enum ErrorType {
    /// The server does not know the key.
    InvalidKey = name::INVALID_KEY.0 as isize,
    /// The connection to the server was lost, or never came about.
    Network = name::NETWORK.0 as isize,
    /// There is no such peer (ours: of connections too).
    PeerUnavailable = name::PEER_UNAVAILABLE.0 as isize,
    /// The server cannot be reached, or has refused.
    ServerError = name::SERVER_ERROR.0 as isize,
    /// What was to be sent to the server is no message.
    SocketError = name::SOCKET_ERROR.0 as isize,
    /// The connection to the server was closed.
    SocketClosed = name::SOCKET_CLOSED.0 as isize,
    /// Another client has the id.
    UnavailableId = name::UNAVAILABLE_ID.0 as isize,
    /// An error of the browser's WebRTC.
    WebRtc = name::WEB_RTC.0 as isize,
    /// ICE has failed (connections).
    NegotiationFailed = name::NEGOTIATION_FAILED.0 as isize,
    /// The RTCPeerConnection was closed (connections).
    ConnectionClosed = name::CONNECTION_CLOSED.0 as isize,
    /// `send` before `open` (connections).
    NotOpenYet = name::NOT_OPEN_YET.0 as isize,
    /// The message is too big for this connection.
    MessageTooBig = name::MESSAGE_TOO_BIG.0 as isize,
    /// Ours, not PeerJS's: a message could not be decoded.
    DeserializationFailed = name::DESERIALIZATION_FAILED.0 as isize,
    /// Ours, not PeerJS's: a message could not be read or handed to the channel.
    SendFailed = name::SEND_FAILED.0 as isize,
}

impl From<ErrorType> for Value {
    fn from(kind: ErrorType) -> Self {
        Name(kind as i32).into()
    }
}
