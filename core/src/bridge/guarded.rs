//! Panics. A panic is a bug, but not the caller's: it becomes an internal error, and the process goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_util::FutureExt;

use crate::error::{Error, Result};

/// Runs `body`. A panic drops everything that it made, and the core's locks guard whole values, so nothing is seen half done.
pub fn guarded<T, E: From<Error>>(body: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| Err(Error::from_panic(&*panic).into()))
}

/// As [`guarded`], for a future.
pub async fn guarded_future<T>(body: impl Future<Output = Result<T>>) -> Result<T> {
    AssertUnwindSafe(body).catch_unwind().await.unwrap_or_else(|panic| Err(Error::from_panic(&*panic)))
}

/// A call that panics, for the bindings' tests.
#[expect(clippy::panic, reason = "it is what this function is for")]
pub async fn panicking_call<T>() -> Result<T> {
    panic!("a panic that a test asked for")
}
