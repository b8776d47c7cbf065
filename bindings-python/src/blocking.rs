//! The blocking client: a runtime of its own, turned by whichever thread calls, with the GIL released. No other
//! thread has a part in a call, which makes it four times as fast as handing it to one.

use std::mem::{ManuallyDrop, replace};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};
use unpause::{Client, ClientOptions, Error};

use crate::accepted::{AcceptedData, accepted};
use crate::errors::Failure;
use crate::events::{LISTENER, Listener, Records, Sink, log};
use crate::fork::PerProcess;
use crate::options::{Address, Limits, call_options, client_options, connector};
use crate::panics::{guarded, panicking_call};

/// How long Ctrl-C may wait, and a log record.
const SIGNAL_TICK: Duration = Duration::from_millis(50);

/// How often the runtime is turned so that what has happened meanwhile on its sockets is seen: once to look, once for
/// the tasks that it woke.
const TURNS: usize = 2;

/// Private: `unpause.Client` is built on it.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct BlockingClient {
    /// Where the service is.
    #[pyo3(get)]
    base_url: String,
    options: ClientOptions,
    driver: PerProcess<Driver>,
    closed: AtomicBool,
}

struct Driver {
    client: Client,
    runtime: ManuallyDrop<Runtime>,
}

impl Driver {
    fn new(options: &ClientOptions) -> Result<Self, Error> {
        let client = Client::new(options.clone())?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Error::internal(format!("the runtime cannot be built: {error}")))?;
        // So that there is always a timer as early as the earliest that a call sets: setting one that is earlier than
        // all others wakes the runtime by a system call, which would be two of them a call.
        runtime.spawn(async {
            loop {
                sleep(SIGNAL_TICK).await;
            }
        });
        Ok(Self { client, runtime: ManuallyDrop::new(runtime) })
    }

    /// Drives the call to its end. Python runs only while the runtime stands still: its signal handlers and logging
    /// handlers may make calls of their own, and may take their time, which is not other threads' to wait for.
    fn drive<T: Send>(
        &self,
        py: Python<'_>,
        log_attempts: bool,
        call: impl Future<Output = Result<T, Error>> + Send,
    ) -> Result<T, Failure> {
        let records = Arc::new(Records::default());
        let listener = Listener { attempts: log_attempts, sink: Sink::Caller(Arc::clone(&records)) };
        let mut call = pin!(LISTENER.scope(listener, call));
        let mut started = false;
        loop {
            let step = async {
                if !replace(&mut started, true) {
                    // A kept connection that the service has closed meanwhile must be seen before it is used again.
                    turn().await;
                }
                timeout(SIGNAL_TICK, &mut call).await
            };
            let ended = py.detach(|| self.runtime.block_on(step));
            records.take().into_iter().try_for_each(|record| log(py, record))?;
            match ended {
                Ok(result) => return result.map_err(Failure::from),
                Err(_) => py.check_signals()?,
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
    #[pyo3(signature = (**options))]
    fn new(options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let build = || -> Result<Self, Failure> {
            let options = client_options(options)?;
            let driver = Driver::new(&options)?;
            let base_url = driver.client.base_url().to_owned();
            Ok(Self { base_url, options, driver: PerProcess::new(driver), closed: AtomicBool::new(false) })
        };
        guarded(build).map_err(PyErr::from)
    }

    /// Sends the call and blocks until it ends.
    fn resume(
        &self,
        py: Python<'_>,
        address: Address<'_>,
        limits: Limits<'_>,
        log_attempts: bool,
    ) -> PyResult<AcceptedData> {
        let connector = connector(&address)?;
        let options = call_options(&limits)?;
        self.drive(py, log_attempts, |client| async move { client.resume_with(&connector, &options).await })
            .map(accepted)
    }

    /// For the tests: a call that panics.
    fn panic(&self, py: Python<'_>) -> PyResult<()> {
        self.drive(py, false, |_| panicking_call())
    }

    /// Closes the connections. Calls in flight in other threads end as they would.
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        drop(self.driver.take());
    }
}

impl BlockingClient {
    fn drive<T, C>(&self, py: Python<'_>, log_attempts: bool, call: impl FnOnce(Client) -> C) -> PyResult<T>
    where
        T: Send,
        C: Future<Output = Result<T, Error>> + Send,
    {
        let body = || -> Result<T, Failure> {
            let driver = self.driver()?;
            let outcome = driver.drive(py, log_attempts, call(driver.client.clone()));
            if outcome.is_err() {
                // A request that was given up closes its socket now, and not with the next call.
                py.detach(|| driver.runtime.block_on(turn()));
            }
            outcome
        };
        guarded(body).map_err(PyErr::from)
    }

    fn driver(&self) -> Result<Arc<Driver>, Error> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(Error::closed());
        }
        self.driver.get(|| Driver::new(&self.options))
    }
}

async fn turn() {
    for _ in 0..TURNS {
        yield_now().await;
    }
}
