//! The Python bridge: the private module `unpause._native`. Plain data goes across, one conversion a direction; what
//! users see is written in Python (`python/unpause/`), what happens is in the core (`core/`).

mod accepted;
mod asyncio;
mod blocking;
mod errors;
mod events;
mod fork;
mod mailbox;
mod options;
mod panics;
mod worker;

use pyo3::prelude::*;

/// Private: use `unpause`.
#[pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;
    use unpause::{DEFAULT_BASE_URL, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_TIMEOUT, RetryPolicy};

    #[pymodule_export]
    use crate::asyncio::{AsyncioCall, AsyncioClient};
    #[pymodule_export]
    use crate::blocking::BlockingClient;
    #[pymodule_export]
    use crate::mailbox::Mailbox;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::fork::watch();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("DEFAULT_BASE_URL", DEFAULT_BASE_URL)?;
        module.add("DEFAULT_TIMEOUT", DEFAULT_TIMEOUT.as_secs_f64())?;
        module.add("DEFAULT_CONNECT_TIMEOUT", DEFAULT_CONNECT_TIMEOUT.as_secs_f64())?;
        module.add("DEFAULT_DEADLINE", DEFAULT_DEADLINE.as_secs_f64())?;
        module.add("DEFAULT_MAX_ATTEMPTS", RetryPolicy::DEFAULT.max_attempts)?;
        module.add("DEFAULT_BASE", RetryPolicy::DEFAULT.base.as_secs_f64())?;
        module.add("DEFAULT_CAP", RetryPolicy::DEFAULT.cap.as_secs_f64())
    }
}
