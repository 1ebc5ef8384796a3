//! Flow control: how much is handed to the channel, and when more is asked for.
//!
//! Amounts are bytes. What was accepted is either queued or was handed to the
//! channel, which buffers it until it has left. All that leaves does so in order,
//! so a message has left when everything up to its end has: its position in all
//! that was ever accepted.

/// No more is handed to the channel while it holds more than this many bytes, and
/// `ready()` waits while there are more in all: Chromium's channel takes 16 MB.
pub const HIGH_WATER: f64 = 2_097_152.0;
/// The same for what goes past the queue, which is no more than [`DIRECT_MAX`] at once:
/// PeerJS's `MAX_BUFFERED_AMOUNT`. Applications pace themselves by what the channel
/// holds, and wait while that is more than 4 MB, say.
pub const DIRECT_WATER: f64 = 8_388_608.0;
/// Most bytes that go past the queue at once: what is larger would keep the page for long.
pub const DIRECT_MAX: f64 = 1_048_576.0;
/// More is handed to the channel when it holds no more than this many bytes, and
/// `drain` tells when there are no more in all.
pub const LOW_WATER: f64 = 1_048_576.0;
/// How many milliseconds a channel is open before it may be closed behind what it was
/// given: Chromium does not deliver what has come to a page that has not been told of
/// the channel yet, if the channel is closing by then.
pub const SETTLE_TIME: f64 = 1_000.0;
/// Milliseconds between two `progress` events of a transfer.
pub const PROGRESS_INTERVAL: f64 = 50.0;

/// What a connection is about to send.
#[derive(Clone, Copy, Debug)]
pub struct Amounts {
    /// All that was ever accepted.
    pub accepted: f64,
    /// What was not yet handed to the channel.
    pub queued: f64,
    /// What the channel still holds. It counts headers too, so that a message is
    /// taken to leave later than it does, rather than earlier.
    pub buffered: f64,
}

impl Amounts {
    /// What has yet to leave.
    pub fn waiting(self) -> f64 {
        self.queued + self.buffered
    }

    /// Whether all up to this position has left.
    pub fn has_left(self, position: f64) -> bool {
        self.accepted - self.waiting() >= position
    }

    /// The next amount of the channel at which there is something to do, for its
    /// `bufferedAmountLowThreshold` (W3C WebRTC 6.2); `None` where nothing is waited for,
    /// or not that the channel holds less. `next` is the position that is waited for.
    pub fn threshold(self, next: Option<f64>) -> Option<f64> {
        if next.is_none() && !self.is_full() {
            return None;
        }
        // What the channel holds behind it, once it has it.
        let behind = next
            .map(|position| self.accepted - self.queued - position)
            .filter(|behind| *behind >= 0.0);
        let threshold = match behind {
            // Also where there is less to wait for: it comes first.
            Some(behind) if behind > LOW_WATER || !self.is_full() => behind,
            _ => LOW_WATER,
        };
        (self.buffered > threshold).then_some(threshold)
    }

    /// Whether there is a `drain` to come.
    pub fn is_full(self) -> bool {
        self.waiting() > LOW_WATER
    }
}

/// How much the channel may hold for more to be handed over, where so much is queued.
pub fn water(queued: f64) -> f64 {
    if queued <= DIRECT_MAX {
        DIRECT_WATER
    } else {
        HIGH_WATER
    }
}

/// Whether to tell how far a transfer is: not too often, and when it is over.
pub fn is_worth_telling(now: f64, told: f64, is_over: bool) -> bool {
    is_over || now - told >= PROGRESS_INTERVAL
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    /// A channel that tells when it holds no more than the threshold, having held
    /// more.
    #[derive(Default)]
    struct Channel {
        buffered: f64,
        threshold: f64,
    }

    impl Channel {
        /// Sends some of what it holds; whether it tells.
        fn leave(&mut self, bytes: f64) -> bool {
            let before = self.buffered;
            self.buffered = (before - bytes).max(0.0);
            before > self.threshold && self.buffered <= self.threshold
        }
    }

    proptest! {
        /// However messages are sized and leave, every one is seen to have left,
        /// in order, with nothing but the channel's events to go by, and none
        /// before it has.
        #[test]
        fn every_message_is_seen_to_leave(
            sizes in vec(0_u32..3_000_000, 1..30),
            leaving in vec(1_u32..700_000, 1..20),
            chunk in 1_000_u32..400_000,
        ) {
            let mut channel = Channel::default();
            let mut positions: Vec<f64> = Vec::new();
            let accepted: f64 = sizes.iter().map(|size| f64::from(*size)).sum();
            let mut end = 0.0;
            for size in &sizes {
                end += f64::from(*size);
                positions.push(end);
            }
            let mut queued = accepted;
            let mut left = 0.0;
            let mut seen = 0;
            let mut is_told = true;
            let mut steps = leaving.iter().cycle();
            for _ in 0..1_000_000 {
                if is_told {
                    while queued > 0.0 && channel.buffered <= HIGH_WATER {
                        let part = queued.min(f64::from(chunk));
                        queued -= part;
                        channel.buffered += part;
                    }
                    let amounts = Amounts { accepted, queued, buffered: channel.buffered };
                    while let Some(position) = positions.get(seen) {
                        if !amounts.has_left(*position) {
                            break;
                        }
                        prop_assert!(left >= *position);
                        seen += 1;
                    }
                    // 0, the browser's own, where there is nothing to wait for.
                    let next = positions.get(seen).copied();
                    channel.threshold = amounts.threshold(next).unwrap_or_default();
                }
                if channel.buffered == 0.0 {
                    break;
                }
                let bytes = f64::from(*steps.next().unwrap()).min(channel.buffered);
                left += bytes;
                is_told = channel.leave(bytes);
            }
            prop_assert_eq!(seen, positions.len());
            prop_assert_eq!(queued, 0.0);
        }
    }

    #[test]
    fn progress_is_told_at_intervals() {
        assert!(is_worth_telling(50.0, 0.0, false));
        assert!(!is_worth_telling(49.0, 0.0, false));
        assert!(is_worth_telling(1.0, 0.0, true));
    }
}
