//! The blocking client: a runtime of its own, turned by whichever thread calls, with the GIL released. No other
//! thread has a part in a call, which makes it four times as fast as handing it to one.

use std::mem::{ManuallyDrop, replace};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use pyo3::{PyTraverseError, PyVisit};
use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};
use unpause::Error;
use unpause::bridge::{
    Answer, Heard, Service, ServiceOptions, Work, closed, closed_meanwhile, forked, guarded, internal, panicking_call,
};

use crate::addresses::connector;
use crate::errors::Failure;
use crate::events::{LISTENER, Listener, Records, Sink};
use crate::fork::{Own, PerProcess};
use crate::logging::log;
use crate::options::{Limits, Restart, service_options};
use crate::records::{self, interrupted};
use crate::requests;
use crate::tokens::{Function, Taken};

/// How long Ctrl-C may wait, and a log record.
const SIGNAL_TICK: Duration = Duration::from_millis(50);

/// How often the runtime is turned so that what has happened meanwhile on its sockets is seen: once to look, once for
/// the tasks that it woke.
const TURNS: usize = 2;

/// Private: `unpause.Client` and `unpause.KafkaConnect` are built on it.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct BlockingClient {
    /// Where the service is.
    #[pyo3(get)]
    base_url: String,
    options: ServiceOptions,
    function: Function,
    driver: PerProcess<Driver>,
    closed: AtomicBool,
}

/// What a turn of the runtime brings.
enum Step {
    Heard(Heard),
    /// A question for a token, which this thread answers.
    Wanted(Taken),
}

struct Driver {
    service: Service,
    runtime: ManuallyDrop<Runtime>,
}

impl Driver {
    fn new(options: &ServiceOptions) -> Result<Self, Error> {
        let service = options.open()?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| internal(format!("the runtime cannot be built: {error}")))?;
        // So that there is always a timer as early as the earliest that a call sets: setting one that is earlier than
        // all others wakes the runtime by a system call, which would be two of them a call.
        runtime.spawn(async {
            loop {
                sleep(SIGNAL_TICK).await;
            }
        });
        Ok(Self { service, runtime: ManuallyDrop::new(runtime) })
    }

    /// After a failure: a request that was given up closes its socket now, and not with the next call.
    fn calm_down(&self, py: Python<'_>) {
        py.detach(|| self.runtime.block_on(turn()));
    }

    /// Drives the work to its end. Python runs only while the runtime stands still: its signal handlers, logging
    /// handlers and listeners may make calls of their own, and may take their time, which is not other threads' to
    /// wait for.
    fn drive(
        &self,
        py: Python<'_>,
        log_level: u8,
        work: &mut Own<Work>,
        target: &Bound<'_, PyAny>,
        on_progress: Option<&Bound<'_, PyAny>>,
        client: &BlockingClient,
    ) -> Result<Answer, Failure> {
        let began = Instant::now();
        let listening = on_progress.is_some();
        let (provides, is_providing) = (client.function.is_there(), client.function.runs_here());
        let desk = self.service.token_desk();
        let records = Arc::new(Records::default());
        let mut started = false;
        loop {
            // Python may have forked, and this be the child: the work stays with the parent.
            let work = work.get().ok_or_else(forked)?;
            let step = async {
                if !replace(&mut started, true) {
                    // A kept connection that the service has closed meanwhile must be seen before it is used again.
                    turn().await;
                }
                let step = async {
                    tokio::select! {
                        biased;
                        heard = work.next(|| listening) => Step::Heard(heard),
                        number = desk.wanted(), if provides => Step::Wanted(Taken::new(desk, number)),
                    }
                };
                let heard = timeout(SIGNAL_TICK, step).await;
                if !matches!(heard, Ok(Step::Heard(Heard::End(_)))) {
                    // When a block_on returns, tokio forgets the tasks that it had put off because they had used up their
                    // budget. Yielding once lets it wake them before.
                    yield_now().await;
                }
                heard
            };
            let listener = Listener { level: log_level, sink: Sink::Caller(Arc::clone(&records)) };
            let step = LISTENER.scope(listener, step);
            let heard = py.detach(|| {
                if is_providing {
                    self.runtime.block_on(self.service.providing(step))
                } else {
                    self.runtime.block_on(step)
                }
            });
            records.take().into_iter().try_for_each(|record| log(py, record, None))?;
            match heard {
                Ok(Step::Heard(Heard::End(result))) => {
                    if work.tally().is_some() {
                        // What was pressed during the last tick must come while the report is still at hand.
                        py.check_signals()?;
                    }
                    return result.map_err(Failure::from);
                }
                Ok(Step::Heard(Heard::Progress(progress))) => {
                    if let Some(listener) = on_progress {
                        refuse_awaitable(&listener.call1((records::progress(py, &progress)?,))?)?;
                    }
                }
                Ok(Step::Wanted(taken)) => {
                    if let Some(question) = client.function.question(py, taken) {
                        question.ask_here(py)?;
                    }
                }
                Err(_) => {}
            }
            py.check_signals()?;
            if client.closed.load(Ordering::Relaxed) {
                let connector = if work.tally().is_none() { connector(&self.service, target) } else { None };
                // As an exception of Python's, so that it gets the report so far.
                let error = closed_meanwhile(connector.as_ref(), began.elapsed());
                return Err(Failure::Python(Failure::from(error).into()));
            }
        }
    }
}

