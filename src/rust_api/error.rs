//! What can go wrong.

use wasm_bindgen::prelude::*;

/// The result of an operation of this API.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong. The text is the message that the script has for it.
///
/// The kinds are those of PeerJS's `error` events, as `types.d.ts` lists them,
/// and those of this API's own: [`Closed`](Error::Closed),
/// [`TimedOut`](Error::TimedOut), [`Value`](Error::Value).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The browser has no WebRTC, or it is switched off.
    #[error("{0}")]
    BrowserIncompatible(String),
    /// The Peer is disconnected from the server.
    #[error("{0}")]
    Disconnected(String),
    /// The id that was asked for has characters that are not allowed.
    #[error("{0}")]
    InvalidId(String),
    /// The server does not know the API key.
    #[error("{0}")]
    InvalidKey(String),
    /// The connection to the server was lost or never came about.
    #[error("{0}")]
    Network(String),
    /// The server does not know the remote peer, or it did not answer within
    /// some seconds.
    #[error("{0}")]
    PeerUnavailable(String),
    /// The server has no TLS.
    #[error("{0}")]
    SslUnavailable(String),
    /// The server could not be reached for an id or a list, or has refused.
    #[error("{0}")]
    Server(String),
    /// A message for the server could not be sent.
    #[error("{0}")]
    Socket(String),
    /// The socket to the server was closed.
    #[error("{0}")]
    SocketClosed(String),
    /// Another client has the id.
    #[error("{0}")]
    UnavailableId(String),
    /// A step of WebRTC was refused by the browser.
    #[error("{0}")]
    WebRtc(String),
    /// ICE has found no way between the two peers, or it was lost.
    #[error("{0}")]
    NegotiationFailed(String),
    /// The connection has ended in the middle of messages of more than 1 MiB, or before
    /// what was to be sent has left, or was closed from outside.
    #[error("{0}")]
    ConnectionClosed(String),
    /// Something was sent before the connection opened or after it closed.
    #[error("{0}")]
    NotOpenYet(String),
    /// The message does not fit into what the remote peer can take.
    #[error("{0}")]
    MessageTooBig(String),
    /// A message came that could not be read.
    #[error("{0}")]
    DeserializationFailed(String),
    /// A message could not be handed to the channel.
    #[error("{0}")]
    SendFailed(String),
    /// The Peer, the connection or the call has ended.
    #[error("closed")]
    Closed,
    /// It did not come about within the time that was given.
    #[error("timed out")]
    TimedOut,
    /// A value has no form in JavaScript, or came in another form than it was
    /// asked for in.
    #[error("{0}")]
    Value(String),
    /// An exception of JavaScript of any other kind.
    #[error("{0}")]
    Other(String),
}

impl Error {
    /// What an `error` event brings, a function throws, or a promise rejects with.
    pub(super) fn from_js(error: &JsValue) -> Self {
        let text = |name: &str| {
            js_sys::Reflect::get(error, &name.into())
                .ok()
                .and_then(|value| value.as_string())
        };
        let message = text("message").unwrap_or_else(|| format!("{error:?}"));
        let kind = match text("type").as_deref() {
            Some("browser-incompatible") => Self::BrowserIncompatible,
            Some("disconnected") => Self::Disconnected,
            Some("invalid-id") => Self::InvalidId,
            Some("invalid-key") => Self::InvalidKey,
            Some("network") => Self::Network,
            Some("peer-unavailable") => Self::PeerUnavailable,
            Some("ssl-unavailable") => Self::SslUnavailable,
            Some("server-error") => Self::Server,
            Some("socket-error") => Self::Socket,
            Some("socket-closed") => Self::SocketClosed,
            Some("unavailable-id") => Self::UnavailableId,
            Some("webrtc") => Self::WebRtc,
            Some("negotiation-failed") => Self::NegotiationFailed,
            Some("connection-closed") => Self::ConnectionClosed,
            Some("not-open-yet") => Self::NotOpenYet,
            Some("message-too-big") => Self::MessageTooBig,
            Some("deserialization-failed") => Self::DeserializationFailed,
            Some("send-failed") => Self::SendFailed,
            _ => Self::Other,
        };
        kind(message)
    }

    /// Whether a connection that has this error has ended, or never comes about.
    pub(super) fn ends_connection(&self) -> bool {
        matches!(
            self,
            Self::NegotiationFailed(_) | Self::ConnectionClosed(_) | Self::PeerUnavailable(_)
        )
    }
}

impl From<serde_wasm_bindgen::Error> for Error {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        Self::Value(error.to_string())
    }
}
