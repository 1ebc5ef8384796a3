//! Connections as streams and sinks.

use super::{
    connection::Connection,
    error::{Error, Result},
    value::{self, Options},
};
use futures_core::Stream;
use futures_sink::Sink;
use serde::{de::DeserializeOwned, Serialize};
use std::{
    collections::VecDeque,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{ready, Context, Poll},
};
use wasm_bindgen_futures::JsFuture;

/// The values that come: [`Connection::messages`]. After an error more may come.
pub struct Messages<T> {
    connection: Connection,
    item: PhantomData<fn() -> T>,
}

impl<T> Messages<T> {
    pub(super) fn new(connection: Connection) -> Self {
        Self {
            connection,
            item: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Stream for Messages<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.connection
            .poll_received(context)
            .map(|next| Some(next?.and_then(value::from_js)))
    }
}

/// Takes values to be sent: [`Connection::sender`].
///
/// It is ready while there is room in the connection's buffers, flushed when
/// everything has left them, and closes the connection when all has arrived.
/// What it has taken is sent also if it is dropped, as long as the connection is
/// there. An error tells of any value that was taken before.
pub struct Sender<T> {
    connection: Connection,
    room: Option<JsFuture>,
    /// What was taken and has not left yet, in order.
    leaving: VecDeque<Leaving>,
    closing: Option<Leaving>,
    closed: bool,
    item: PhantomData<fn(T)>,
}

type Leaving = Pin<Box<dyn Future<Output = Result<()>>>>;

impl<T> Sender<T> {
    pub(super) fn new(connection: Connection) -> Self {
        Self {
            connection,
            room: None,
            leaving: VecDeque::new(),
            closing: None,
            closed: false,
            item: PhantomData,
        }
    }

    /// Forgets what has left.
    fn poll_left(&mut self, context: &mut Context<'_>) -> Poll<Result<()>> {
        while let Some(leaving) = self.leaving.front_mut() {
            let left = ready!(leaving.as_mut().poll(context));
            self.leaving.pop_front();
            left?;
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: Serialize> Sink<T> for Sender<T> {
    type Error = Error;

    fn poll_ready(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let this = &mut *self;
        ready!(this.connection.poll_opened(context))?;
        if let Poll::Ready(Err(error)) = this.poll_left(context) {
            return Poll::Ready(Err(error));
        }
        if this.room.is_none() {
            this.room = this.connection.room();
        }
        if let Some(room) = &mut this.room {
            let result = ready!(Pin::new(room).poll(context));
            this.room = None;
            result.map_err(|error| Error::from_js(&error))?;
        }
        Poll::Ready(Ok(()))
    }

    fn start_send(mut self: Pin<&mut Self>, item: T) -> Result<()> {
        let value = value::to_js(&item)?;
        let leaving = self.connection.hand_over(&value, &Options::default())?;
        self.leaving.push_back(Box::pin(leaving));
        Ok(())
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_left(context)
    }

    fn poll_close(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let this = &mut *self;
        ready!(this.poll_left(context))?;
        if this.closed {
            return Poll::Ready(Ok(()));
        }
        let connection = &this.connection;
        let closing = this.closing.get_or_insert_with(|| {
            let connection = connection.clone();
            Box::pin(async move { connection.finish().await })
        });
        let result = ready!(closing.as_mut().poll(context));
        // It is not to be polled again.
        this.closed = true;
        Poll::Ready(result)
    }
}

// Nothing in it is pinned.
impl<T> Unpin for Sender<T> {}
