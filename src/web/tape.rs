//! The tape: how a JavaScript value crosses into and out of the codec.
