//! The browser's own objects, wrapped: sockets, WebRTC, and the codec's tape.

pub mod tape;
