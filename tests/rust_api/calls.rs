//! Calls with a stream of a canvas.

use super::support::peer;
use futures_util::StreamExt;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlCanvasElement, MediaStream};

/// A stream of one picture.
pub fn picture() -> MediaStream {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas = document.create_element("canvas").unwrap();
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.get_context("2d").unwrap();
    canvas.capture_stream().unwrap()
}

#[wasm_bindgen_test]
async fn both_ends_of_a_call_get_a_stream() {
    let peers = [peer("caller").await, peer("callee").await];
    let stream = picture();
    let near = peers[0].call("callee", &stream).metadata("why").start();
    let near = near.unwrap();
    let incoming = peers[1].calls().next().await.unwrap();
    assert_eq!(incoming.remote_id(), "caller");
    assert_eq!(incoming.metadata(), Ok("why".to_owned()));
    let far = incoming.answer(Some(&picture())).unwrap();
    assert_eq!(
        far.stream().await.unwrap().unwrap().get_tracks().length(),
        1
    );
    assert_eq!(
        near.stream().await.unwrap().unwrap().get_tracks().length(),
        1
    );
    far.connected().await.unwrap();
    near.hang_up();
    assert_eq!(far.stream().await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_call_that_is_answered_without_a_stream() {
    let peers = [peer("showing").await, peer("watching").await];
    let near = peers[0].call("watching", &picture()).start().unwrap();
    let far = peers[1].calls().next().await.unwrap().answer(None).unwrap();
    assert!(far.stream().await.unwrap().is_some());
    near.connected().await.unwrap();
    drop(far);
    assert_eq!(near.stream().await, Ok(None));
}