impl Drop for Driver {
    #[expect(unsafe_code, reason = "shutdown_background takes the runtime by value")]
    fn drop(&mut self) {
        // SAFETY: `drop` runs once, and nothing looks at the runtime after it.
        let runtime = unsafe { ManuallyDrop::take(&mut self.runtime) };
        // Dropping it as usual would wait for a name resolution that hangs.
        runtime.shutdown_background();
    }
}

#[pymethods]
impl BlockingClient {
    #[new]
    fn new(service: &str, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let build = || -> Result<Self, Failure> {
            let (options, function) = service_options(service, options)?;
            let driver = Driver::new(&options)?;
            let base_url = driver.service.base_url().to_owned();
            let driver = PerProcess::new(driver);
            Ok(Self { base_url, options, function, driver, closed: AtomicBool::new(false) })
        };
        guarded(build).map_err(PyErr::from)
    }

    /// Makes a call that tells nothing on its way, and blocks until it ends.
    #[pyo3(signature = (name, target, limits, log_level, restart = None))]
    fn call<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        target: &Bound<'py, PyTuple>,
        limits: Limits<'py>,
        log_level: u8,
        restart: Option<Restart<'py>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.drive(py, log_level, target, None, |service| {
            requests::call(service, name, target, &limits, restart.as_ref())
        })
    }

    /// Does a job, and blocks until it ends. `on_progress` is called in between.
    #[pyo3(signature = (name, target, options, on_progress, log_level))]
    fn job<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        target: &Bound<'py, PyAny>,
        options: &Bound<'py, PyDict>,
        on_progress: Option<&Bound<'py, PyAny>>,
        log_level: u8,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.drive(py, log_level, target, on_progress, |service| requests::job(service, name, target, options))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.function.traverse(&visit)
    }

    fn __clear__(&self) {
        self.function.clear();
    }

    /// For the tests: a call that panics.
    fn panic<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.drive(py, u8::MAX, &PyTuple::empty(py), None, |_| Ok(Work::call(panicking_call(), Answer::Names)))
    }

    /// Closes the connections. Calls in flight in other threads fail at their next tick.
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        drop(self.driver.take());
    }
}

impl BlockingClient {
    fn drive<'py>(
        &self,
        py: Python<'py>,
        log_level: u8,
        target: &Bound<'py, PyAny>,
        on_progress: Option<&Bound<'py, PyAny>>,
        work: impl FnOnce(&Service) -> Result<Work, Failure>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let body = || -> Result<Bound<'py, PyAny>, Failure> {
            let driver = self.driver()?;
            let work = work(&driver.service)?;
            let tally = work.tally();
            let mut work = Own::new(work);
            let outcome = driver.drive(py, log_level, &mut work, target, on_progress, self);
            if outcome.is_err() && work.is_own() {
                drop(work);
                driver.calm_down(py);
            }
            let made = outcome.and_then(|answer| Ok(records::answer(py, answer)?));
            if let (Err(Failure::Python(interrupt)), Some(tally)) = (&made, tally) {
                interrupted(interrupt.value(py), &tally);
            }
            made
        };
        guarded(body).map_err(PyErr::from)
    }

    fn driver(&self) -> Result<Arc<Driver>, Error> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(closed());
        }
        self.driver.get(|| Driver::new(&self.options))
    }
}

/// For a function that is not `async` and returns a coroutine nevertheless: nobody would await it.
fn refuse_awaitable(returned: &Bound<'_, PyAny>) -> PyResult<()> {
    if returned.is_none() || !returned.hasattr("__await__")? {
        return Ok(());
    }
    if returned.hasattr("close")? {
        returned.call_method0("close")?;
    }
    Err(PyTypeError::new_err("on_progress must not return an awaitable: this client blocks, and awaits nothing"))
}

async fn turn() {
    for _ in 0..TURNS {
        yield_now().await;
    }
}
