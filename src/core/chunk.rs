//! Chunks: how a message that is too large for the channel travels.
//!
//! A chunk is itself a BinaryPack message, PeerJS's
//! `{__peerData: id, n, data, total}`: `id` names the transfer, `n` counts its
//! chunks from 0. What the chunks carry is the packed message, cut where it
//! happens to be. A receiver, PeerJS's too, takes chunks of any size.

/// Largest message that is not chunked, in bytes: PeerJS's `chunkedMTU`. Larger
/// ones are, even if one chunk is enough, since a receiver of 1.5.5 makes
/// Uint8Arrays of the binaries in chunked messages and ArrayBuffers of others.
pub const UNCHUNKED_MAX: u32 = 16_300;
/// Largest chunk whatever the channel takes, in bytes: what Chromium and Firefox
/// agree on.
pub const MAX_SIZE: u32 = 256 * 1024;
/// What a chunk takes besides its payload, in bytes.
pub const OVERHEAD: u32 = (HEAD_LEN + TAIL_LEN) as u32;
/// What comes before the payload of a chunk that we write.
pub const HEAD_LEN: usize = 34;
/// What comes behind it.
pub const TAIL_LEN: usize = 11;

/// Bytes of a chunk that [`parse_head`] needs to see. Those of PeerJS are
/// shorter than ours, since it writes numbers as short as they can be.
pub const HEAD_MAX: usize = HEAD_LEN;
/// Bytes at the end of a chunk that [`parse_total`] needs to see at most.
pub const TAIL_MAX: usize = TAIL_LEN;

/// What every chunk begins with: a map of four.
pub const MARKER: u8 = 0x84;

// The keys with their markers: strings of so many bytes.
const ID: &[u8] = b"\x84\xba__peerData";
const N: &[u8] = b"\xb1n";
const DATA: &[u8] = b"\xb4data";
const TOTAL: &[u8] = b"\xb5total";

/// Bytes of payload in a chunk, given `maxMessageSize` of the channel's
/// `RTCSctpTransport` (W3C WebRTC 6.1.1); NaN or 0 where it is unknown, and the
/// size of PeerJS's chunks is taken.
pub fn payload_size(max_message_size: f64) -> u32 {
    // Infinity where the remote end names no limit. Saturates; NaN becomes 0.
    match (max_message_size as u32).min(MAX_SIZE) {
        0 => UNCHUNKED_MAX,
        // Also of a remote end that names none (RFC 8841, 6.1), as pion and webrtc-rs: they
        // read into 65,535 bytes.
        65_536 => 65_535 - OVERHEAD,
        max => max.saturating_sub(OVERHEAD).max(1),
    }
}

/// How many chunks `len` bytes make.
pub fn count(len: f64, payload: u32) -> u32 {
    (len / f64::from(payload.max(1))).ceil() as u32
}

/// What a chunk says before its payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The transfer.
    pub id: u32,
    /// Which chunk of the transfer.
    pub n: u32,
    /// Where in the message its payload starts.
    pub at: usize,
    /// The length of its payload.
    pub len: u32,
}

/// What comes before a payload of `len` bytes. Numbers are written as uint32
/// whatever their size, so that all chunks are laid out alike.
pub fn head(id: u32, n: u32, len: u32) -> [u8; HEAD_LEN] {
    let mut head = *b"\x84\xba__peerData\xce\0\0\0\0\xb1n\xce\0\0\0\0\xb4data\xdb\0\0\0\0";
    put(&mut head, 13, id);
    put(&mut head, 20, n);
    put(&mut head, 30, len);
    head
}

/// What comes behind a payload.
pub fn tail(total: u32) -> [u8; TAIL_LEN] {
    let mut tail = *b"\xb5total\xce\0\0\0\0";
    put(&mut tail, 7, total);
    tail
}

fn put(bytes: &mut [u8], at: usize, value: u32) {
    let room = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut);
    if let Some(room) = room {
        *room = value.to_be_bytes();
    }
}

/// Bytes that [`starts_like_one`] needs to see.
pub const START_LEN: usize = ID.len();

/// Whether a message starts like a chunk, as an application's own may.
pub fn starts_like_one(bytes: &[u8]) -> bool {
    bytes.starts_with(ID)
}

/// Reads the start of a chunk, its keys in the order in which PeerJS and we
/// write them; `None` for any other message.
pub fn parse_head(bytes: &[u8]) -> Option<Head> {
    let (id, rest) = number(bytes.strip_prefix(ID)?)?;
    let (n, rest) = number(rest.strip_prefix(N)?)?;
    let (&marker, rest) = rest.strip_prefix(DATA)?.split_first()?;
    let (len, rest) = match marker {
        0xa0..=0xaf => (u32::from(marker & 0x0f), rest),
        0xda => wide(rest, 2)?,
        0xdb => wide(rest, 4)?,
        _ => return None,
    };
    Some(Head {
        id,
        n,
        at: bytes.len().wrapping_sub(rest.len()),
        len,
    })
}

