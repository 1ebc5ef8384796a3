//! Data connections.

use super::{
    channel::{Messages, Sender},
    error::{Error, Result},
    js,
    listeners::Listeners,
    peer::Peer,
    value::{self, Options},
    wait::{Queue, Watch},
};
use serde::{de::DeserializeOwned, Serialize};
use std::{
    future::poll_fn,
    rc::Rc,
    task::{Context, Poll},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// A data connection.
///
/// Clones are the same connection. It closes when the last of them is gone, and
/// of the streams and sinks that were made of it.
#[derive(Clone)]
pub struct Connection {
    link: Rc<Link>,
    peer: Peer,
}

#[derive(Clone, Copy)]
enum State {
    Opening,
    Open,
    Closed,
}

/// The connection of the script, and what came of it.
pub(super) struct Link {
    js: js::DataConnection,
    state: Rc<Watch<State>>,
    received: Rc<Queue<Result<JsValue>>>,
    listeners: Listeners,
}

impl Link {
    pub fn new(js: js::DataConnection) -> Self {
        let state = Rc::new(Watch::new(if js.open() {
            State::Open
        } else {
            State::Opening
        }));
        let received = Rc::new(Queue::default());
        let end = {
            let (state, received) = (Rc::clone(&state), Rc::clone(&received));
            move || {
                state.set(State::Closed);
                received.close();
            }
        };
        let listeners = Listeners::of(&js)
            .on("open", {
                let state = Rc::clone(&state);
                move |_| state.set(State::Open)
            })
            .on("data", {
                let received = Rc::clone(&received);
                move |value| received.push(Ok(value))
            })
            .on_end(
                {
                    let received = Rc::clone(&received);
                    move |error| received.push(Err(error))
                },
                end,
            );
        Self {
            js,
            state,
            received,
            listeners,
        }
    }

    /// Whether it has ended, and has brought nothing.
    pub fn is_nothing(&self) -> bool {
        matches!(self.state.get(), State::Closed) && self.received.is_empty()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        // It throws where a listener does: an application's own, in JavaScript,
        // which has been called by then.
        let _ = self.js.close();
    }
}

impl Connection {
    pub(super) fn new(peer: Peer, link: Link) -> Self {
        Self {
            link: Rc::new(link),
            peer,
        }
    }

    /// Resolves when it is open.
    pub(super) async fn opened(&self) -> Result<()> {
        poll_fn(|context| self.poll_opened(context)).await
    }

    pub(super) fn poll_opened(&self, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.link.state.poll(context, |state| match state {
            State::Opening => Poll::Pending,
            State::Open => Poll::Ready(Ok(())),
            State::Closed => Poll::Ready(Err(self.link.listeners.failure())),
        })
    }

    /// The id of the remote Peer.
    pub fn remote_id(&self) -> String {
        text(self.link.js.peer())
    }

    /// What both ends know the connection by.
    pub fn connection_id(&self) -> String {
        text(self.link.js.connection_id())
    }

    /// The name that the connecting end has given it.
    pub fn label(&self) -> String {
        text(self.link.js.label())
    }

    /// What the connecting end has told of it.
    pub fn metadata<T: DeserializeOwned>(&self) -> Result<T> {
        value::from_js(self.link.js.metadata())
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.link.js.open()
    }

    /// Bytes that were accepted and are not yet handed to the network.
    pub fn buffered_amount(&self) -> f64 {
        self.link.js.buffered_amount().unwrap_or(0.0)
    }

    /// Sends a value: resolves when it has left the buffers of this end. Dropping
    /// the future meanwhile aborts what has not.
    ///
    /// Bytes travel as such by `serde_bytes`; a `Vec<u8>` of plain serde is a list
    /// of numbers. For many small values use a [`sender`](Self::sender), which
    /// does not wait for each.
    ///
    /// # Errors
    ///
    /// [`Value`](Error::Value) if the value has no form in JavaScript;
    /// [`MessageTooBig`](Error::MessageTooBig); [`Closed`](Error::Closed),
    /// [`ConnectionClosed`](Error::ConnectionClosed) or
    /// [`SendFailed`](Error::SendFailed) if it may not have arrived.
    pub async fn send<T: Serialize + ?Sized>(&self, value: &T) -> Result<()> {
        self.send_js(&value::to_js(value)?).await
    }

    /// Sends a JavaScript value, such as a Blob or a File, which is read while it
    /// is sent. Else as [`send`](Self::send).
    pub async fn send_js(&self, value: &JsValue) -> Result<()> {
        self.opened().await?;
        let mut aborting = Aborting::new()?;
        let options = Options::default();
        options.set("signal", aborting.0.signal());
        self.hand_over(value, &options)?.await?;
        aborting.1 = false;
        Ok(())
    }

    /// Gives a value to the open connection. The future is over when it has left
    /// the buffers of this end.
    pub(super) fn hand_over(
        &self,
        value: &JsValue,
        options: &Options,
    ) -> Result<impl std::future::Future<Output = Result<()>> + 'static> {
        let js = &self.link.js;
        let sent = if js.has_send_async().is_some() {
            Some(JsFuture::from(js.send_async(value, options.as_object())))
        } else {
            // In one channel message, of which nothing more is heard.
            js.send(value).map_err(|error| Error::from_js(&error))?;
            None
        };
        Ok(async move {
            match sent {
                Some(sent) => sent
                    .await
                    .map(|_| ())
                    .map_err(|error| Error::from_js(&error)),
                None => Ok(()),
            }
        })
    }

    /// Resolves when there is room for more to be sent.
    pub(super) fn room(&self) -> Option<JsFuture> {
        let js = &self.link.js;
        js.has_send_async().map(|_| JsFuture::from(js.ready()))
    }

    /// The next value that comes; nothing when the connection has closed and all
    /// were taken. An error may be followed by more values.
    pub async fn receive<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        self.receive_js().await?.map(value::from_js).transpose()
    }

    /// The next value that comes, as it is in JavaScript. Else as
    /// [`receive`](Self::receive).
    pub async fn receive_js(&self) -> Result<Option<JsValue>> {
        poll_fn(|context| self.poll_received(context))
            .await
            .transpose()
    }

    pub(super) fn poll_received(&self, context: &mut Context<'_>) -> Poll<Option<Result<JsValue>>> {
        self.link.received.poll_next(context)
    }

    /// The values that come, until the connection closes. Each goes to one taker,
    /// if there are several.
    pub fn messages<T: DeserializeOwned>(&self) -> Messages<T> {
        Messages::new(self.clone())
    }

    /// A sink for values, which is ready while there is room in the buffers.
    pub fn sender<T: Serialize>(&self) -> Sender<T> {
        Sender::new(self.clone())
    }

    /// Closes it at once. What has not left yet is lost, of which the other end is
    /// told by an error.
    pub fn close(&self) -> Result<()> {
        self.link.js.close().map_err(|error| Error::from_js(&error))
    }

    /// Closes it when all that was sent has arrived; resolves when it is closed. One
    /// that is still opening opens first.
    pub async fn finish(&self) -> Result<()> {
        if self.opened().await.is_err() {
            return Ok(());
        }
        let options = Options::default();
        options.set("flush", true);
        self.link
            .js
            .close_with(options.as_object())
            .map_err(|error| Error::from_js(&error))?;
        let is_closed = |state| match state {
            State::Closed => Poll::Ready(()),
            _ => Poll::Pending,
        };
        self.link.state.until(is_closed).await;
        Ok(())
    }

    /// How many tasks are kept to be woken, by the connection and by its Peer.
    #[doc(hidden)]
    pub fn waiting(&self) -> usize {
        let Link {
            state, received, ..
        } = &*self.link;
        state.waiting() + received.waiting() + self.peer.inner().state.waiting()
    }
}

/// What the other end has said, if it is a text.
pub(super) fn text(value: JsValue) -> String {
    value.as_string().unwrap_or_default()
}

/// Aborts what its signal is given to when it is dropped, unless that is over.
struct Aborting(AbortController, bool);

impl Aborting {
    fn new() -> Result<Self> {
        let controller = AbortController::new().map_err(|error| Error::from_js(&error))?;
        Ok(Self(controller, true))
    }
}

impl Drop for Aborting {
    fn drop(&mut self) {
        if self.1 {
            self.0.abort();
        }
    }
}
