//! The asyncio client: calls run on the worker thread, results come back through the event loop's mailbox.
//!
//! Not pyo3-async-runtimes: it costs three times as much a call, hangs after a fork and panics at exit
//! (ARCHITECTURE.md, "Python").

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tokio::task::AbortHandle;
use unpause::{Accepted, Client, ClientOptions, Error};

use crate::errors::Failure;
use crate::events::{LISTENER, Listener, Sink};
use crate::fork::PerProcess;
use crate::mailbox::Mailbox;
use crate::options::{Address, Limits, call_options, client_options, connector};
use crate::panics::{guarded, guarded_future, panicking_call};
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

/// Private: a call in flight.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct AsyncioCall {
    /// Under which number its result will come.
    #[pyo3(get)]
    id: u64,
    handle: AbortHandle,
}

#[pymethods]
impl AsyncioCall {
    /// Drops the request and closes its connection. After the end it does nothing.
    fn abort(&self) {
        self.handle.abort();
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

    /// Starts the call; its result comes into the mailbox under the call's id.
    fn resume(
        &self,
        mailbox: &Bound<'_, Mailbox>,
        address: Address<'_>,
        limits: Limits<'_>,
        log_attempts: bool,
    ) -> PyResult<AsyncioCall> {
        let connector = connector(&address)?;
        let options = call_options(&limits)?;
        self.start(mailbox.get(), log_attempts, |client| async move { client.resume_with(&connector, &options).await })
    }

    /// For the tests: a call that panics.
    fn panic(&self, mailbox: &Bound<'_, Mailbox>) -> PyResult<AsyncioCall> {
        self.start(mailbox.get(), false, |_| panicking_call())
    }

    /// Closes the connections that no call uses.
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        drop(self.client.take());
    }
}

impl AsyncioClient {
    fn start<F, C>(&self, mailbox: &Mailbox, log_attempts: bool, call: F) -> PyResult<AsyncioCall>
    where
        F: FnOnce(Arc<Client>) -> C,
        C: Future<Output = Result<Accepted, Error>> + Send + 'static,
    {
        let body = || -> Result<AsyncioCall, Failure> {
            let client = self.client()?;
            let id = mailbox.number();
            let deliveries = Arc::clone(&mailbox.deliveries);
            let listener = Listener { attempts: log_attempts, sink: Sink::Loop(Arc::clone(&deliveries)) };
            let call = call(client);
            let task = async move {
                let result = LISTENER.scope(listener, guarded_future(call)).await;
                deliveries.result(id, result);
            };
            Ok(AsyncioCall { id, handle: worker()?.runtime.spawn(task).abort_handle() })
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
