//! A connection on its way.

use super::{
    connection::{Connection, Link},
    error::{Error, Result},
    peer::Peer,
    timeout::within,
    value::{self, Options},
};
use serde::Serialize;
use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

/// A connection to be made: [`Peer::connect`]. Awaiting it gives the open
/// [`Connection`]; dropping it meanwhile gives it up.
pub struct Connecting {
    peer: Peer,
    id: String,
    options: Options,
    metadata: Result<()>,
    timeout: Option<Duration>,
}

/// How values travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Serialization {
    /// BinaryPack: whatever serde can say. The default.
    Binary,
    /// Text that any peer can read.
    Json,
    /// Strings and bytes as they are, one channel message each.
    Raw,
}

impl Connecting {
    pub(super) fn new(peer: Peer, id: String) -> Self {
        let connecting = Self {
            peer,
            id,
            options: Options::default(),
            metadata: Ok(()),
            timeout: None,
        };
        connecting.ordered(true)
    }

    /// A name for the connection, which both ends see.
    pub fn label(self, label: &str) -> Self {
        self.set("label", label)
    }

    /// Anything that the other end is to know of the connection.
    pub fn metadata<T: Serialize + ?Sized>(mut self, metadata: &T) -> Self {
        self.metadata = value::to_js(metadata).map(|value| self.options.set("metadata", value));
        self
    }

    /// How values travel.
    pub fn serialization(self, serialization: Serialization) -> Self {
        let name = match serialization {
            Serialization::Binary => "binary",
            Serialization::Json => "json",
            Serialization::Raw => "raw",
        };
        self.set("serialization", name)
    }

    /// Whether messages arrive in the order in which they were sent; they all
    /// arrive either way. By default they do, unlike in PeerJS, whose `reliable`
    /// this is.
    pub fn ordered(self, ordered: bool) -> Self {
        self.set("reliable", ordered)
    }

    /// How often a message is sent again before it is given up. Messages are not
    /// cut into chunks then, so that one which is too large for a channel message
    /// is [`MessageTooBig`](Error::MessageTooBig).
    pub fn max_retransmits(self, times: u16) -> Self {
        self.set("maxRetransmits", times)
    }

    /// How long opening may take; for ever by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    fn set(self, name: &str, value: impl Into<wasm_bindgen::JsValue>) -> Self {
        self.options.set(name, value);
        self
    }

    async fn open(self) -> Result<Connection> {
        self.metadata?;
        let js = self
            .peer
            .inner()
            .js
            .connect(&self.id, self.options.as_object());
        let js = js.map_err(|error| Error::from_js(&error))?;
        let Some(js) = js else {
            return Err(self.peer.take_error().unwrap_or(Error::Closed));
        };
        let connection = Connection::new(self.peer, Link::new(js));
        within(self.timeout, connection.opened()).await?;
        Ok(connection)
    }
}

impl IntoFuture for Connecting {
    type Output = Result<Connection>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.open())
    }
}
