//! What `util` asks of Rust.

use super::{op, peer::start};
use crate::web::{value::UNDEFINED, Value};

/// Runs an operation.
pub fn run(op: u32, value: Value) -> Value {
    match op {
        op::UTIL_VALIDATE_ID => start::is_valid(value).into(),
        _ => UNDEFINED,
    }
}
