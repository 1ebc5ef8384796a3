//! Listeners of this API's own at the objects of the script.

use super::{error::Error, js::EventEmitter};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;

/// Removes its listeners when it is dropped.
pub struct Listeners {
    emitter: EventEmitter,
    closures: Vec<(&'static str, Listener)>,
    /// The error that the connection did not survive.
    failure: Rc<RefCell<Option<Error>>>,
}

/// It may be called while it runs.
type Listener = Closure<dyn Fn(JsValue)>;

impl Listeners {
    pub fn of(emitter: &EventEmitter) -> Self {
        Self {
            emitter: emitter.clone(),
            closures: Vec::new(),
            failure: Rc::default(),
        }
    }

    /// Why the connection is over.
    pub fn failure(&self) -> Error {
        self.failure.borrow().clone().unwrap_or(Error::Closed)
    }

    pub fn on(mut self, event: &'static str, listener: impl Fn(JsValue) + 'static) -> Self {
        let closure = Listener::new(listener);
        self.emitter.on(event, closure.as_ref().unchecked_ref());
        self.closures.push((event, closure));
        self
    }

    /// Listens for the errors of a connection and for its end, which is an error that it
    /// does not survive, or `$ended` of `js/rust-api.js`: `close` comes only of one that
    /// was open.
    pub fn on_end(
        self,
        failed: impl Fn(Error) + 'static,
        end: impl Fn() + Clone + 'static,
    ) -> Self {
        let closed = end.clone();
        let failure = Rc::clone(&self.failure);
        self.on("error", move |error| {
            let error = Error::from_js(&error);
            let is_end = error.ends_connection();
            if is_end {
                failure.replace(Some(error.clone()));
            }
            failed(error);
            if is_end {
                end();
            }
        })
        .on("$ended", move |_| closed())
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for (event, closure) in &self.closures {
            self.emitter.off(event, closure.as_ref().unchecked_ref());
        }
    }
}
