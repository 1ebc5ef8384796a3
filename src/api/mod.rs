//! What JavaScript calls: one export, [`call`], dispatched by number.

use wasm_bindgen::prelude::*;

/// Runs the operation `op` of `js/op.js` on `this`.
///
/// # Errors
///
/// Whatever the operation, or app code that it called, threw.
#[wasm_bindgen]
pub fn call(op: u32, this: JsValue, a: JsValue, b: JsValue) -> Result<JsValue, JsValue> {
    let _ = (op, this, a, b);
    Ok(JsValue::UNDEFINED)
}
