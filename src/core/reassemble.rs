//! Putting chunks together again, in whatever order they come.
//!
//! All chunks of a transfer but the last are of one size, so that each has a
//! place as soon as one of them has been seen. The last, if it comes first,
//! waits.
//!
//! ```text
//!            not the last           any
//!  unknown ───────────────▶ sized ───────▶ complete
//!     │ last: held            ▲
//!     └───────────────────────┘
//! ```
//!
//! A message that is one binary and nothing else, which its first bytes tell if
//! they come first, is put together without its header: as what the application
//! gets.

/// Largest message that is put together, in bytes: what an ArrayBuffer can
/// hold in every browser. Unless an option says less, also the most bytes of all
/// incomplete messages of a connection.
pub const MAX_MESSAGE: f64 = 2_147_483_647.0;
/// Most transfers of one connection that may be incomplete at a time, unless an
/// option says otherwise.
pub const MAX_TRANSFERS: f64 = 256.0;
/// Most chunks of one transfer: [`MAX_MESSAGE`] in chunks of 512 bytes.
pub const MAX_CHUNKS: u32 = 4_194_304;
/// A transfer is given up if another begins when it has had no chunk for this
/// many milliseconds. Messages are sent one after the other, so none begins
/// before the one ahead is through, but for what is reordered on the way.
pub const STALE: f64 = 60_000.0;

/// A transfer, as far as it has come. JavaScript keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transfer {
    /// How many chunks there are to be.
    pub total: u32,
    /// How many have come.
    pub received: u32,
    /// The size of all but the last; 0 while it is unknown.
    pub size: u32,
    /// The size of the last, once it has come.
    pub last: Option<u32>,
    /// Bytes of the header of the binary that the message is; 0 if it is another.
    pub header: u32,
    /// Bytes of that binary.
    pub binary: u32,
}

/// Why a chunk is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its numbers contradict themselves or the chunks before it.
    Inconsistent,
    /// The message would be larger than the limit.
    TooLarge,
}

/// What to do with a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Put it at this offset, without so many bytes at its start.
    At(usize, usize),
    /// Keep it until the others show where it belongs.
    Hold,
}

impl Transfer {
    /// Starts a transfer of `total` chunks.
    pub fn new(total: u32) -> Result<Self, Refusal> {
        match total {
            0 => Err(Refusal::Inconsistent),
            1..=MAX_CHUNKS => Ok(Self {
                total,
                ..Self::default()
            }),
            _ => Err(Refusal::TooLarge),
        }
    }

    /// Whether a chunk that says it is number `n` of `total` belongs to it.
    pub fn expects(&self, n: u32, total: u32) -> bool {
        n < self.total && total == self.total
    }

    /// Looks whether the message is one binary. `start` is its first bytes, the
    /// first chunk's, before that or any other is taken.
    #[must_use]
    pub fn recognize(self, start: &[u8]) -> Self {
        let (header, binary) = match *start {
            [0xda, a, b, ..] => (3, u32::from(u16::from_be_bytes([a, b]))),
            [0xdb, a, b, c, d, ..] => (5, u32::from_be_bytes([a, b, c, d])),
            _ => return self,
        };
        Self {
            header,
            binary,
            ..self
        }
    }

    /// Takes chunk `n`, of `len` bytes, which has not come before. `limit` is
    /// the largest message that is accepted, in bytes.
    pub fn take(self, n: u32, len: u32, limit: f64) -> Result<(Self, Place), Refusal> {
        let mut next = self;
        let limit = limit.min(MAX_MESSAGE);
        if f64::from(len) > limit {
            return Err(Refusal::TooLarge);
        }
        next.received = self.received.saturating_add(1);
        let is_last = n.saturating_add(1) == self.total;
        if is_last {
            next.last = Some(len);
        }
        if next.size == 0 && (!is_last || self.total == 1) {
            next.size = len;
        }
        let size_fits = match next.last {
            Some(last) => last <= next.size || next.size == 0,
            None => true,
        };
        let is_nothing = len == 0 && (!is_last || self.total == 1);
        if !size_fits || is_nothing || (!is_last && len != next.size) {
            return Err(Refusal::Inconsistent);
        }
        if next.room() > limit {
            return Err(Refusal::TooLarge);
        }
        if is_last && next.size == 0 && self.total > 1 {
            return Ok((next, Place::Hold));
        }
        let start = f64::from(next.size) * f64::from(n);
        if next.header > 0 && !next.holds(start + f64::from(len), is_last) {
            return Err(Refusal::Inconsistent);
        }
        let header = next.header as usize;
        let place = match (start as usize).checked_sub(header) {
            Some(at) => Place::At(at, 0),
            None => Place::At(0, header),
        };
        Ok((next, place))
    }

    /// Whether a chunk of the binary may end there.
    fn holds(&self, end: f64, is_last: bool) -> bool {
        let length = f64::from(self.header) + f64::from(self.binary);
        if is_last {
            end == length
        } else {
            end < length
        }
    }

    /// How many bytes [`Transfer::to_bytes`] makes.
    pub const BYTES: usize = 24;

