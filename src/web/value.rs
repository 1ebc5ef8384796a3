//! JavaScript values, which Rust holds by number: `js/heap.js`.
//!
//! A number is good until the call into Rust that it came from is over; so a
//! value is copied and dropped for nothing, and none can outlive its use. What
//! is to last is a field of a JavaScript object.
//!
//! # Exceptions
//!
//! When JavaScript throws in the middle of an operation, the rest of it has no
//! effect: every call into JavaScript returns nothing at once, until the
//! operation returns, which then throws. Since Rust keeps no state of its own,
//! that is what an exception comes to, without a branch behind every call. An
//! operation that wants to know asks for the [`Value::outcome`].

use super::name::{self, Name};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "/js/heap.js")]
extern "C" {
    fn caught() -> i32;
    fn raise(error: i32);
    fn text(start: i32, length: i32) -> i32;
    fn number(value: f64) -> i32;
    fn named(name: i32) -> i32;
    fn object() -> i32;
    fn list() -> i32;
    fn join(a: i32, b: i32) -> i32;
    fn get(object: i32, name: i32) -> i32;
    fn field(object: i32, name: i32) -> i32;
    fn flag(object: i32, name: i32) -> i32;
    fn count(object: i32, name: i32) -> f64;
    fn set(object: i32, name: i32, value: i32);
    #[wasm_bindgen(js_name = setNumber)]
    fn set_number(object: i32, name: i32, value: f64);
    fn add(object: i32, name: i32, amount: f64) -> f64;
    fn item(object: i32, key: i32) -> i32;
    #[wasm_bindgen(js_name = setItem)]
    fn set_item(object: i32, key: i32, value: i32);
    fn call0(object: i32, name: i32) -> i32;
    fn call1(object: i32, name: i32, a: i32) -> i32;
    fn call2(object: i32, name: i32, a: i32, b: i32) -> i32;
    #[wasm_bindgen(js_name = ask)]
    fn ask_host(name: i32, a: i32, b: i32) -> f64;
    fn emit(object: i32, event: i32, value: i32);
    fn call5(object: i32, name: i32, a: i32, b: i32, c: i32, d: i32, e: i32) -> i32;
    fn construct(callee: i32, a: i32, b: i32, c: i32) -> i32;
    #[wasm_bindgen(js_name = isTrue)]
    fn is_true(value: i32) -> i32;
    #[wasm_bindgen(js_name = isSame)]
    fn is_same(a: i32, b: i32) -> i32;
    #[wasm_bindgen(js_name = isText)]
    fn is_text(value: i32, name: i32) -> i32;
    #[wasm_bindgen(js_name = isKind)]
    fn is_kind(value: i32, name: i32) -> i32;
    #[wasm_bindgen(js_name = toNumber)]
    fn to_number(value: i32) -> f64;
    fn load(bytes: i32, offset: i32, start: i32, length: i32) -> i32;
    fn store(bytes: i32, offset: i32, start: i32, length: i32);
    fn ascii(value: i32, start: i32, length: i32) -> i32;
}

/// A JavaScript value.
#[derive(Clone, Copy)]
pub struct Value(i32);

/// `undefined`
pub const UNDEFINED: Value = Value(1);
/// `null`
pub const NULL: Value = Value(2);
/// `true`
pub const TRUE: Value = Value(3);
/// `false`
pub const FALSE: Value = Value(4);
/// `globalThis`
pub const GLOBAL: Value = Value(5);
/// A function that does nothing.
pub const NOOP: Value = Value(6);
/// `js/host.js`
pub const HOST: Value = Value(7);
/// `js/logger.js`
pub const LOGGER: Value = Value(8);

/// Where something lies in wasm memory, which is 32 bits wide.
fn address<T>(pointer: *const T) -> i32 {
    pointer as usize as i32
}

/// A value from its number.
pub fn from_raw(number: i32) -> Value {
    Value(number)
}

/// What was thrown, if anything was. It is dealt with, and calls have effects
/// again.
pub fn thrown() -> Option<Value> {
    match caught() {
        0 => None,
        error => Some(Value(error)),
    }
}

/// Throws a value.
pub fn throw(error: Value) {
    raise(error.0);
}

/// What a function of [`HOST`] says, if that is a number; NaN for anything else.
pub fn ask(name: Name, a: Value, b: Value) -> f64 {
    ask_host(name.0, a.0, b.0)
}

impl Value {
    /// Its number.
    pub fn into_raw(self) -> i32 {
        self.0
    }

    /// Deals with what was thrown: the value, if nothing was.
    ///
    /// # Errors
    ///
    /// What was thrown. After this, calls have effects again.
    pub fn outcome(self) -> Result<Value, Value> {
        thrown().map_or(Ok(self), Err)
    }

    /// An empty object.
    pub fn object() -> Self {
        Value(object())
    }

    /// An empty Array.
    pub fn list() -> Self {
        Value(list())
    }

    /// The object with one more property.
    #[must_use]
    pub fn with(self, name: Name, value: impl Into<Value>) -> Self {
        self.put(name, value);
        self
    }

    /// Reads a property.
    pub fn get(self, name: Name) -> Value {
        Value(get(self.0, name.0))
    }

    /// Reads a property of a value from outside, or of an object that holds
    /// fields only: undefined where there is none to be had.
    pub fn field(self, name: Name) -> Value {
        Value(field(self.0, name.0))
    }

