//! Points in time, as the extension of type -1.

use super::{marker::TIMESTAMP, MsgPack};
use crate::core::pack::encode::Writer;

/// Seconds that fit into 34 bits.
const SECONDS34_MAX: i64 = (1 << 34) - 1;

/// Writes a time in milliseconds since 1970, in the shortest form.
pub fn write(out: &mut Writer<MsgPack>, milliseconds: f64) {
    let whole = (milliseconds / 1e3).floor();
    let nanoseconds = ((milliseconds - whole * 1e3) * 1e6) as u32;
    let seconds = whole as i64;
    match (u32::try_from(seconds), nanoseconds) {
        (Ok(seconds), 0) => {
            out.extension(TIMESTAMP, 4);
            out.put(seconds.to_be_bytes());
        }
        _ if (0..=SECONDS34_MAX).contains(&seconds) => {
            out.extension(TIMESTAMP, 8);
            out.put((u64::from(nanoseconds) << 34 | seconds as u64).to_be_bytes());
        }
        _ => {
            out.extension(TIMESTAMP, 12);
            out.put(nanoseconds.to_be_bytes());
            out.put(seconds.to_be_bytes());
        }
    }
}

/// Reads a payload; `None` if it has not one of the three lengths.
pub fn read(payload: &[u8]) -> Option<f64> {
    let (seconds, nanoseconds) = if let Ok(bytes) = payload.try_into() {
        (f64::from(u32::from_be_bytes(bytes)), 0)
    } else if let Ok(bytes) = payload.try_into() {
        let both = u64::from_be_bytes(bytes);
        let seconds = both & SECONDS34_MAX as u64;
        (seconds as f64, (both >> 34) as u32)
    } else {
        let (nanoseconds, seconds) = payload.split_first_chunk()?;
        let seconds = i64::from_be_bytes(seconds.try_into().ok()?);
        (seconds as f64, u32::from_be_bytes(*nanoseconds))
    };
    Some(seconds * 1e3 + f64::from(nanoseconds) / 1e6)
}
