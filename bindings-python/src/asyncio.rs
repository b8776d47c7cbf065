//! The asyncio client: calls run on the worker thread, results come back through the event loop's mailbox.
//!
//! Not pyo3-async-runtimes: it costs three times as much a call, hangs after a fork and panics at exit
//! (ARCHITECTURE.md, "Python").

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use pyo3::{PyTraverseError, PyVisit};
use tokio::task::AbortHandle;
use unpause::Error;
use unpause::bridge::{Answer, Heard, Service, ServiceOptions, Work, closed, guarded, guarded_future, panicking_call};

use crate::errors::Failure;
use crate::events::{LISTENER, Listener, Sink};
use crate::fork::{PerProcess, generation};
use crate::jobs::AsyncioJob;
use crate::mailbox::Mailbox;
use crate::options::{Limits, Restart, service_options};
use crate::requests;
use crate::tokens::Function;
use crate::worker::worker;

/// What a running call brings.
enum Step {
    Heard(Heard),
    /// The number of a question for a token, for the event loop of this call.
    Wanted(u64),
}

/// Private: `unpause.AsyncClient` and `unpause.AsyncKafkaConnect` are built on it.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct AsyncioClient {
    /// Where the service is.
    #[pyo3(get)]
    base_url: String,
    options: ServiceOptions,
    function: Arc<Function>,
    service: PerProcess<Service>,
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
    fn new(service: &str, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let build = || -> Result<Self, Failure> {
            let (options, function) = service_options(service, options)?;
            let service = options.open()?;
            let base_url = service.base_url().to_owned();
            let (function, service) = (Arc::new(function), PerProcess::new(service));
            Ok(Self { base_url, options, function, service, closed: AtomicBool::new(false) })
        };
        guarded(build).map_err(PyErr::from)
    }

    /// Starts a call that tells nothing on its way; its result comes into the mailbox under the call's id.
    #[pyo3(signature = (mailbox, name, target, limits, log_level, restart = None))]
    fn call(
        &self,
        mailbox: &Bound<'_, Mailbox>,
        name: &str,
        target: &Bound<'_, PyTuple>,
        limits: Limits<'_>,
        log_level: u8,
        restart: Option<Restart<'_>>,
    ) -> PyResult<AsyncioCall> {
        let work = |service: &Service| requests::call(service, name, target, &limits, restart.as_ref());
        self.start_work(mailbox.get(), log_level, false, work)
    }

    /// Makes a job ready to start.
    fn job(&self, name: &str, target: &Bound<'_, PyAny>, options: &Bound<'_, PyDict>) -> PyResult<AsyncioJob> {
        let body = || -> Result<AsyncioJob, Failure> {
            Ok(AsyncioJob::new(requests::job(&*self.service()?, name, target, options)?))
        };
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
        self.start_work(mailbox.get(), log_level, listening, |_| Ok(job.get().take()?))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.function.traverse(&visit)
    }

    fn __clear__(&self) {
        self.function.clear();
    }

    /// For the tests: a call that panics.
    fn panic(&self, mailbox: &Bound<'_, Mailbox>) -> PyResult<AsyncioCall> {
        self.start_work(mailbox.get(), u8::MAX, false, |_| Ok(Work::call(panicking_call(), Answer::Names)))
    }

    /// Closes the connections that no call uses.
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        drop(self.service.take());
    }
}

impl AsyncioClient {
    fn start_work(
        &self,
        mailbox: &Mailbox,
        log_level: u8,
        listening: bool,
        work: impl FnOnce(&Service) -> Result<Work, Failure>,
    ) -> PyResult<AsyncioCall> {
        let body = || -> Result<AsyncioCall, Failure> {
            let service = self.service()?;
            let mut work = work(&service)?;
            let is_providing = Python::attach(|py| self.function.runs_in_context(py))?;
            let function = self.function.is_there().then(|| Arc::clone(&self.function));
            let deliveries = Arc::clone(&mailbox.deliveries);
            let id = deliveries.number();
            let listener = Listener { level: log_level, sink: Sink::Loop(Arc::clone(&deliveries), id) };
            let desk = Arc::clone(service.token_desk());
            let listening = Arc::new(AtomicBool::new(listening));
            let listened = Arc::clone(&listening);
            let task = LISTENER.scope(listener, async move {
                loop {
                    let next = async {
                        tokio::select! {
                            biased;
                            heard = work.next(|| listened.load(Ordering::Relaxed)) => Ok(Step::Heard(heard)),
                            number = desk.wanted(), if function.is_some() => Ok(Step::Wanted(number)),
                        }
                    };
                    match guarded_future(next).await.unwrap_or_else(|panic| Step::Heard(Heard::End(Err(panic)))) {
                        Step::Heard(Heard::Progress(progress)) => deliveries.progress(id, progress),
                        Step::Heard(Heard::End(result)) => return deliveries.result(id, result),
                        Step::Wanted(number) => deliveries.wanted(function.as_ref(), &desk, number),
                    }
                }
            });
            let runtime = &worker()?.runtime;
            let task = if is_providing {
                runtime.spawn(async move { service.providing(task).await })
            } else {
                runtime.spawn(task)
            };
            let handle = task.abort_handle();
            Ok(AsyncioCall { id, handle, listening, process: generation() })
        };
        guarded(body).map_err(PyErr::from)
    }

    fn service(&self) -> Result<Arc<Service>, Error> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(closed());
        }
        self.service.get(|| self.options.open())
    }
}
