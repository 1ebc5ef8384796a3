//! The Peer.

use super::{
    call::{Calling, IncomingCall, Ringing},
    connecting::Connecting,
    connection::{self, Connection},
    error::{Error, Result},
    js,
    listeners::Listeners,
    wait::{Queue, Watch},
    Builder,
};
use futures_core::Stream;
use std::{
    cell::RefCell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{ready, Context, Poll},
};
use wasm_bindgen::prelude::*;
use web_sys::MediaStream;

/// How many errors wait at most for one who takes [`Peer::errors`].
const ERRORS: usize = 256;

/// How many connections wait at most for one who takes [`Peer::incoming`], and how many
/// calls for one who takes [`Peer::calls`]. Anybody can make them; it is also the
/// default of [`Builder::max_pending_offers`].
const UNTAKEN: usize = 256;

/// How a Peer stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PeerState {
    /// The server has not taken it in yet.
    Connecting,
    /// Others can reach it.
    Open,
    /// Cut off from the server. Its connections go on.
    Disconnected,
    /// Destroyed, by the application or by an error that nothing can mend.
    Closed,
}

/// A Peer: what others connect to by its id.
///
/// Clones are the same Peer. It is destroyed, and with it all its connections,
/// when the last of them is gone, and of what came from it: connections and
/// calls keep it alive.
#[derive(Clone)]
pub struct Peer(Rc<Inner>);

pub(super) struct Inner {
    pub js: js::Peer,
    pub state: Rc<Watch<PeerState>>,
    errors: Rc<Queue<Error>>,
    /// What has gone wrong last.
    last_error: Rc<RefCell<Option<Error>>>,
    connections: Rc<Queue<connection::Link>>,
    calls: Rc<Queue<Ringing>>,
    listeners: RefCell<Option<Listeners>>,
}

