//! Values on their way to JavaScript and back.

use super::error::Result;
use js_sys::{Object, Reflect};
use serde::{de::DeserializeOwned, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A value as JavaScript applications would write it: structs and maps as
/// objects, bytes as a Uint8Array, nothing as null.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue> {
    let serializer = Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    Ok(value.serialize(&serializer)?)
}

pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}

/// Options for a function of the script.
#[derive(Clone)]
pub struct Options(Object);

impl Default for Options {
    fn default() -> Self {
        Self(Object::new())
    }
}

impl Options {
    pub fn set(&self, name: &str, value: impl Into<JsValue>) {
        // Only a frozen object or a Proxy refuses.
        let done = Reflect::set(&self.0, &name.into(), &value.into());
        debug_assert_eq!(done, Ok(true));
    }

    pub fn as_object(&self) -> &Object {
        &self.0
    }
}
