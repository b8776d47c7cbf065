//! The Python bridge: the private module `unpause._native`. Plain data goes across, one conversion a direction; what
//! users see is written in Python (`python/unpause/`), what happens is in the core (`core/`).

mod addresses;
mod asyncio;
mod blocking;
mod errors;
mod events;
mod fork;
mod jobs;
mod mailbox;
mod options;
mod panics;
mod records;
mod requests;
mod service;
mod work;
mod worker;

use pyo3::prelude::*;

/// Private: use `unpause`.
#[pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;
    use unpause::{
        DEFAULT_BASE_URL, DEFAULT_CONCURRENCY, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_FAILURE_GRACE,
        DEFAULT_MIN_TASKS, DEFAULT_SETTLE, DEFAULT_STATES, DEFAULT_TIMEOUT, DEFAULT_WAIT_DEADLINE, RestartOptions,
        RetryPolicy,
    };

    #[pymodule_export]
    use crate::asyncio::{AsyncioCall, AsyncioClient};
    #[pymodule_export]
    use crate::blocking::BlockingClient;
    #[pymodule_export]
    use crate::jobs::AsyncioJob;
    #[pymodule_export]
    use crate::mailbox::Mailbox;

    /// The three parts of an address in one string.
    #[pyfunction]
    fn parse(text: &Bound<'_, PyAny>) -> PyResult<(String, String, String)> {
        let connector = crate::addresses::parse(text)?;
        let part = str::to_owned;
        Ok((part(connector.environment_id()), part(connector.kafka_cluster_id()), part(connector.connector_name())))
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::fork::watch();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("DEFAULT_BASE_URL", DEFAULT_BASE_URL)?;
        module.add("DEFAULT_TIMEOUT", DEFAULT_TIMEOUT.as_secs_f64())?;
        module.add("DEFAULT_CONNECT_TIMEOUT", DEFAULT_CONNECT_TIMEOUT.as_secs_f64())?;
        module.add("DEFAULT_DEADLINE", DEFAULT_DEADLINE.as_secs_f64())?;
        module.add("DEFAULT_WAIT_DEADLINE", DEFAULT_WAIT_DEADLINE.as_secs_f64())?;
        module.add("DEFAULT_MIN_TASKS", DEFAULT_MIN_TASKS)?;
        module.add("DEFAULT_SETTLE", DEFAULT_SETTLE.as_secs_f64())?;
        module.add("DEFAULT_FAILURE_GRACE", DEFAULT_FAILURE_GRACE.as_secs_f64())?;
        module.add("DEFAULT_CONCURRENCY", DEFAULT_CONCURRENCY)?;
        module.add("DEFAULT_STATES", PyTuple::new(module.py(), DEFAULT_STATES)?)?;
        module.add("DEFAULT_INCLUDE_TASKS", RestartOptions::default().include_tasks)?;
        module.add("DEFAULT_MAX_ATTEMPTS", RetryPolicy::DEFAULT.max_attempts)?;
        module.add("DEFAULT_BASE", RetryPolicy::DEFAULT.base.as_secs_f64())?;
        module.add("DEFAULT_CAP", RetryPolicy::DEFAULT.cap.as_secs_f64())
    }
}
