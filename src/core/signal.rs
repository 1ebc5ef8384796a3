//! What the signalling server sends.

/// The type of a server message, PeerServer's `type` field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The server has taken us in under our id.
    Open,
    /// The server refuses to go on; `payload.msg` says why.
    Error,
    /// Another client has our id.
    IdTaken,
    /// The server does not know our key.
    InvalidKey,
    /// A peer has left: its connections are gone.
    Leave,
    /// What we sent to a peer was not delivered.
    Expire,
    /// A peer wants to connect.
    Offer,
    /// Anything else, which belongs to a connection or to nothing.
    Other,
}

impl Kind {
    /// Classifies a `type` field.
    pub fn of(name: &[u8]) -> Self {
        match name {
            b"OPEN" => Self::Open,
            b"ERROR" => Self::Error,
            b"ID-TAKEN" => Self::IdTaken,
            b"INVALID-KEY" => Self::InvalidKey,
            b"LEAVE" => Self::Leave,
            b"EXPIRE" => Self::Expire,
            b"OFFER" => Self::Offer,
            _ => Self::Other,
        }
    }
}

/// Most connection ids for which early messages are kept, per Peer.
pub const KEPT_CONNECTIONS: u32 = 256;
/// Most early messages that are kept for one connection id. A call that rings has all
/// candidates of the other end waiting: three times those of its networks and servers.
pub const KEPT_MESSAGES: u32 = 128;
/// Longest early message that is kept, in UTF-16 units of its JSON: room for any
/// candidate.
pub const KEPT_LENGTH: u32 = 4096;
/// Most messages that wait for the WebSocket to open, per Peer.
pub const QUEUED_MESSAGES: u32 = 4096;
/// Longest message of the server that is read, in UTF-16 units.
pub const MESSAGE_LENGTH: u32 = 16_777_216;
/// Most candidates that are taken for a connection: each makes the browser send
/// to an address of the other end's choice.
pub const CANDIDATES: f64 = 512.0;
/// Most offers that have been received and have not come to a connection, per
/// Peer, unless an option says otherwise. Chromium gives a page 500
/// RTCPeerConnections, so this leaves some.
pub const PENDING_OFFERS: f64 = 256.0;
/// An offer that has come to nothing for this many milliseconds is given up when
/// its place is needed.
pub const PENDING_TIME: f64 = 60_000.0;
/// Most remote ids without a connection that are remembered, per Peer.
pub const REMOTE_IDS: u32 = 1024;
/// How many milliseconds a server has to take us in, unless an option says
/// otherwise: more than a host takes that has to be woken.
pub const SERVER_TIME: f64 = 120_000.0;
/// How many milliseconds a server has to greet or refuse a Peer that it has had before,
/// once the WebSocket is open. PeerServer does either at once; or neither, where it still
/// has the Peer's last WebSocket.
pub const GREETING_TIME: f64 = 500.0;

/// Whether one more early message may be kept, which is so long: `connections`
/// ids have some, this one `messages`. A connection that is there already has its
/// own place.
pub fn may_keep(is_known: bool, connections: u32, messages: u32, length: u32) -> bool {
    let has_place = is_known || messages > 0 || connections < KEPT_CONNECTIONS;
    has_place && messages < KEPT_MESSAGES && length <= KEPT_LENGTH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(Kind::of(b"OPEN"), Kind::Open);
        assert_eq!(Kind::of(b"ID-TAKEN"), Kind::IdTaken);
        assert_eq!(Kind::of(b"ANSWER"), Kind::Other);
        assert_eq!(Kind::of(b"open"), Kind::Other);
        assert_eq!(Kind::of(b""), Kind::Other);
    }

    #[test]
    fn early_messages_are_bounded() {
        assert!(may_keep(false, 0, 0, KEPT_LENGTH));
        assert!(may_keep(false, KEPT_CONNECTIONS, KEPT_MESSAGES - 1, 0));
        assert!(!may_keep(false, KEPT_CONNECTIONS, 0, 0));
        assert!(!may_keep(false, 0, 0, KEPT_LENGTH + 1));
        for is_known in [false, true] {
            assert!(!may_keep(is_known, 1, KEPT_MESSAGES, 0));
        }
    }

    #[test]
    fn a_flood_of_made_up_ids_costs_no_connection_its_messages() {
        assert!(may_keep(true, KEPT_CONNECTIONS, 0, 0));
    }
}
