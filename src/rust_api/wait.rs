//! What futures and streams wait for: items that come, and states that change.
//!
//! Nothing is borrowed while something of others' runs: wakers, or what is dropped, which
//! may call listeners. A task that gives up while it waits is kept until what it waits for
//! comes.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::poll_fn,
    mem,
    task::{Context, Poll, Waker},
};

/// Those who wait for the same thing.
#[derive(Default)]
struct Waiting(RefCell<Vec<Waker>>);

impl Waiting {
    fn add(&self, context: &Context<'_>) {
        let mut wakers = self.0.borrow_mut();
        if !wakers.iter().any(|waker| waker.will_wake(context.waker())) {
            wakers.push(context.waker().clone());
        }
    }

    fn count(&self) -> usize {
        self.0.borrow().len()
    }

    fn wake(&self) {
        let wakers = mem::take(&mut *self.0.borrow_mut());
        wakers.into_iter().for_each(Waker::wake);
    }
}

/// What has come and was not taken yet. Each item goes to one taker.
pub struct Queue<T> {
    items: RefCell<VecDeque<T>>,
    closed: Cell<bool>,
    waiting: Waiting,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self {
            items: RefCell::default(),
            closed: Cell::default(),
            waiting: Waiting::default(),
        }
    }
}

impl<T> Queue<T> {
    pub fn push(&self, item: T) {
        self.items.borrow_mut().push_back(item);
        self.waiting.wake();
    }

    /// Nothing more will come.
    pub fn close(&self) {
        self.closed.set(true);
        self.waiting.wake();
    }

    /// The next item; nothing when all were taken and no more will come.
    pub fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<T>> {
        let item = self.items.borrow_mut().pop_front();
        match item {
            None if !self.closed.get() => {
                self.waiting.add(context);
                Poll::Pending
            }
            item => Poll::Ready(item),
        }
    }

    /// Drops the oldest items but so many, where nobody may be there to take them.
    pub fn keep(&self, most: usize) {
        let excess = self.items.borrow().len().saturating_sub(most);
        let oldest: Vec<T> = self.items.borrow_mut().drain(..excess).collect();
        // Without the borrow: what closes by it calls listeners.
        drop(oldest);
    }

    /// Drops the items that nobody would want any more.
    pub fn retain(&self, is_wanted: impl Fn(&T) -> bool) {
        let items = mem::take(&mut *self.items.borrow_mut());
        let wanted = items.into_iter().filter(is_wanted).collect();
        self.items.replace(wanted);
    }

    pub fn is_empty(&self) -> bool {
        self.items.borrow().is_empty()
    }

    /// How many wait for an item.
    pub fn waiting(&self) -> usize {
        self.waiting.count()
    }
}

/// A state that changes.
pub struct Watch<T> {
    state: Cell<T>,
    waiting: Waiting,
}

impl<T: Copy> Watch<T> {
    pub fn new(state: T) -> Self {
        Self {
            state: Cell::new(state),
            waiting: Waiting::default(),
        }
    }

    pub fn get(&self) -> T {
        self.state.get()
    }

    pub fn set(&self, state: T) {
        self.state.set(state);
        self.waiting.wake();
    }

    /// What the state comes to, for one who is woken when it is another. Nobody is
    /// kept who has an answer: most states never change again.
    pub fn poll<R>(&self, context: &Context<'_>, answer: impl Fn(T) -> Poll<R>) -> Poll<R> {
        let answer = answer(self.get());
        if answer.is_pending() {
            self.waiting.add(context);
        }
        answer
    }

    /// Resolves when the state comes to an answer.
    pub async fn until<R>(&self, answer: impl Fn(T) -> Poll<R>) -> R {
        poll_fn(|context| self.poll(context, &answer)).await
    }

    /// How many wait for another state.
    pub fn waiting(&self) -> usize {
        self.waiting.count()
    }
}
