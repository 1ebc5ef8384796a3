//! Calls.

use super::{
    connection::text,
    error::{Error, Result},
    js,
    listeners::Listeners,
    peer::{Peer, PeerState},
    value::{self, Options},
    wait::{Queue, Watch},
};
use futures_core::Stream;
use serde::{de::DeserializeOwned, Serialize};
use std::{
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};
use wasm_bindgen::prelude::*;
use web_sys::MediaStream;

/// A call to be made: [`Peer::call`].
pub struct Calling {
    peer: Peer,
    id: String,
    stream: MediaStream,
    options: Options,
    metadata: Result<()>,
}

impl Calling {
    pub(super) fn new(peer: Peer, id: String, stream: MediaStream) -> Self {
        Self {
            peer,
            id,
            stream,
            options: Options::default(),
            metadata: Ok(()),
        }
    }

    /// Anything that the other end is to know of the call.
    pub fn metadata<T: Serialize + ?Sized>(mut self, metadata: &T) -> Self {
        self.metadata = value::to_js(metadata).map(|value| self.options.set("metadata", value));
        self
    }

    /// Calls. Whether the other end answers, its streams tell.
    pub fn start(self) -> Result<Call> {
        self.metadata?;
        let peer = &self.peer.inner().js;
        let js = peer.call(&self.id, &self.stream, self.options.as_object());
        match js.map_err(|error| Error::from_js(&error))? {
            Some(js) => Ok(Call::new(self.peer, js)),
            None => Err(self.peer.take_error().unwrap_or(Error::Closed)),
        }
    }
}

/// A call that another Peer makes. Dropping it is hanging up.
pub struct IncomingCall {
    peer: Peer,
    /// None when it was answered.
    js: Option<js::MediaConnection>,
}

impl IncomingCall {
    pub(super) fn new(peer: Peer, js: js::MediaConnection) -> Self {
        Self { peer, js: Some(js) }
    }

    /// The id of the Peer that calls.
    pub fn remote_id(&self) -> String {
        self.js
            .as_ref()
            .map(|js| text(js.peer()))
            .unwrap_or_default()
    }

    /// What it has told of the call.
    pub fn metadata<T: DeserializeOwned>(&self) -> Result<T> {
        let metadata = self.js.as_ref().map(|js| js.metadata());
        value::from_js(metadata.unwrap_or(JsValue::UNDEFINED))
    }

    /// Answers it, with a stream or only to listen.
    pub fn answer(mut self, stream: Option<&MediaStream>) -> Result<Call> {
        let js = self.js.take().ok_or(Error::Closed)?;
        // Listens before streams can come.
        let call = Call::new(self.peer.clone(), js.clone());
        js.answer(stream).map_err(|error| Error::from_js(&error))?;
        Ok(call)
    }
}

impl Drop for IncomingCall {
    fn drop(&mut self) {
        if let Some(js) = &self.js {
            let _ = js.close();
        }
    }
}

#[derive(Clone, Copy)]
enum State {
    Calling,
    Connected,
    Over,
}

/// A call. It hangs up when it is dropped.
pub struct Call {
    js: js::MediaConnection,
    streams: Rc<Queue<Result<MediaStream>>>,
    state: Rc<Watch<State>>,
    peer: Peer,
    listeners: Listeners,
}

impl Call {
    fn new(peer: Peer, js: js::MediaConnection) -> Self {
        let streams = Rc::new(Queue::default());
        let state = Rc::new(Watch::new(State::Calling));
        let end = {
            let (state, streams) = (Rc::clone(&state), Rc::clone(&streams));
            move || {
                state.set(State::Over);
                streams.close();
            }
        };
        let listeners = Listeners::of(&js)
            .on("willCloseOnRemote", {
                let state = Rc::clone(&state);
                move |_| state.set(State::Connected)
            })
            .on("stream", {
                let streams = Rc::clone(&streams);
                move |stream| streams.push(Ok(stream.unchecked_into()))
            })
            .on_end(
                {
                    let streams = Rc::clone(&streams);
                    move |error| streams.push(Err(error))
                },
                end,
            );
        Self {
            js,
            streams,
            state,
            peer,
            listeners,
        }
    }

    /// The id of the remote Peer.
    pub fn remote_id(&self) -> String {
        text(self.js.peer())
    }

    /// Whether the other end has answered.
    pub fn is_open(&self) -> bool {
        self.js.open()
    }

    /// Resolves when the two browsers have reached each other. From then on hanging
    /// up ends the call at the other end too, at once; before, that takes until ICE
    /// has failed there.
    pub async fn connected(&self) -> Result<()> {
        poll_fn(|context| {
            let peer = self.peer.inner().state.watch(context);
            match self.state.watch(context) {
                State::Connected => Poll::Ready(Ok(())),
                State::Calling if peer != PeerState::Closed => Poll::Pending,
                _ => Poll::Ready(Err(self.listeners.failure())),
            }
        })
        .await
    }

    /// The next stream of the other end; nothing when the call is over.
    pub async fn stream(&self) -> Result<Option<MediaStream>> {
        poll_fn(|context| self.poll_stream(context))
            .await
            .transpose()
    }

    fn poll_stream(&self, context: &mut Context<'_>) -> Poll<Option<Result<MediaStream>>> {
        let peer = self.peer.inner().state.watch(context);
        match self.streams.poll_next(context) {
            Poll::Pending if peer == PeerState::Closed => Poll::Ready(None),
            next => next,
        }
    }

    /// Hangs up.
    pub fn hang_up(self) {}
}

/// The streams of the other end, until the call is over.
impl Stream for Call {
    type Item = Result<MediaStream>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_stream(context)
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let _ = self.js.close();
    }
}
