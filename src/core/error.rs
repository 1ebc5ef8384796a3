//! The types of `error` events.

/// An error type. The name is what applications compare `error.type` with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorType {
    /// The browser has no WebRTC, or no WebAssembly.
    BrowserIncompatible,
    /// The Peer was disconnected from the server.
    Disconnected,
    /// The id has characters that are not allowed.
    InvalidId,
    /// The server does not know the key.
    InvalidKey,
    /// The connection to the server was lost, or never came about.
    Network,
    /// There is no such peer (ours: of connections too).
    PeerUnavailable,
    /// The server cannot be reached, or has refused.
    ServerError,
    /// What was to be sent to the server is no message.
    SocketError,
    /// The connection to the server was closed.
    SocketClosed,
    /// Another client has the id.
    UnavailableId,
    /// An error of the browser's WebRTC.
    WebRtc,
    /// ICE has failed (connections).
    NegotiationFailed,
    /// The RTCPeerConnection was closed (connections).
    ConnectionClosed,
    /// `send` before `open` (connections).
    NotOpenYet,
    /// The message is too big for this connection.
    MessageTooBig,
    /// Ours, not PeerJS's: a message could not be decoded.
    DeserializationFailed,
    /// Ours, not PeerJS's: a message could not be read or handed to the channel.
    SendFailed,
}

impl ErrorType {
    /// The text in `error.type`.
    pub fn name(self) -> &'static str {
        match self {
            Self::BrowserIncompatible => "browser-incompatible",
            Self::Disconnected => "disconnected",
            Self::InvalidId => "invalid-id",
            Self::InvalidKey => "invalid-key",
            Self::Network => "network",
            Self::PeerUnavailable => "peer-unavailable",
            Self::ServerError => "server-error",
            Self::SocketError => "socket-error",
            Self::SocketClosed => "socket-closed",
            Self::UnavailableId => "unavailable-id",
            Self::WebRtc => "webrtc",
            Self::NegotiationFailed => "negotiation-failed",
            Self::ConnectionClosed => "connection-closed",
            Self::NotOpenYet => "not-open-yet",
            Self::MessageTooBig => "message-too-big",
            Self::DeserializationFailed => "deserialization-failed",
            Self::SendFailed => "send-failed",
        }
    }
}
