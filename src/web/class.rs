//! The classes of `js/`: the schema of the state that JavaScript holds.
//!
//! Fields are PeerJS's own, since applications read them. Methods are called
//! through the object, so that a subclass may override them.

use super::{
    name::{self, Name},
    value::Value,
};
use std::ops::Deref;

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $class(pub Value);

        impl Deref for $class {
            type Target = Value;

            fn deref(&self) -> &Value {
                &self.0
            }
        }

        impl From<$class> for Value {
            fn from(object: $class) -> Value {
                object.0
            }
        }
    )*};
}

classes! {
    /// `js/peer.js`
    Peer
    /// `js/socket.js`
    Socket
    /// A connection: ours, an application's, or one of PeerJS's own classes.
    Connection
    /// A message on its way out: `js/parts.js`.
    Transfer
}

impl Peer {
    /// The id, or null.
    pub fn id(self) -> Value {
        self.field(name::ID_)
    }

    /// The id under which the server has taken us in last, or null.
    pub fn last_server_id(self) -> Value {
        self.field(name::LAST_SERVER_ID)
    }

    /// Whether the server has taken us in.
    pub fn is_open(self) -> bool {
        self.flag(name::OPEN_)
    }

    /// Whether the link to the server was ended.
    pub fn is_disconnected(self) -> bool {
        self.flag(name::DISCONNECTED_)
    }

    /// Whether it is of no more use.
    pub fn is_destroyed(self) -> bool {
        self.flag(name::DESTROYED_)
    }

    /// The options with all defaults.
    pub fn options(self) -> Value {
        self.field(name::OPTIONS_)
    }

    /// The link to the server.
    pub fn socket(self) -> Value {
        self.field(name::SOCKET_)
    }

    /// Remote id → Array of connections, a Map.
    pub fn connections(self) -> Value {
        self.field(name::CONNECTIONS_)
    }

    /// Connections that others have begun and that have not opened → when, a Map.
    pub fn pending(self) -> Value {
        self.field(name::PENDING_)
    }

    /// Connection id → Array of messages, a Map.
    pub fn lost_messages(self) -> Value {
        self.field(name::LOST_MESSAGES)
    }

    /// `disconnect()`
    pub fn disconnect(self) {
        self.call0(name::DISCONNECT);
    }

    /// `destroy()`
    pub fn destroy(self) {
        self.call0(name::DESTROY);
    }

    /// `getConnection(peerId, connectionId)`
    pub fn get_connection(self, remote: Value, id: Value) -> Option<Connection> {
        let found = self.call2(name::GET_CONNECTION, remote, id);
        found.some().map(Connection)
    }

    /// `_getMessages(connectionId)`
    pub fn take_messages(self, id: Value) -> Value {
        self.call1(name::GET_MESSAGES, id)
    }

    /// A limit that is an option.
    pub fn limit(self, option: Name, default: f64) -> f64 {
        let limit = self.options().count(option);
        if limit.is_nan() {
            default
        } else {
            limit
        }
    }
}

impl Socket {
    /// The Peer it belongs to.
    pub fn peer(self) -> Peer {
        Peer(self.field(name::PEER_))
    }

    /// Whether it was closed, or never started.
    pub fn is_disconnected(self) -> bool {
        self.flag(name::DISCONNECTED_)
    }

    /// The WebSocket, while there is one.
    pub fn web_socket(self) -> Option<Value> {
        self.field(name::SOCKET_).some()
    }
}

impl Connection {
    /// The id of the remote peer.
    pub fn peer(self) -> Value {
        self.field(name::PEER)
    }

    /// The Peer it belongs to, until it is closed.
    pub fn provider(self) -> Option<Peer> {
        self.field(name::PROVIDER).some().map(Peer)
    }

    /// What it was made with.
    pub fn options(self) -> Value {
        self.field(name::OPTIONS)
    }

    /// `connectionId`
    pub fn id(self) -> Value {
        self.field(name::CONNECTION_ID)
    }

    /// Whether it is a call.
    pub fn is_media(self) -> bool {
        self.field(name::TYPE).is_text(name::MEDIA)
    }

    /// The RTCPeerConnection, until it is closed.
    pub fn peer_connection(self) -> Option<Value> {
        self.field(name::PEER_CONNECTION).some()
    }

    /// The RTCDataChannel: of a call, the auxiliary one.
    pub fn data_channel(self) -> Option<Value> {
        self.field(name::DATA_CHANNEL).some()
    }

    /// Whether its offer is out and has no answer yet. One that the application makes
    /// later, on what is connected, is the application's.
    pub fn awaits_answer(self) -> bool {
        self.peer_connection().is_some_and(|pc| {
            // In Node there is one always, without a type until it is set.
            let has = |description| !pc.field(description).field(name::TYPE).is_nullish();
            has(name::LOCAL_DESCRIPTION) && !has(name::REMOTE_DESCRIPTION)
        })
    }

    /// `open`, as a subclass may see it.
    pub fn is_open(self) -> bool {
        self.flag(name::OPEN)
    }

    /// What waits to be sent, in order: messages and [`Transfer`]s.
    pub fn buffer(self) -> Value {
        self.field(name::BUFFER_)
    }

    /// Whether both ends read our frames.
    pub fn is_framed(self) -> bool {
        self.flag(name::FRAMED_)
    }

    /// Whether it is to close when all that was sent before has left.
    pub fn is_closing(self) -> bool {
        self.flag(name::CLOSING_)
    }

    /// Whether a message of the channel may be lost.
    pub fn is_lossy(self) -> bool {
        self.flag(name::LOSSY_)
    }

    /// The largest message of the channel, in bytes (W3C WebRTC 6.1.1); NaN where
    /// the browser does not say.
    pub fn max_message_size(self) -> f64 {
        let sctp = self.field(name::PEER_CONNECTION).field(name::SCTP);
        sctp.count(name::MAX_MESSAGE_SIZE)
    }

    /// `close()`
    pub fn close(self) {
        self.call0(name::CLOSE);
    }

    /// `_initializeDataChannel(channel)`
    pub fn initialize_data_channel(self, channel: Value) {
        self.call1(name::INITIALIZE_DATA_CHANNEL, channel);
    }
}

impl Transfer {
    /// Whether this is one: all else in a buffer is a message that is ready.
    pub fn of(item: Value) -> Option<Self> {
        let parts = item.field(name::PARTS);
        (!parts.is_undefined()).then_some(Self(item))
    }

    /// Its number on the wire; 0 where it goes in one piece.
    pub fn id(self) -> u32 {
        self.count(name::ID) as u32
    }

    /// Bytes of each chunk but the last.
    pub fn size(self) -> u32 {
        self.count(name::SIZE) as u32
    }

    /// Its length in bytes.
    pub fn length(self) -> f64 {
        self.count(name::LENGTH)
    }

    /// How many bytes were taken.
    pub fn sent(self) -> f64 {
        self.count(name::SENT)
    }

    /// Ends it.
    pub fn finish(self) {
        self.call0(name::FINISH);
    }
}
