//! Short strings in registers: copied, compared and looked through 8 bytes at a
//! time, since in wasm an operation of variable length costs ten of fixed.

/// Up to 16 bytes, zeros behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(u64, u64);

impl Words {
    /// Most bytes they hold.
    pub const MAX: usize = 16;

    /// No bytes.
    pub const NONE: Self = Self(0, 0);

    /// The first `len` of `bytes`, if there are as many and they fit.
    #[inline(always)]
    pub fn load(bytes: &[u8], len: usize) -> Option<Self> {
        if len > Self::MAX || len > bytes.len() {
            return None;
        }
        let Some(all) = bytes.first_chunk::<{ Self::MAX }>() else {
            return Some(Self::load_last(bytes, len));
        };
        let all = u128::from_le_bytes(*all);
        let (low, high) = (all as u64, (all >> 64) as u64);
        Some(match len {
            0..8 => Self(low & mask(len), 0),
            8..16 => Self(low, high & mask(len & 7)),
            _ => Self(low, high),
        })
    }

    /// The first 8 bytes.
    pub fn first(self) -> u64 {
        self.0
    }

    /// The first `len` of `bytes`, of which there are fewer than 16; zeros for
    /// those there are not.
    #[inline(never)]
    pub fn load_last(bytes: &[u8], len: usize) -> Self {
        let mut all: u128 = 0;
        for &byte in bytes.iter().take(len).rev() {
            all = all << 8 | u128::from(byte);
        }
        Self(all as u64, (all >> 64) as u64)
    }

    /// All 16 bytes.
    pub fn to_bytes(self) -> [u8; Self::MAX] {
        (u128::from(self.0) | u128::from(self.1) << 64).to_le_bytes()
    }

    /// Whether there is no byte above 7f.
    pub fn is_ascii(self) -> bool {
        (self.0 | self.1) & 0x8080_8080_8080_8080 == 0
    }

    /// A byte that differs as a rule between different strings.
    pub fn hash(self) -> u8 {
        let mixed = self.0 ^ self.1.rotate_left(23);
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
    }
}

/// Ones in the lowest `len` bytes of 8, for `len` below 8.
fn mask(len: usize) -> u64 {
    !u64::MAX.wrapping_shl((len as u32).wrapping_mul(8))
}
