//! What a Peer is made of.

use super::{
    error::{Error, Result},
    js,
    timeout::within,
    value::Options,
    Peer,
};
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::RtcConfiguration;

/// Options for a new [`Peer`]: those of PeerJS's constructor. What is not given
/// is as in PeerJS, whose server in the cloud is the default.
#[derive(Default)]
pub struct Builder {
    id: Option<String>,
    options: Options,
    timeout: Option<Duration>,
}

/// How much is logged to the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// Nothing; the default.
    Disabled = 0,
    /// Errors.
    Errors = 1,
    /// Errors and warnings.
    Warnings = 2,
    /// All there is to be told.
    All = 3,
}

impl Builder {
    /// The id to be reached by, of letters, digits, `-`, `_` and spaces. Otherwise
    /// the server makes one up.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The server's host.
    pub fn host(self, host: &str) -> Self {
        self.set("host", host)
    }

    /// The server's port.
    pub fn port(self, port: u16) -> Self {
        self.set("port", port)
    }

    /// The path that the server is under.
    pub fn path(self, path: &str) -> Self {
        self.set("path", path)
    }

    /// Whether the server has TLS; by default whether the page came by it.
    pub fn secure(self, secure: bool) -> Self {
        self.set("secure", secure)
    }

    /// The server's API key.
    pub fn key(self, key: &str) -> Self {
        self.set("key", key)
    }

    /// What proves to the server that a Peer which returns is the same; by default
    /// made up.
    pub fn token(self, token: &str) -> Self {
        self.set("token", token)
    }

    /// STUN and TURN servers, and whatever else the RTCPeerConnections are to know.
    pub fn config(self, config: &RtcConfiguration) -> Self {
        self.set("config", config)
    }

    /// How often the server is told that the Peer is still there; 5 s by default.
    pub fn ping_interval(self, interval: Duration) -> Self {
        self.set("pingInterval", interval.as_millis() as f64)
    }

    /// How much is logged to the console.
    pub fn debug(self, level: LogLevel) -> Self {
        self.set("debug", level as u8)
    }

    /// Most bytes of incomplete messages that a connection puts together at a time;
    /// 2,147,483,647 by default. What exceeds it is [`Error::DeserializationFailed`].
    pub fn max_receive_bytes(self, bytes: u32) -> Self {
        self.set("maxReceiveBytes", bytes)
    }

    /// Most incomplete messages that a connection puts together at a time; 256 by
    /// default. What exceeds it is [`Error::DeserializationFailed`].
    pub fn max_receive_transfers(self, transfers: u32) -> Self {
        self.set("maxReceiveTransfers", transfers)
    }

    /// Most connections and calls that others have begun and that are neither open nor
    /// answered; 256 by default. Offers beyond that are refused; those that have waited
    /// for a minute make room.
    pub fn max_pending_offers(self, offers: u32) -> Self {
        self.set("maxPendingOffers", offers)
    }

    /// After how long a server that has not taken us in is given up, by
    /// [`Error::Network`]; two minutes by default. Zero waits for as long as it takes.
    pub fn server_timeout(self, timeout: Duration) -> Self {
        self.set("serverTimeout", timeout.as_millis() as f64)
    }

    /// How long [`open`](Self::open) may take, whatever it waits for; by default
    /// [`server_timeout`](Self::server_timeout) alone ends it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Opens the Peer: resolves when the server has taken it in. A Peer that is
    /// still opening ends when the future is dropped.
    pub async fn open(self) -> Result<Peer> {
        let js = js::Peer::new(self.id.as_deref(), self.options.as_object())
            .map_err(|error| Error::from_js(&error))?;
        let peer = Peer::new(js);
        within(self.timeout, peer.opened()).await?;
        Ok(peer)
    }

    fn set(self, name: &str, value: impl Into<JsValue>) -> Self {
        self.options.set(name, value);
        self
    }
}
