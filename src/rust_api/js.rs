//! The classes of the script, as far as they are called.

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::MediaStream;

#[wasm_bindgen(module = "/pkg/rust/peerjs.js")]
extern "C" {
    #[derive(Clone)]
    pub type EventEmitter;

    #[wasm_bindgen(method)]
    pub fn on(this: &EventEmitter, event: &str, listener: &Function) -> EventEmitter;
    #[wasm_bindgen(method)]
    pub fn off(this: &EventEmitter, event: &str, listener: &Function) -> EventEmitter;
    /// Of a Peer or a connection.
    #[wasm_bindgen(method, getter)]
    pub fn open(this: &EventEmitter) -> bool;
}

#[wasm_bindgen(module = "/pkg/rust/peerjs.js")]
extern "C" {
    #[wasm_bindgen(extends = EventEmitter)]
    #[derive(Clone)]
    pub type Peer;

    #[wasm_bindgen(constructor, catch)]
    pub fn new(id: Option<&str>, options: &Object) -> Result<Peer, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Peer) -> Option<String>;
    /// Nothing where the Peer may not connect, of which an `error` event tells.
    #[wasm_bindgen(method, catch)]
    pub fn connect(
        this: &Peer,
        id: &str,
        options: &Object,
    ) -> Result<Option<DataConnection>, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn call(
        this: &Peer,
        id: &str,
        stream: &MediaStream,
        options: &Object,
    ) -> Result<Option<MediaConnection>, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn disconnect(this: &Peer) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn reconnect(this: &Peer) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn destroy(this: &Peer) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = listAllPeers)]
    pub fn list_all_peers(this: &Peer, callback: &Function) -> Result<(), JsValue>;
}

#[wasm_bindgen(module = "/pkg/rust/peerjs.js")]
extern "C" {
    /// What data connections and calls have in common.
    #[wasm_bindgen(extends = EventEmitter)]
    #[derive(Clone)]
    pub type BaseConnection;

    #[wasm_bindgen(method, getter)]
    pub fn peer(this: &BaseConnection) -> JsValue;
    /// The Peer that it is of; none when it has ended.
    #[wasm_bindgen(method, getter)]
    pub fn provider(this: &BaseConnection) -> Option<Peer>;
    #[wasm_bindgen(method, getter, js_name = connectionId)]
    pub fn connection_id(this: &BaseConnection) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn metadata(this: &BaseConnection) -> JsValue;
    #[wasm_bindgen(method, catch)]
    pub fn close(this: &BaseConnection) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = close)]
    pub fn close_with(this: &BaseConnection, options: &Object) -> Result<(), JsValue>;
}

#[wasm_bindgen(module = "/pkg/rust/peerjs.js")]
extern "C" {
    #[wasm_bindgen(extends = BaseConnection, extends = EventEmitter)]
    #[derive(Clone)]
    pub type DataConnection;

    #[wasm_bindgen(method, getter)]
    pub fn label(this: &DataConnection) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = bufferedAmount)]
    pub fn buffered_amount(this: &DataConnection) -> Option<f64>;
    #[wasm_bindgen(method, catch)]
    pub fn send(this: &DataConnection, value: &JsValue) -> Result<JsValue, JsValue>;
    /// Not of those of an application's own class.
    #[wasm_bindgen(method, getter, js_name = sendAsync)]
    pub fn has_send_async(this: &DataConnection) -> Option<Function>;
    #[wasm_bindgen(method, js_name = sendAsync)]
    pub fn send_async(this: &DataConnection, value: &JsValue, options: &Object) -> Promise;
    #[wasm_bindgen(method)]
    pub fn ready(this: &DataConnection) -> Promise;
}

#[wasm_bindgen(module = "/pkg/rust/peerjs.js")]
extern "C" {
    #[wasm_bindgen(extends = BaseConnection, extends = EventEmitter)]
    #[derive(Clone)]
    pub type MediaConnection;

    #[wasm_bindgen(method, catch)]
    pub fn answer(this: &MediaConnection, stream: Option<&MediaStream>) -> Result<(), JsValue>;
}
