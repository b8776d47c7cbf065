//! The asyncio client: calls run on the worker thread, results come back through the event loop's mailbox.
//!
//! Not pyo3-async-runtimes: it costs three times as much a call, hangs after a fork and panics at exit
//! (ARCHITECTURE.md, "Python").

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use tokio::task::AbortHandle;
use unpause::{Client, ClientOptions, Error};

use crate::errors::Failure;
use crate::events::{LISTENER, Listener, Sink};
use crate::fork::{PerProcess, generation};
use crate::jobs::AsyncioJob;
use crate::mailbox::Mailbox;
use crate::options::{Limits, client_options};
use crate::panics::{guarded, guarded_future, panicking_call};
use crate::requests::Request;
use crate::work::{Heard, Work};
use crate::worker::worker;

/// Private: `unpause.AsyncClient` is built on it.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct AsyncioClient {
    /// Where the service is.
    #[pyo3(get)]
    base_url: String,
    options: ClientOptions,
    client: PerProcess<Client>,
    closed: AtomicBool,
}

/// Private: a call in flight. It ends when this is dropped.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct AsyncioCall {
    /// Under which number its result will come.
    #[pyo3(get)]
    id: u64,
    handle: AbortHandle,
    listening: Arc<AtomicBool>,
    process: usize,
}

#[pymethods]
impl AsyncioCall {
    /// Drops the request and closes its connection. After the end it does nothing.
    fn abort(&self) {
        // In a forked child the call is its parent's, and the runtime's locks may be held by a thread that is not there.
        if self.process == generation() {
            self.handle.abort();
        }
    }

    /// From now on its progress comes, too.
    fn listen(&self) {
        self.listening.store(true, Ordering::Relaxed);
    }
}

impl Drop for AsyncioCall {
    fn drop(&mut self) {
        self.abort();
    }
}

#[pymethods]
impl AsyncioClient {
    #[new]
    #[pyo3(signature = (**options))]
    fn new(options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let build = || -> Result<Self, Failure> {
            let options = client_options(options)?;
            let client = Client::new(options.clone())?;
            let base_url = client.base_url().to_owned();
            Ok(Self { base_url, options, client: PerProcess::new(client), closed: AtomicBool::new(false) })
        };
        guarded(build).map_err(PyErr::from)
    }

    /// Starts a call that tells nothing on its way; its result comes into the mailbox under the call's id.
    fn call(
        &self,
        mailbox: &Bound<'_, Mailbox>,
        name: &str,
        target: &Bound<'_, PyTuple>,
        limits: Limits<'_>,
        log_level: u8,
    ) -> PyResult<AsyncioCall> {
        let request = Request::call(name, target, &limits)?;
        self.start_work(mailbox.get(), log_level, false, |client| Ok(request.work(client)))
    }

    /// Makes a job ready to start.
    fn job(&self, name: &str, target: &Bound<'_, PyAny>, options: &Bound<'_, PyDict>) -> PyResult<AsyncioJob> {
        let request = Request::job(name, target, options)?;
        let body = || -> Result<AsyncioJob, Failure> { Ok(AsyncioJob::new(request.work(&*self.client()?))) };
        guarded(body).map_err(PyErr::from)
    }

    /// Starts a job, once; its result and, if wanted, its progress come into the mailbox under the call's id.
    fn start(
        &self,
        mailbox: &Bound<'_, Mailbox>,
        job: &Bound<'_, AsyncioJob>,
        listening: bool,
        log_level: u8,
    ) -> PyResult<AsyncioCall> {
        self.start_work(mailbox.get(), log_level, listening, |_| job.get().take())
    }

    /// For the tests: a call that panics.
    fn panic(&self, mailbox: &Bound<'_, Mailbox>) -> PyResult<AsyncioCall> {
        self.start_work(mailbox.get(), u8::MAX, false, |_| Ok(Work::call(panicking_call())))
    }

    /// Closes the connections that no call uses.
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        drop(self.client.take());
    }
}

impl AsyncioClient {
    fn start_work(
        &self,
        mailbox: &Mailbox,
        log_level: u8,
        listening: bool,
        work: impl FnOnce(&Client) -> Result<Work, Error>,
    ) -> PyResult<AsyncioCall> {
        let body = || -> Result<AsyncioCall, Failure> {
            let mut work = work(&*self.client()?)?;
            let id = mailbox.number();
            let deliveries = Arc::clone(&mailbox.deliveries);
            let listener = Listener { level: log_level, sink: Sink::Loop(Arc::clone(&deliveries)) };
            let listening = Arc::new(AtomicBool::new(listening));
            let listened = Arc::clone(&listening);
            let task = LISTENER.scope(listener, async move {
                loop {
                    let next = work.next(|| listened.load(Ordering::Relaxed));
                    match guarded_future(async { Ok(next.await) }).await.unwrap_or_else(|panic| Heard::End(Err(panic)))
                    {
                        Heard::Progress(progress) => deliveries.progress(id, progress),
                        Heard::End(result) => return deliveries.result(id, result),
                    }
                }
            });
            let handle = worker()?.runtime.spawn(task).abort_handle();
            Ok(AsyncioCall { id, handle, listening, process: generation() })
        };
        guarded(body).map_err(PyErr::from)
    }

    fn client(&self) -> Result<Arc<Client>, Error> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(Error::closed());
        }
        self.client.get(|| Client::new(self.options.clone()))
    }
}
