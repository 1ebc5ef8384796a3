//! BinaryPack, the wire format of `binary` connections, as
//! peerjs-js-binarypack 2.1.0 writes it wherever its own decoder reads that
//! right, and correct where it does not.
//!
//! | module | what it knows |
//! |---|---|
//! | [`marker`] | the bytes that open a value |
//! | [`mod@format`] | what tells it apart from [MsgPack](super::msgpack), with which it shares the rest |
//! | [`binarypack`] | its own part of the wire |
//! | [`encode`] | values to bytes: [`encode::Writer`] |
//! | [`decode`] | bytes to tokens: [`decode::Reader`] |
//! | [`nesting`] | which containers are open, and what they still owe |
//! | [`utf8`], [`words`], [`intern`] | long strings, short strings, keys seen before |
//! | [`tape`] | the ops by which JavaScript values come in and go out |
//! | [`from_tape`] | tape to bytes |
//! | [`to_tape`] | bytes to tape |

pub mod binarypack;
pub mod decode;
pub mod encode;
pub mod format;
pub mod from_tape;
pub mod intern;
pub mod marker;
pub mod nesting;
pub mod tape;
pub mod to_tape;
pub mod utf8;
pub mod words;

// With proptest, which is for the host only.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(in crate::core) mod tests;
