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
/// Most early messages that are kept for one connection id.
pub const KEPT_MESSAGES: u32 = 64;
/// Most messages that wait for the WebSocket to open, per Peer.
pub const QUEUED_MESSAGES: u32 = 4096;

/// Whether one more early message may be kept: `connections` ids have some,
/// this one `messages`.
pub fn may_keep(connections: u32, messages: u32) -> bool {
    messages < KEPT_MESSAGES && (messages > 0 || connections < KEPT_CONNECTIONS)
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
        assert!(may_keep(0, 0));
        assert!(may_keep(KEPT_CONNECTIONS, KEPT_MESSAGES - 1));
        assert!(!may_keep(KEPT_CONNECTIONS, 0));
        assert!(!may_keep(1, KEPT_MESSAGES));
    }
}