    /// As bytes, for JavaScript to keep.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let last = self.last.map_or(0, |last| last.saturating_add(1));
        let words = [
            self.total,
            self.received,
            self.size,
            last,
            self.header,
            self.binary,
        ];
        let mut bytes = [0; Self::BYTES];
        for (place, word) in bytes.chunks_exact_mut(4).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    /// What [`Transfer::to_bytes`] made bytes of.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let mut words = [0; Self::BYTES / 4];
        for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(4)) {
            *word = bytes.try_into().map_or(0, u32::from_le_bytes);
        }
        let [total, received, size, last, header, binary] = words;
        Self {
            total,
            received,
            size,
            last: last.checked_sub(1),
            header,
            binary,
        }
    }

    /// Where the last chunk belongs, once the size is known.
    pub fn last_at(&self) -> usize {
        (self.size as usize)
            .saturating_mul(self.total.saturating_sub(1) as usize)
            .saturating_sub(self.header as usize)
    }

    /// How much room the message takes at most, in bytes; 0 while unknown.
    pub fn room(&self) -> f64 {
        match self.header {
            0 => f64::from(self.size) * f64::from(self.total),
            _ => f64::from(self.binary),
        }
    }

    /// How many bytes have come.
    pub fn arrived(&self) -> f64 {
        let last = self.last.map_or(0.0, f64::from);
        let others = self.received.saturating_sub(u32::from(self.last.is_some()));
        f64::from(self.size) * f64::from(others) + last
    }

    /// The length of the message in bytes: while the last chunk is missing, at
    /// most, unless it is one binary; 0 while unknown.
    pub fn length(&self) -> f64 {
        match (self.header, self.last) {
            (0, Some(last)) if self.size > 0 => self.last_at() as f64 + f64::from(last),
            (header, _) => f64::from(header) + self.room(),
        }
    }

    /// The length of what was put together, once all chunks are there.
    pub fn complete(&self) -> Option<usize> {
        let last = self.last? as usize;
        let end = match self.header {
            0 => self.last_at().saturating_add(last),
            _ => self.binary as usize,
        };
        (self.received == self.total).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: f64 = MAX_MESSAGE;

    /// Feeds chunks of `message` in this order; the result, if complete.
    fn assemble(message: &[u8], size: usize, order: &[u32]) -> Option<Vec<u8>> {
        let chunks: Vec<&[u8]> = message.chunks(size).collect();
        let mut transfer = Transfer::new(chunks.len() as u32).unwrap();
        let mut result = Vec::new();
        let mut held = None;
        for &n in order {
            let chunk = chunks[n as usize];
            let (next, place) = transfer.take(n, chunk.len() as u32, LIMIT).unwrap();
            transfer = next;
            transfer = Transfer::from_bytes(transfer.to_bytes());
            result.resize(transfer.room() as usize, 0);
            match place {
                Place::Hold => held = Some(chunk),
                Place::At(at, from) => {
                    let chunk = &chunk[from..];
                    result[at..at + chunk.len()].copy_from_slice(chunk);
                }
            }
            if let (Some(last), true) = (held, transfer.size > 0) {
                let at = transfer.last_at();
                result[at..at + last.len()].copy_from_slice(last);
                held = None;
            }
        }
        let len = transfer.complete()?;
        result.truncate(len);
        Some(result)
    }

    #[test]
    fn any_order() {
        let message: Vec<u8> = (0..25).collect();
        for order in [
            [0, 1, 2],
            [0, 2, 1],
            [1, 0, 2],
            [1, 2, 0],
            [2, 0, 1],
            [2, 1, 0],
        ] {
            assert_eq!(
                assemble(&message, 10, &order).as_deref(),
                Some(&message[..])
            );
        }
        assert_eq!(assemble(&message, 10, &[0, 1]), None);
        assert_eq!(assemble(&message, 25, &[0]).as_deref(), Some(&message[..]));
        assert_eq!(
            assemble(&message, 5, &[4, 3, 2, 1, 0]).as_deref(),
            Some(&message[..])
        );
    }

    #[test]
    fn numbers_that_make_no_sense() {
        assert_eq!(Transfer::new(0), Err(Refusal::Inconsistent));
        for total in [MAX_CHUNKS + 1, u32::MAX] {
            assert_eq!(Transfer::new(total), Err(Refusal::TooLarge), "{total}");
        }
        let transfer = Transfer::new(3).unwrap();
        for (n, total) in [(3, 3), (u32::MAX, 3), (0, 4), (0, 0)] {
            assert!(!transfer.expects(n, total), "{n} of {total}");
        }
        assert!(transfer.expects(2, 3));
    }

    #[test]
    fn sizes_that_differ() {
        let transfer = Transfer::new(3).unwrap();
        let (sized, place) = transfer.take(0, 10, LIMIT).unwrap();
        assert_eq!(place, Place::At(0, 0));
        assert_eq!(sized.take(1, 9, LIMIT), Err(Refusal::Inconsistent));
        assert_eq!(sized.take(2, 11, LIMIT), Err(Refusal::Inconsistent));
        assert_eq!(transfer.take(0, 0, LIMIT), Err(Refusal::Inconsistent));
        let single = Transfer::new(1).unwrap();
        assert_eq!(single.take(0, 0, LIMIT), Err(Refusal::Inconsistent));
        let (held, place) = transfer.take(2, 11, LIMIT).unwrap();
        assert_eq!(place, Place::Hold);
        assert_eq!(held.take(0, 10, LIMIT), Err(Refusal::Inconsistent));
    }

    #[test]
    fn limits() {
        let transfer = Transfer::new(100).unwrap();
        assert_eq!(transfer.take(0, 11, 1000.0), Err(Refusal::TooLarge));
        assert!(transfer.take(0, 10, 1000.0).is_ok());
        assert_eq!(
            transfer.take(0, u32::MAX, f64::INFINITY),
            Err(Refusal::TooLarge)
        );
    }
}
