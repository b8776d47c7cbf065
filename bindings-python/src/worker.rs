//! One thread that drives every asyncio call of the process.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::sync::Arc;
use std::thread;

use tokio::runtime::{Builder, Handle};
use unpause::Error;
use unpause::bridge::internal;

use crate::fork::PerProcess;

/// The thread's runtime. It lives as long as the process: at the end there is nothing to wait for, and no Python in it.
pub(crate) struct Worker {
    pub(crate) runtime: Handle,
}

static WORKER: PerProcess<Worker> = PerProcess::empty();

/// This process's worker, started by the first call.
pub(crate) fn worker() -> Result<Arc<Worker>, Error> {
    WORKER.get(|| start().map_err(|error| internal(format!("the worker thread cannot be started: {error}"))))
}

fn start() -> io::Result<Worker> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new().name("unpause".to_owned()).spawn(move || runtime.block_on(pending::<Infallible>()))?;
    Ok(Worker { runtime: handle })
}