/// Reads what follows the payload to the end of the message: the count of
/// chunks.
pub fn parse_total(bytes: &[u8]) -> Option<u32> {
    let (total, rest) = number(bytes.strip_prefix(TOTAL)?)?;
    rest.is_empty().then_some(total)
}

/// Reads an unsigned integer of up to 32 bits: all that these numbers can be.
fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (&marker, rest) = bytes.split_first()?;
    match marker {
        0..=0x7f => Some((u32::from(marker), rest)),
        0xcc => wide(rest, 1),
        0xcd => wide(rest, 2),
        0xce => wide(rest, 4),
        _ => None,
    }
}

fn wide(bytes: &[u8], width: usize) -> Option<(u32, &[u8])> {
    let (value, rest) = bytes.split_at_checked(width)?;
    let value = value
        .iter()
        .fold(0, |value: u32, &byte| value << 8 | u32::from(byte));
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::pack::encode::Writer;

    /// As peerjs-js-binarypack writes it: numbers as short as can be.
    fn peerjs_chunk(id: u32, n: u32, payload: &[u8], total: u32) -> Vec<u8> {
        let mut room = vec![0; payload.len() + 64];
        let mut writer: Writer = Writer::new(&mut room, 0);
        let key = |writer: &mut Writer, name: &str| {
            writer.string(name.len() as u32);
            writer.raw(name.as_bytes());
        };
        writer.map(4);
        for (name, value) in [("__peerData", id), ("n", n)] {
            key(&mut writer, name);
            writer.number(f64::from(value));
        }
        key(&mut writer, "data");
        writer.binary(payload.len() as u32);
        writer.raw(payload);
        key(&mut writer, "total");
        writer.number(f64::from(total));
        let len = writer.written().unwrap();
        room.truncate(len);
        room
    }

    fn our_chunk(id: u32, n: u32, payload: &[u8], total: u32) -> Vec<u8> {
        [&head(id, n, payload.len() as u32), payload, &tail(total)].concat()
    }

    #[test]
    fn chunks_read_back() {
        for (id, n, total) in [(1, 0, 1), (300, 127, 128), (70_000, u32::MAX - 1, u32::MAX)] {
            for len in [0, 1, 15, 16, 300, 70_000] {
                let payload = vec![7; len];
                for bytes in [
                    our_chunk(id, n, &payload, total),
                    peerjs_chunk(id, n, &payload, total),
                ] {
                    let head = parse_head(&bytes[..bytes.len().min(HEAD_MAX)]).unwrap();
                    assert_eq!((head.id, head.n, head.len as usize), (id, n, len));
                    let tail = &bytes[head.at + len..];
                    assert!(tail.len() <= TAIL_MAX && bytes.len() - len <= OVERHEAD as usize);
                    assert_eq!(parse_total(tail), Some(total));
                }
            }
        }
    }

    #[test]
    fn other_messages_are_no_chunks() {
        for bytes in [
            &b""[..],
            b"\x84",
            b"\x84\xba__peerData",
            b"\x83\xba__peerData\x01\xb1n\x00\xb4data\xa3abc",
            b"\x84\xba__peerDatb\x01\xb1n\x00\xb4data\xa3abc",
            b"\x84\xba__peerData\xa0\xb1n\x00\xb4data\xa3abc",
            b"\x84\xba__peerData\xff\xb1n\x00\xb4data\xa3abc",
            b"\x84\xba__peerData\x01\xb1n\x00\xb4data\xb3abc",
            b"\x84\xba__peerData\x01\xb1n\xce\x00\x00",
        ] {
            assert_eq!(parse_head(bytes), None, "{bytes:?}");
        }
        for bytes in [
            &b""[..],
            b"\xb5total",
            b"\xb5total\xb0",
            b"\xb5total\x01\x01",
        ] {
            assert_eq!(parse_total(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn sizes() {
        for unknown in [0.0, -1.0, f64::NAN] {
            assert_eq!(payload_size(unknown), UNCHUNKED_MAX);
        }
        assert_eq!(payload_size(65_535.0), 65_535 - OVERHEAD);
        assert_eq!(payload_size(65_536.0), 65_535 - OVERHEAD);
        assert_eq!(payload_size(65_537.0), 65_537 - OVERHEAD);
        assert_eq!(payload_size(f64::INFINITY), MAX_SIZE - OVERHEAD);
        assert_eq!(payload_size(1.0), 1);
        assert_eq!(count(0.0, 10), 0);
        assert_eq!(count(10.0, 10), 1);
        assert_eq!(count(11.0, 10), 2);
    }
}
