//! The browser's own objects and the classes of `js/`, as Rust sees them.
//!
//! | module | what it knows |
//! |---|---|
//! | [`value`] | JavaScript values, by number |
//! | [`name`] | the names of properties and methods, by number |
//! | [`class`] | the fields of the classes of `js/` |
//! | [`error`] | the types of `error` events |
//! | [`host`] | what JavaScript does for Rust: events, closures, logs |
//! | [`tape`] | values into and out of the codec |

pub mod class;
pub mod error;
pub mod host;
pub mod name;
pub mod tape;
pub mod value;

pub use value::Value;
