//! What JavaScript does for Rust: `js/host.js`.

use super::{
    error::ErrorType,
    name::{self, Name},
    value::{self, Value, GLOBAL, HOST, LOGGER, UNDEFINED},
};

/// What a function says, if that is a number; NaN for anything else.
pub fn ask(name: Name, a: impl Into<Value>, b: impl Into<Value>) -> f64 {
    value::ask(name, a.into(), b.into())
}

/// `performance.now()`
pub fn now() -> f64 {
    ask(name::NOW, UNDEFINED, UNDEFINED)
}

/// Emits an event without a value: its listeners get no argument at all.
pub fn emit_bare(emitter: impl Into<Value>, event: Name) {
    emitter.into().call1(name::EMIT, event);
}

/// Emits an event with a value.
pub fn emit(emitter: impl Into<Value>, event: Name, value: Value) {
    emitter.into().emit(event, value);
}

/// Emits a typed error. `error` is its message, or an Error to take it from.
pub fn emit_error(emitter: impl Into<Value>, kind: ErrorType, error: impl Into<Value>) {
    emitter.into().call2(name::EMIT_ERROR, kind, error);
}

/// What an `error` event carries.
pub fn peer_error(kind: ErrorType, error: impl Into<Value>) -> Value {
    HOST.call2(name::PEER_ERROR, kind, error)
}

/// Deals with what listeners have thrown where nothing may be ended by it: the
/// application sees it all the same.
pub fn contain() {
    if let Some(error) = value::thrown() {
        HOST.call1(name::REPORT, error);
    }
}

/// Throws an Error.
pub fn throw(text: impl Into<Value>) {
    let class = GLOBAL.get(name::ERROR_CLASS);
    value::throw(class.construct(text.into(), UNDEFINED, UNDEFINED))
}

/// Sets the handler `on…` of a browser object to an operation on `this`, which
/// gets the event and the object.
pub fn listen(target: Value, handler: Name, op: u32, this: impl Into<Value>) {
    HOST.call5(
        name::LISTEN,
        [target, handler.into(), op.into(), this.into(), UNDEFINED],
    );
}

/// Has an operation on `this` run after an event of a browser object, which it gets
/// without the event, as long as the object lasts and its `handler` is the one it has now.
pub fn watch(target: Value, event: Name, op: u32, this: impl Into<Value>, handler: Name) {
    HOST.call5(
        name::WATCH,
        [target, event.into(), op.into(), this.into(), handler.into()],
    );
}

/// Runs `op` on `this` when the promise is resolved, with the result, or with
/// `instead` if there is none; `op + 1` when it is rejected, with the reason.
/// Both get `extra` too.
pub fn settle(promise: Value, op: u32, this: impl Into<Value>, extra: Value, instead: Value) {
    HOST.call5(
        name::SETTLE,
        [promise, op.into(), this.into(), extra, instead],
    );
}

/// Runs an operation on `this` after so many milliseconds. Returns the timer.
pub fn timeout(milliseconds: Value, op: u32, this: impl Into<Value>, a: Value, b: Value) -> Value {
    HOST.call5(name::TIMEOUT, [milliseconds, op.into(), this.into(), a, b])
}

/// Stops a timer.
pub fn stop(timer: Value) {
    GLOBAL.call1(name::CLEAR_TIMEOUT, timer);
}

/// Has a connection end with the page, from now on that it has an
/// RTCPeerConnection.
pub fn opened(connection: impl Into<Value>) {
    HOST.call1(name::OPENED, connection);
}

/// The connection has none any more.
pub fn closed(connection: impl Into<Value>) {
    HOST.call1(name::CLOSED, connection);
}

/// Levels of logging: how much an application wants to see.
#[derive(Clone, Copy)]
pub enum Level {
    /// What went wrong.
    Error,
    /// What looks wrong.
    Warning,
    /// What happens.
    All,
}

impl Level {
    fn method(self) -> Name {
        match self {
            Self::Error => name::LOG_ERROR,
            Self::Warning => name::LOG_WARN,
            Self::All => name::LOG_ALL,
        }
    }
}

/// Logs a line.
pub fn log(level: Level, text: impl Into<Value>) {
    LOGGER.call1(level.method(), text);
}

/// Logs a line with a value.
pub fn log_value(level: Level, text: impl Into<Value>, value: Value) {
    LOGGER.call2(level.method(), text, value);
}
