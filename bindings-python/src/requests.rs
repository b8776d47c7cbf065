//! Python's calls and jobs as the bridge's work. Nothing is sent before the work is polled.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use unpause::bridge::{Service, Work};

use crate::addresses::{connectors, parts};
use crate::errors::Failure;
use crate::options::{
    Limits, Restart, all_options, call_options, job_restart_options, many_options, restart_options, state, wait_options,
};

/// A call. `target` is the address of a connector or of a cluster; `restart` is the scope of a restart, if the service takes one.
pub(crate) fn call(
    service: &Service,
    name: &str,
    target: &Bound<'_, PyTuple>,
    limits: &Limits<'_>,
    restart: Option<&Restart<'_>>,
) -> Result<Work, Failure> {
    let restart = restart.map(restart_options).transpose()?;
    Ok(service.call(name, &parts(service, target)?, restart, call_options(limits)?)?)
}

/// A job, by its method's name. `target` is an address, or the connectors.
pub(crate) fn job(
    service: &Service,
    name: &str,
    target: &Bound<'_, PyAny>,
    options: &Bound<'_, PyDict>,
) -> Result<Work, Failure> {
    let address = || parts(service, target.cast()?);
    let restart = job_restart_options(options)?;
    Ok(if name.ends_with("_many") {
        service.many(name, connectors(service, target)?, restart, many_options(options)?)?.into()
    } else if name.ends_with("_all") {
        service.all(name, service.cluster(&address()?)?, restart, all_options(options)?)?.into()
    } else {
        let (connector, state) = (service.connector(&address()?)?, state(options)?);
        service.wait(name, connector, state.as_deref(), restart, wait_options(options)?)?.into()
    })
}
