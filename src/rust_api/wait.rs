//! What futures and streams wait for: items that come, and states that change.
//!
//! Nothing here calls JavaScript, so no borrow lasts while a listener runs.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
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

    pub fn take(&self) -> Option<T> {
        self.items.borrow_mut().pop_front()
    }

    /// The next item; nothing when all were taken and no more will come.
    pub fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<T>> {
        match self.take() {
            None if !self.closed.get() => {
                self.waiting.add(context);
                Poll::Pending
            }
            item => Poll::Ready(item),
        }
    }

    /// Drops the oldest items but so many, where nobody may be there to take them.
    pub fn keep(&self, most: usize) {
        let mut items = self.items.borrow_mut();
        while items.len() > most {
            items.pop_front();
        }
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

    /// The state, for one who is woken when it is another.
    pub fn watch(&self, context: &mut Context<'_>) -> T {
        self.waiting.add(context);
        self.get()
    }
}