impl Peer {
    /// What a Peer may be told before it opens.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(super) fn new(js: js::Peer) -> Self {
        let state = Rc::new(Watch::new(PeerState::Connecting));
        let errors = Rc::new(Queue::default());
        let last_error = Rc::new(RefCell::default());
        let connections = Rc::new(Queue::default());
        let calls = Rc::new(Queue::default());
        let on_state = |to| {
            let state = Rc::clone(&state);
            move |_| state.set(to)
        };
        let listeners = Listeners::of(&js)
            .on("open", on_state(PeerState::Open))
            .on("disconnected", on_state(PeerState::Disconnected))
            .on("error", {
                let (errors, last_error) = (Rc::clone(&errors), Rc::clone(&last_error));
                move |error| {
                    let error = Error::from_js(&error);
                    last_error.replace(Some(error.clone()));
                    errors.push(error);
                    errors.keep(ERRORS);
                }
            })
            .on("connection", {
                let connections = Rc::clone(&connections);
                move |js| {
                    // Those that have ended keep nobody out.
                    connections.retain(|link: &connection::Link| !link.is_nothing());
                    connections.push(connection::Link::new(js.unchecked_into()));
                    connections.keep(UNTAKEN);
                }
            })
            .on("call", {
                let calls = Rc::clone(&calls);
                move |js| {
                    calls.retain(|call: &Ringing| call.js().is_some());
                    calls.push(Ringing::new(js.unchecked_into()));
                    calls.keep(UNTAKEN);
                }
            })
            .on("close", {
                let (state, errors) = (Rc::clone(&state), Rc::clone(&errors));
                let (connections, calls) = (Rc::clone(&connections), Rc::clone(&calls));
                move |_| {
                    state.set(PeerState::Closed);
                    errors.close();
                    connections.close();
                    calls.close();
                }
            });
        Self(Rc::new(Inner {
            js,
            state,
            errors,
            last_error,
            connections,
            calls,
            listeners: RefCell::new(Some(listeners)),
        }))
    }

    /// Resolves when the server has taken the Peer in.
    pub(super) async fn opened(&self) -> Result<()> {
        let is_open = |state| match state {
            PeerState::Open => Poll::Ready(Ok(())),
            PeerState::Connecting => Poll::Pending,
            // By an error, or by the application.
            _ => Poll::Ready(Err(self.take_error().unwrap_or(Error::Closed))),
        };
        self.0.state.until(is_open).await
    }

    /// The id that others reach it by; none while it is not open.
    pub fn id(&self) -> Option<String> {
        self.0.js.id()
    }

    /// How it stands with the server.
    pub fn state(&self) -> PeerState {
        self.0.state.get()
    }

    /// Connects to another Peer. The options are those of the [`Connecting`] that
    /// this returns; awaiting it gives the open [`Connection`].
    pub fn connect(&self, id: impl Into<String>) -> Connecting {
        Connecting::new(self.clone(), id.into())
    }

    /// The connections that others make to this Peer. They may still be opening;
    /// whatever is done with them waits until they are open.
    ///
    /// Each goes to one taker, if there are several. Of more than 256 that nobody has
    /// taken, the oldest are closed; what comes by the others is kept, whatever its
    /// size. So one who wants no connections takes them too, and drops them. The
    /// stream ends when the Peer is closed.
    pub fn incoming(&self) -> Incoming {
        Incoming(self.clone())
    }

    /// Calls another Peer. [`Calling::start`] begins the call.
    pub fn call(&self, id: impl Into<String>, stream: &MediaStream) -> Calling {
        Calling::new(self.clone(), id.into(), stream.clone())
    }

    /// The calls that others make to this Peer, as [`incoming`](Self::incoming)
    /// does for connections. Of more than 256 that nobody has taken, the oldest are
    /// refused; those that have ended before they were taken do not come.
    pub fn calls(&self) -> IncomingCalls {
        IncomingCalls(self.clone())
    }

    /// What goes wrong with this Peer: also what has no [`Connection`] to tell of
    /// it. Of more than 256 that nobody has taken, the oldest are dropped. The stream
    /// ends when the Peer is closed.
    pub fn errors(&self) -> Errors {
        Errors(self.clone())
    }

    /// The ids of all Peers of the server, if it allows to ask.
    ///
    /// # Errors
    ///
    /// [`Server`](Error::Server) if it does not, or cannot be reached, by which the
    /// Peer is cut off; [`Disconnected`](Error::Disconnected) or
    /// [`Closed`](Error::Closed) if the Peer is not open; another error that cuts it
    /// off meanwhile.
    pub async fn list_all(&self) -> Result<Vec<String>> {
        let not_open = || match self.state() {
            PeerState::Closed => Error::Closed,
            _ => Error::Disconnected("The Peer is not open.".into()),
        };
        if self.state() != PeerState::Open {
            return Err(not_open());
        }
        // Of what went wrong before.
        self.take_error();
        let answer = Rc::new(Queue::default());
        // The answer may come when nobody waits for it any more.
        let callback = Closure::once_into_js({
            let answer = Rc::clone(&answer);
            move |ids: JsValue| answer.push(Ok(ids))
        });
        let Inner { js, last_error, .. } = &*self.0;
        // A list that cannot be had cuts the Peer off, for the reason that was told just now.
        let _listeners = Listeners::of(js).on("disconnected", {
            let (answer, last_error) = (Rc::clone(&answer), Rc::clone(last_error));
            move |_| answer.push(Err(last_error.take()))
        });
        js.list_all_peers(callback.unchecked_ref())
            .map_err(|error| Error::from_js(&error))?;
        match poll_fn(|context| answer.poll_next(context)).await {
            Some(Ok(ids)) => super::value::from_js(ids),
            Some(Err(error)) => Err(error.unwrap_or_else(not_open)),
            None => Err(not_open()),
        }
    }

    /// Leaves the server. Connections go on, but no new ones can be made.
    pub fn disconnect(&self) -> Result<()> {
        self.0
            .js
            .disconnect()
            .map_err(|error| Error::from_js(&error))
    }

    /// Returns to the server, under the id of before. Resolves when the server has
    /// taken the Peer in; or half a second after it has opened the WebSocket, if it
    /// has not refused by then: a PeerServer that still has the last one does not
    /// greet, and serves the Peer all the same. It is [`Open`](PeerState::Open) then.
    ///
    /// # Errors
    ///
    /// What cuts the Peer off again: [`Network`](Error::Network),
    /// [`UnavailableId`](Error::UnavailableId) and the like; it may try once more.
    /// [`Other`](Error::Other) if it is open, or closed.
    pub async fn reconnect(&self) -> Result<()> {
        let Inner { js, state, .. } = &*self.0;
        let before = state.get();
        self.take_error();
        state.set(PeerState::Connecting);
        if let Err(error) = js.reconnect() {
            state.set(before);
            return Err(Error::from_js(&error));
        }
        self.opened().await
    }

    /// Ends the Peer and all its connections, also those that are still held.
    pub fn destroy(&self) -> Result<()> {
        self.0.js.destroy().map_err(|error| Error::from_js(&error))
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }

    /// What has just gone wrong.
    pub(super) fn take_error(&self) -> Option<Error> {
        self.0.last_error.take()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Nobody is left who could hear of it.
        self.listeners.take();
        // It throws where a listener does, and there is none.
        let _ = self.js.destroy();
    }
}

/// The connections that others make to a Peer: [`Peer::incoming`].
pub struct Incoming(Peer);

impl Stream for Incoming {
    type Item = Connection;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Connection>> {
        let peer = &self.0;
        peer.0
            .connections
            .poll_next(context)
            .map(|link| Some(Connection::new(peer.clone(), link?)))
    }
}

/// The calls that others make to a Peer: [`Peer::calls`].
pub struct IncomingCalls(Peer);

impl Stream for IncomingCalls {
    type Item = IncomingCall;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<IncomingCall>> {
        let Peer(inner) = &self.0;
        // Those that have ended while they waited are passed over.
        let call = loop {
            match ready!(inner.calls.poll_next(context)) {
                Some(call) if call.js().is_none() => {}
                call => break call,
            }
        };
        Poll::Ready(call.map(|call| IncomingCall::new(self.0.clone(), call)))
    }
}

/// What goes wrong with a Peer: [`Peer::errors`].
pub struct Errors(Peer);

impl Stream for Errors {
    type Item = Error;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Error>> {
        self.0 .0.errors.poll_next(context)
    }
}
