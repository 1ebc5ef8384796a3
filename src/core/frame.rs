//! Frames: what only two of ours say to each other (`docs/protocol.md`).
//!
//! A frame begins with `undefined` of BinaryPack, which is otherwise a message of
//! this one byte, and which no UTF-8 text begins with. So binary and JSON
//! connections have the same frames.

/// The version of the protocol, which offers and answers name.
pub const VERSION: u32 = 1;
/// Largest message that shares a frame with others, in bytes: three of them fill one.
/// Values of 4 KB are in it.
pub const BATCHED_MAX: f64 = 5_431.0;
/// Largest batch, in bytes, without the header: as large as a message that
/// PeerJS would not chunk.
pub const BATCH_MAX: f64 = 16_300.0;
/// What a batch takes besides its messages, in bytes.
pub const HEAD_LEN: usize = 2;
/// What each message in a batch takes besides itself, in bytes.
pub const LENGTH_LEN: usize = 2;
/// Largest frame, in bytes.
pub const MAX_LEN: usize = HEAD_LEN + LENGTH_LEN + 16_300;

/// What every frame begins with.
pub const MARKER: u8 = 0xc1;
const BATCH: u8 = 1;
const CANCEL: u8 = 2;
const CLOSE: u8 = 3;

/// What a message begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// It is no frame.
    No,
    /// Messages, none of which is a chunk: [`messages`] finds them.
    Batch,
    /// The rest of a transfer will not come.
    Cancel(u32),
    /// The receiver is to close when so many messages of the channel have come.
    Close(u32),
    /// It makes no sense.
    Malformed,
}

impl Frame {
    /// Looks at the first bytes of a message, seven or all.
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [MARKER, BATCH, ..] => Self::Batch,
            [MARKER, kind @ (CANCEL | CLOSE), a, b, c, d] => {
                let number = u32::from_be_bytes([*a, *b, *c, *d]);
                match *kind {
                    CANCEL => Self::Cancel(number),
                    _ => Self::Close(number),
                }
            }
            [MARKER, _, ..] => Self::Malformed,
            _ => Self::No,
        }
    }
}

/// What a batch begins with.
pub const BATCH_HEAD: [u8; HEAD_LEN] = [MARKER, BATCH];

/// What comes before a message of `len` bytes in a batch.
pub fn length(len: f64) -> [u8; LENGTH_LEN] {
    (len as u16).to_be_bytes()
}

/// Length of a frame that is a number, in bytes.
pub const NUMBER_LEN: usize = 6;

/// The frame that ends a transfer before its time.
pub fn cancel(id: u32) -> [u8; NUMBER_LEN] {
    number(CANCEL, id)
}

/// The frame that asks for a close after so many messages of the channel, not
/// counting this one, which may overtake them.
pub fn close(count: u32) -> [u8; NUMBER_LEN] {
    number(CLOSE, count)
}

fn number(kind: u8, number: u32) -> [u8; NUMBER_LEN] {
    let [a, b, c, d] = number.to_be_bytes();
    [MARKER, kind, a, b, c, d]
}

/// Where the messages of a batch lie in it: offset and length. `None` in the
/// place of what is cut off.
pub fn messages(batch: &[u8]) -> impl Iterator<Item = Option<(usize, usize)>> + '_ {
    let mut at = HEAD_LEN;
    std::iter::from_fn(move || {
        let rest = batch.get(at..)?;
        if rest.is_empty() {
            return None;
        }
        let message = rest.split_first_chunk().and_then(|(length, rest)| {
            let len = usize::from(u16::from_be_bytes(*length));
            let start = at.checked_add(LENGTH_LEN)?;
            (len <= rest.len()).then_some((start, len))
        });
        at = message.map_or(batch.len(), |(start, len)| start.saturating_add(len));
        Some(message)
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn batch(messages: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = BATCH_HEAD.to_vec();
        for message in messages {
            bytes.extend(length(message.len() as f64));
            bytes.extend(message);
        }
        bytes
    }

    proptest! {
        #[test]
        fn batches_read_back(sent in vec(vec(any::<u8>(), 0..300), 0..50)) {
            let bytes = batch(&sent);
            prop_assert_eq!(Frame::of(&bytes), Frame::Batch);
            let read: Vec<_> = messages(&bytes)
                .map(|message| message.map(|(at, len)| bytes[at..at + len].to_vec()))
                .collect();
            prop_assert_eq!(read, sent.into_iter().map(Some).collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_end(bytes in vec(any::<u8>(), 0..200)) {
            let mut end = HEAD_LEN;
            let mut cut = 0;
            for message in messages(&bytes) {
                prop_assert_eq!(cut, 0, "nothing comes after what is cut off");
                match message {
                    Some((at, len)) => {
                        prop_assert_eq!(at, end + LENGTH_LEN);
                        end = at + len;
                        prop_assert!(end <= bytes.len());
                    }
                    None => cut += 1,
                }
            }
            prop_assert!(cut > 0 || end == bytes.len().max(HEAD_LEN));
        }
    }

    #[test]
    fn the_largest_message_fits() {
        let bytes = batch(&[vec![0; 16_300]]);
        assert_eq!(bytes.len(), MAX_LEN);
        assert_eq!(messages(&bytes).next(), Some(Some((4, 16_300))));
    }

    #[test]
    fn kinds() {
        assert_eq!(Frame::of(&cancel(0x0102_0304)), Frame::Cancel(0x0102_0304));
        assert_eq!(Frame::of(&close(5)), Frame::Close(5));
        // `undefined`, a map, JSON.
        for bytes in [&b"\xc1"[..], b"\x84\xba", b"{\"a\":1}", b""] {
            assert_eq!(Frame::of(bytes), Frame::No);
        }
        for bytes in [
            &b"\xc1\x00"[..],
            b"\xc1\x04",
            b"\xc1\x02\x00\x00",
            b"\xc1\x03\0\0\0\0\0",
        ] {
            assert_eq!(Frame::of(bytes), Frame::Malformed);
        }
    }
}
