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

/// Largest message that is put together, in bytes: what an ArrayBuffer can
/// hold in every browser.
pub const MAX_MESSAGE: f64 = 2_147_483_647.0;
/// Most transfers of one connection that may be incomplete at a time.
pub const MAX_TRANSFERS: f64 = 256.0;
/// Most chunks of one transfer: [`MAX_MESSAGE`] in chunks of 512 bytes.
pub const MAX_CHUNKS: u32 = 4_194_304;

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
    /// Put it at this offset.
    At(usize),
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

    /// Takes chunk `n`, of `len` bytes, which has not come before. `limit` is
    /// the largest message that is accepted, in bytes.
    pub fn take(self, n: u32, len: u32, limit: f64) -> Result<(Self, Place), Refusal> {
        let mut next = self;
        next.received = self.received.saturating_add(1);
        if n.saturating_add(1) == self.total {
            next.last = Some(len);
            if self.total == 1 {
                next.size = len;
            }
        } else if self.size == 0 {
            next.size = len;
        }
        let size_fits = match next.last {
            Some(last) => last <= next.size || next.size == 0,
            None => true,
        };
        let is_last = next.last.is_some() && n.saturating_add(1) == self.total;
        if !size_fits || (!is_last && (len == 0 || len != next.size)) {
            return Err(Refusal::Inconsistent);
        }
        if next.room() > limit.min(MAX_MESSAGE) {
            return Err(Refusal::TooLarge);
        }
        let place = if is_last && next.size == 0 && self.total > 1 {
            Place::Hold
        } else {
            Place::At((next.size as usize).saturating_mul(n as usize))
        };
        Ok((next, place))
    }

    /// How many bytes [`Transfer::to_bytes`] makes.
    pub const BYTES: usize = 16;

    /// As bytes, for JavaScript to keep.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let last = self
            .last
            .map_or(0, |last| u64::from(last).saturating_add(1));
        let low = u64::from(self.total) | u64::from(self.received) << 32;
        let high = u64::from(self.size) | last << 32;
        (u128::from(low) | u128::from(high) << 64).to_le_bytes()
    }

    /// What [`Transfer::to_bytes`] made bytes of.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let all = u128::from_le_bytes(bytes);
        Self {
            total: all as u32,
            received: (all >> 32) as u32,
            size: (all >> 64) as u32,
            last: ((all >> 96) as u32).checked_sub(1),
        }
    }

    /// Where the last chunk belongs, once the size is known.
    pub fn last_at(&self) -> usize {
        (self.size as usize).saturating_mul(self.total.saturating_sub(1) as usize)
    }

    /// How much room the message takes at most, in bytes; 0 while unknown.
    pub fn room(&self) -> f64 {
        f64::from(self.size) * f64::from(self.total)
    }

    /// The length of the message, once all chunks are there.
    pub fn complete(&self) -> Option<usize> {
        let last = self.last? as usize;
        (self.received == self.total).then(|| self.last_at().saturating_add(last))
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
                Place::At(at) => result[at..at + chunk.len()].copy_from_slice(chunk),
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
        assert_eq!(place, Place::At(0));
        assert_eq!(sized.take(1, 9, LIMIT), Err(Refusal::Inconsistent));
        assert_eq!(sized.take(2, 11, LIMIT), Err(Refusal::Inconsistent));
        assert_eq!(transfer.take(0, 0, LIMIT), Err(Refusal::Inconsistent));
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