    /// Whether a property counts as true. One call, as all that follow for numbers: a
    /// small message takes so few steps that each counts.
    pub fn flag(self, name: Name) -> bool {
        flag(self.0, name.0) != 0
    }

    /// A property that is a number; NaN where it is none.
    pub fn count(self, name: Name) -> f64 {
        count(self.0, name.0)
    }

    /// Writes a property that is a number.
    pub fn put_number(self, name: Name, value: f64) {
        set_number(self.0, name.0, value);
    }

    /// Adds to a property that is a number. Returns what it comes to.
    pub fn add(self, name: Name, amount: f64) -> f64 {
        add(self.0, name.0, amount)
    }

    /// Writes a property.
    pub fn put(self, name: Name, value: impl Into<Value>) {
        set(self.0, name.0, value.into().0);
    }

    /// Reads the property whose name is a value.
    pub fn item(self, key: impl Into<Value>) -> Value {
        Value(item(self.0, key.into().0))
    }

    /// Writes the property whose name is a value.
    pub fn set_item(self, key: Value, value: Value) {
        set_item(self.0, key.0, value.0);
    }

    /// Calls a method.
    pub fn call0(self, name: Name) -> Value {
        Value(call0(self.0, name.0))
    }

    /// Calls a method with an argument.
    pub fn call1(self, name: Name, a: impl Into<Value>) -> Value {
        Value(call1(self.0, name.0, a.into().0))
    }

    /// Calls a method with two arguments.
    pub fn call2(self, name: Name, a: impl Into<Value>, b: impl Into<Value>) -> Value {
        Value(call2(self.0, name.0, a.into().0, b.into().0))
    }

    /// Emits an event with a value, through the object's own `emit`.
    pub fn emit(self, event: Name, value: Value) {
        emit(self.0, event.0, value.0);
    }

    /// Calls a method of ours with three arguments; it gets two more, undefined.
    pub fn call3(
        self,
        name: Name,
        a: impl Into<Value>,
        b: impl Into<Value>,
        c: impl Into<Value>,
    ) -> Value {
        self.call5(name, [a.into(), b.into(), c.into(), UNDEFINED, UNDEFINED])
    }

    /// Calls a method with five arguments.
    pub fn call5(self, name: Name, [a, b, c, d, e]: [Value; 5]) -> Value {
        let [a, b, c, d, e] = [a.0, b.0, c.0, d.0, e.0];
        Value(call5(self.0, name.0, a, b, c, d, e))
    }

    /// `new` with up to three arguments.
    pub fn construct(self, a: Value, b: Value, c: Value) -> Value {
        Value(construct(self.0, a.0, b.0, c.0))
    }

    /// Whether it counts as true.
    pub fn is_truthy(self) -> bool {
        is_true(self.0) != 0
    }

    /// `===`
    pub fn is(self, other: impl Into<Value>) -> bool {
        is_same(self.0, other.into().0) != 0
    }

    /// Whether it is this string.
    pub fn is_text(self, text: Name) -> bool {
        is_text(self.0, text.0) != 0
    }

    /// `undefined`
    pub fn is_undefined(self) -> bool {
        self.0 == UNDEFINED.0
    }

    /// `undefined` or `null`
    pub fn is_nullish(self) -> bool {
        self.0 == UNDEFINED.0 || self.0 == NULL.0
    }

    /// The value, unless it is `undefined` or `null`.
    pub fn some(self) -> Option<Value> {
        (!self.is_nullish()).then_some(self)
    }

    /// `typeof`
    pub fn is_kind(self, kind: Name) -> bool {
        is_kind(self.0, kind.0) != 0
    }

    /// The number it is, or NaN.
    pub fn number(self) -> f64 {
        to_number(self.0)
    }

    /// `length`, or 0.
    #[allow(clippy::len_without_is_empty)] // Most values are no list.
    pub fn len(self) -> u32 {
        self.count(name::LENGTH) as u32
    }

    /// This and another value as one text.
    #[must_use]
    pub fn join(self, other: impl Into<Value>) -> Value {
        Value(join(self.0, other.into().0))
    }

    /// Copies bytes of a Uint8Array from `offset` on, as many as there are and
    /// fit.
    pub fn load(self, offset: usize, room: &mut [u8]) -> &[u8] {
        let start = address(room.as_mut_ptr());
        let length = load(self.0, offset as i32, start, room.len() as i32);
        room.get(..length as usize).unwrap_or_default()
    }

    /// Copies bytes to a Uint8Array, which has room for them.
    pub fn store(self, offset: usize, bytes: &[u8]) {
        let start = address(bytes.as_ptr());
        store(self.0, offset as i32, start, bytes.len() as i32);
    }

    /// A string as ASCII, in which other characters are NUL: the whole, or as
    /// much as there is room for; and its length. Nothing for any other value.
    pub fn ascii(self, room: &mut [u8]) -> (&[u8], usize) {
        let start = address(room.as_mut_ptr());
        let length = ascii(self.0, start, room.len() as i32) as usize;
        let text = room.get(..length.min(room.len())).unwrap_or_default();
        (text, length)
    }
}

impl From<&str> for Value {
    fn from(string: &str) -> Self {
        Value(text(address(string.as_ptr()), string.len() as i32))
    }
}

impl From<Name> for Value {
    fn from(name: Name) -> Self {
        Value(named(name.0))
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value(number(value))
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        f64::from(value).into()
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        if value {
            TRUE
        } else {
            FALSE
        }
    }
}
