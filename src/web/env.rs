//! Where the library runs and what is there.

use super::{
    name,
    value::{Value, GLOBAL},
};

/// Whether there is WebRTC.
pub fn has_webrtc() -> bool {
    GLOBAL.field(name::RTC_PEER_CONNECTION).is_truthy()
}

/// The host of the page, for servers at `/`.
pub fn page_host() -> Value {
    GLOBAL.field(name::LOCATION).field(name::HOSTNAME)
}

/// Whether the page was loaded through TLS.
pub fn is_secure() -> bool {
    GLOBAL
        .field(name::LOCATION)
        .field(name::PROTOCOL)
        .is_text(name::HTTPS)
}
