//! Calls.

use super::{
    connection::text,
    error::{Error, Result},
    js,
    listeners::Listeners,
    peer::Peer,
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

/// A call that was not answered yet. It hangs up when it is dropped.
pub(super) struct Ringing(Option<js::MediaConnection>);

impl Ringing {
    pub fn new(js: js::MediaConnection) -> Self {
        Self(Some(js))
    }

    /// The call, unless it has ended.
    pub fn js(&self) -> Option<&js::MediaConnection> {
        self.0.as_ref().filter(|js| js.provider().is_some())
    }
}

impl Drop for Ringing {
    fn drop(&mut self) {
        if let Some(js) = &self.0 {
            let _ = js.close();
        }
    }
}

/// A call that another Peer makes. Dropping it is hanging up.
pub struct IncomingCall {
    peer: Peer,
    ringing: Ringing,
}

impl IncomingCall {
    pub(super) fn new(peer: Peer, ringing: Ringing) -> Self {
        Self { peer, ringing }
    }

    /// The id of the Peer that calls.
    pub fn remote_id(&self) -> String {
        let js = self.ringing.0.as_ref();
        js.map(|js| text(js.peer())).unwrap_or_default()
    }

    /// What it has told of the call.
    pub fn metadata<T: DeserializeOwned>(&self) -> Result<T> {
        let metadata = self.ringing.0.as_ref().map(|js| js.metadata());
        value::from_js(metadata.unwrap_or(JsValue::UNDEFINED))
    }

    /// Answers it, with a stream or only to listen.
    ///
    /// # Errors
    ///
    /// [`Closed`](Error::Closed) if the call has ended meanwhile.
    pub fn answer(mut self, stream: Option<&MediaStream>) -> Result<Call> {
        if self.ringing.js().is_none() {
            return Err(Error::Closed);
        }
        let js = self.ringing.0.take().ok_or(Error::Closed)?;
        // Listens before streams can come.
        let call = Call::new(self.peer.clone(), js.clone());
        js.answer(stream).map_err(|error| Error::from_js(&error))?;
        Ok(call)
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
    listeners: Listeners,
    /// Keeps it.
    _peer: Peer,
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
            listeners,
            _peer: peer,
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
        let is_connected = |state| match state {
            State::Calling => Poll::Pending,
            State::Connected => Poll::Ready(Ok(())),
            State::Over => Poll::Ready(Err(self.listeners.failure())),
        };
        self.state.until(is_connected).await
    }

    /// The next stream of the other end; nothing when the call is over.
    pub async fn stream(&self) -> Result<Option<MediaStream>> {
        poll_fn(|context| self.streams.poll_next(context))
            .await
            .transpose()
    }

    /// Hangs up.
    pub fn hang_up(self) {}
}

/// The streams of the other end, until the call is over.
impl Stream for Call {
    type Item = Result<MediaStream>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.streams.poll_next(context)
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let _ = self.js.close();
    }
}
