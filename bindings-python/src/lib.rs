//! The Python bridge: the private module `unpause._native`. Plain data goes across, one conversion a direction; the
//! public face is written in Python (`python/unpause/`), all behaviour is in the core (`core/`).

mod addresses;
mod asyncio;
mod blocking;
mod errors;
mod events;
mod fork;
mod interpreter;
mod jobs;
mod logging;
mod mailbox;
mod memory;
mod options;
mod records;
mod requests;
mod saved_report;
mod token_source;
mod tokens;
mod values;
mod worker;

use pyo3::prelude::*;

/// Private: use `unpause`.
#[pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;
    use pyo3::types::PyDict;
    use unpause::{
        DEFAULT_BASE_URL, DEFAULT_CONCURRENCY, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_FAILURE_GRACE,
        DEFAULT_MIN_TASKS, DEFAULT_SETTLE, DEFAULT_TIMEOUT, DEFAULT_WAIT_DEADLINE, RestartOptions, RetryPolicy,
    };

    #[pymodule_export]
    use crate::asyncio::{AsyncioCall, AsyncioClient};
    #[pymodule_export]
    use crate::blocking::BlockingClient;
    #[pymodule_export]
    use crate::jobs::AsyncioJob;
    #[pymodule_export]
    use crate::mailbox::Mailbox;
    #[pymodule_export]
    use crate::saved_report::SavedReport;
    #[pymodule_export]
    use crate::tokens::Question;

    /// The three parts of an address that is one text.
    #[pyfunction]
    fn parse(text: &Bound<'_, PyAny>) -> PyResult<(String, String, String)> {
        let connector = crate::addresses::parse(text)?;
        let (environment_id, kafka_cluster_id, connector_name) = crate::errors::parts(&connector);
        Ok((environment_id.to_owned(), kafka_cluster_id.to_owned(), connector_name.to_owned()))
    }

    /// The report that a text was saved from.
    #[pyfunction]
    fn read_report<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        crate::records::report(text.py(), crate::values::report(text)?)
    }

    /// The same, as it is behind a report of the face.
    #[pyfunction]
    fn saved_report(text: &Bound<'_, PyAny>) -> PyResult<SavedReport> {
        Ok(SavedReport::new(crate::values::report(text)?))
    }

    /// The options of a client for Confluent Cloud, completed from the environment.
    #[pyfunction]
    fn environment<'py>(options: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyDict>> {
        Ok(crate::options::environment(options)?)
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::interpreter::claim(module.py())?;
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
        module.add("DEFAULT_INCLUDE_TASKS", RestartOptions::default().include_tasks)?;
        module.add("DEFAULT_MAX_ATTEMPTS", RetryPolicy::DEFAULT.max_attempts)?;
        module.add("DEFAULT_BASE", RetryPolicy::DEFAULT.base.as_secs_f64())?;
        module.add("DEFAULT_CAP", RetryPolicy::DEFAULT.cap.as_secs_f64())
    }
}
