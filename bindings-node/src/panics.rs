//! A panic is a bug, but not the caller's: it arrives as an `InternalError`, and the process goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_util::FutureExt;
use unpause::Error;

/// Runs `body`, which is given up on as a whole when it panics.
pub(crate) fn guarded<T>(body: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| Err(Error::from_panic(&*panic)))
}

/// Runs `body`, which is given up on as a whole when it panics.
pub(crate) async fn guarded_future<T>(body: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    AssertUnwindSafe(body).catch_unwind().await.unwrap_or_else(|panic| Err(Error::from_panic(&*panic)))
}

/// A call that panics, so that the tests can see what becomes of it.
#[expect(clippy::panic, reason = "it is what this function is for")]
pub(crate) async fn panicking_call<T>() -> Result<T, Error> {
    panic!("a panic that a test asked for")
}
