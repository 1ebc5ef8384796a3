//! What must hold for any bytes.

pub mod channel;
pub mod decode;
pub mod round_trip;
pub mod server;
