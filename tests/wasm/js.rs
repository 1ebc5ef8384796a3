//! The modules of `js/` as the tests call them, and what all tests need.

use js_sys::{Function, Promise, Reflect};
use std::{
    cell::RefCell,
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

// Linked for its exports.
use peerjs_wasm as _;

#[wasm_bindgen(raw_module = "/js/heap.js")]
extern "C" {
    /// Runs an operation of `js/op.js`.
    #[wasm_bindgen(catch)]
    pub fn call(op: i32, this: &JsValue, a: &JsValue, b: &JsValue) -> Result<JsValue, JsValue>;

    /// Holds a number, from outside of any call for good.
    fn number(value: f64) -> u32;
}

#[wasm_bindgen(raw_module = "/tests/wasm/load.js")]
extern "C" {
    #[wasm_bindgen(js_name = loadModules)]
    async fn load_modules();
}

#[wasm_bindgen(raw_module = "/tests/wasm/server.js")]
extern "C" {
    #[wasm_bindgen(js_name = start)]
    fn start_server();
}

// What `load_modules` loads.

#[wasm_bindgen(js_namespace = modules)]
extern "C" {
    fn install(exports: &JsValue);

    #[wasm_bindgen(catch)]
    pub fn pack(value: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub fn unpack(bytes: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(js_namespace = ["modules", "util"])]
extern "C" {
    #[wasm_bindgen(js_name = validateId)]
    pub fn validate_id(id: &str) -> bool;
}

#[wasm_bindgen]
extern "C" {
    pub type EventEmitter;

    #[wasm_bindgen(method)]
    pub fn on(this: &EventEmitter, event: &str, listener: &Function) -> EventEmitter;
    #[wasm_bindgen(method)]
    pub fn once(this: &EventEmitter, event: &str, listener: &Function) -> EventEmitter;
    #[wasm_bindgen(method, js_name = removeAllListeners)]
    pub fn remove_all_listeners(this: &EventEmitter) -> EventEmitter;
    /// Of a Peer or a connection.
    #[wasm_bindgen(method, getter)]
    pub fn open(this: &EventEmitter) -> bool;
}

#[wasm_bindgen(js_namespace = modules)]
extern "C" {
    #[wasm_bindgen(extends = EventEmitter)]
    pub type Peer;

    #[wasm_bindgen(constructor)]
    fn new(id: &str, options: &JsValue) -> Peer;
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Peer) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub fn destroyed(this: &Peer) -> bool;
    #[wasm_bindgen(method, catch)]
    pub fn connect(this: &Peer, id: &str, options: &JsValue) -> Result<Connection, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn disconnect(this: &Peer) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn reconnect(this: &Peer) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn destroy(this: &Peer) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = getConnection)]
    pub fn get_connection(this: &Peer, peer: &str, id: &str) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = EventEmitter)]
    pub type Connection;

    #[wasm_bindgen(method, getter, js_name = connectionId)]
    pub fn connection_id(this: &Connection) -> String;
    #[wasm_bindgen(method, catch)]
    pub fn send(this: &Connection, value: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    pub fn close(this: &Connection);
}

/// Loads the classes, hands them the module, and starts the server.
pub async fn set_up() {
    static DONE: AtomicBool = AtomicBool::new(false);
    // Tests run one after the other.
    if !DONE.swap(true, Ordering::Relaxed) {
        load_modules().await;
        install(&wasm_bindgen::exports());
        start_server();
    }
}

/// A Peer of the server in the page.
pub async fn peer(id: &str) -> Peer {
    set_up().await;
    Peer::new(id, &eval("({ host: 'localhost', config: {} })"))
}

/// The value of an expression.
pub fn eval(expression: &str) -> JsValue {
    js_sys::eval(expression).expect(expression)
}

/// A function that always throws the same error, and that error.
pub fn thrower() -> (Function, JsValue) {
    let error = js_sys::Error::new("mine");
    let make = Function::new_with_args("error", "return () => { throw error; }");
    let function = make.call1(&JsValue::NULL, &error).unwrap();
    (function.unchecked_into(), error.into())
}

/// A property of an object.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

/// The `message` of an error.
pub fn message(error: &JsValue) -> String {
    get(error, "message").as_string().unwrap()
}

/// A value as JSON.
pub fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).unwrap().into()
}

/// What the next event brings. An `error` that comes first fails the test, which
/// might wait in vain; a `close` comes all the same.
pub async fn next(emitter: &EventEmitter, event: &str) -> JsValue {
    let promise = Promise::new(&mut |resolve, reject| {
        emitter.once(event, &resolve);
        if event != "close" {
            emitter.once("error", &reject);
        }
    });
    JsFuture::from(promise).await.unwrap()
}

/// Waits until a Peer or a connection is open.
pub async fn opened(emitter: &EventEmitter) {
    if !emitter.open() {
        next(emitter, "open").await;
    }
}

/// The events that came, in order: their names, and the types of errors.
#[derive(Clone, Default)]
pub struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    pub fn of(emitter: &EventEmitter, events: &[&'static str]) -> Self {
        let log = Self::default();
        for &event in events {
            let entries = log.clone();
            let listener = Closure::<dyn FnMut(JsValue)>::new(move |value: JsValue| {
                let kind = value.is_object().then(|| get(&value, "type").as_string());
                let words = [Some(event.to_owned()), kind.flatten()];
                let entry: Vec<String> = words.into_iter().flatten().collect();
                entries.0.borrow_mut().push(entry.join(" "));
            });
            emitter.on(event, listener.into_js_value().unchecked_ref());
        }
        log
    }

    pub fn entries(&self) -> Vec<String> {
        self.0.borrow().clone()
    }
}

/// Makes sure that the calls into Rust which `run` makes leave no value behind.
pub fn leaves_nothing(run: impl FnOnce()) {
    // Values are numbered as they come.
    let before = number(0.5);
    run();
    assert_eq!(number(0.5), before + 1);
}
