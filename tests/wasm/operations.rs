//! Operations by number, whatever the number is.

use super::js::{call, eval, leaves_nothing, set_up};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn unknown_operations_do_nothing() {
    set_up().await;
    let values = ["undefined", "null", "0", "'text'", "({})", "() => {}"].map(|value| {
        // In brackets a function is an expression.
        eval(&format!("({value})"))
    });
    leaves_nothing(|| {
        for op in [70, 99, 170, 255, 1 << 20, i32::MAX, -1, i32::MIN] {
            for value in &values {
                let result = call(op, value, value, value).unwrap();
                assert!(result.is_undefined(), "{op}");
            }
        }
    });
}
