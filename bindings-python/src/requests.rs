//! Python's calls and jobs as the bridge's work. Nothing is sent before the work is polled.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use unpause::bridge::{Service, Work, internal};

use crate::addresses::{connectors, parts};
use crate::errors::Failure;
use crate::options::{
    Limits, Restart, call_options, restart_options, resume_all_options, resume_many_options, wait_options,
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

/// A job. `target` is an address, or the connectors.
pub(crate) fn job(
    service: &Service,
    name: &str,
    target: &Bound<'_, PyAny>,
    options: &Bound<'_, PyDict>,
) -> Result<Work, Failure> {
    let address = || parts(service, target.cast()?);
    Ok(match name {
        "wait_until_running" | "resume_and_wait" => {
            service.wait(name, service.connector(&address()?)?, None, None, wait_options(options)?)?.into()
        }
        "resume_many" => service.many(name, connectors(service, target)?, None, resume_many_options(options)?)?.into(),
        "resume_all" => service.all(name, service.cluster(&address()?)?, None, resume_all_options(options)?)?.into(),
        _ => return Err(internal(format!("there is no job {name:?}")).into()),
    })
}
