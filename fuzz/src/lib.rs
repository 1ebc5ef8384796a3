//! What must hold for any bytes, in either format.

pub mod decode;
pub mod round_trip;
