//! Limits of time.

use super::error::{Error, Result};
use gloo_timers::future::TimeoutFuture;
use std::{
    future::{poll_fn, Future},
    pin::pin,
    task::Poll,
    time::Duration,
};

/// What a future comes to, within a time, if one is given.
pub async fn within<T>(
    limit: Option<Duration>,
    future: impl Future<Output = Result<T>>,
) -> Result<T> {
    let Some(limit) = limit else {
        return future.await;
    };
    // What is more than a browser's timer takes, 25 days, would be over at once.
    let millis = u32::try_from(limit.as_millis().min(i32::MAX as u128)).unwrap_or_default();
    let (mut future, mut timeout) = (pin!(future), pin!(TimeoutFuture::new(millis)));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Pending => timeout
            .as_mut()
            .poll(context)
            .map(|()| Err(Error::TimedOut)),
        ready => ready,
    })
    .await
}
