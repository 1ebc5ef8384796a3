//! Listeners of this API's own at the objects of the script.

use super::js::EventEmitter;
use wasm_bindgen::prelude::*;

/// Removes its listeners when it is dropped.
pub struct Listeners {
    emitter: EventEmitter,
    closures: Vec<(&'static str, Listener)>,
}

/// It may be called while it runs.
type Listener = Closure<dyn Fn(JsValue)>;

impl Listeners {
    pub fn of(emitter: &EventEmitter) -> Self {
        Self {
            emitter: emitter.clone(),
            closures: Vec::new(),
        }
    }

    pub fn on(mut self, event: &'static str, listener: impl Fn(JsValue) + 'static) -> Self {
        let closure = Listener::new(listener);
        self.emitter.on(event, closure.as_ref().unchecked_ref());
        self.closures.push((event, closure));
        self
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for (event, closure) in &self.closures {
            self.emitter.off(event, closure.as_ref().unchecked_ref());
        }
    }
}
