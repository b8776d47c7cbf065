//! One thread that drives every call of the process, worker threads' included.
//!
//! Not napi's own runtime: that one ends with the last environment that uses it, starts again with other settings, and
//! settles each promise by a thread-safe function of its own.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread;

use tokio::runtime::{Builder, Handle};
use unpause::Error;
use unpause::bridge::internal;

static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

/// The thread's runtime, started by the first call. It lives as long as the process: at the end there is nothing to
/// wait for, and no JavaScript in it.
pub(crate) fn runtime() -> Result<Handle, Error> {
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*runtime {
        return Ok(handle.clone());
    }
    let handle = start().map_err(|error| internal(format!("the worker thread cannot be started: {error}")))?;
    Ok(runtime.insert(handle).clone())
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new().name("unpause".to_owned()).spawn(move || runtime.block_on(pending::<Infallible>()))?;
    Ok(handle)
}
