//! Python's calls as the core's: which one, about what, with which options. Nothing is sent before they are polled.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use unpause::Error;

use crate::errors::Failure;
use crate::options::{
    Limits, Restart, call_options, restart_options, resume_all_options, resume_many_options, wait_options,
};
use crate::service::Service;
use crate::work::{Answer, Work};

/// A call that tells nothing on its way. `target` is the address of a connector or of a cluster; `restart` says of what, where
/// the service can be told.
pub(crate) fn call(
    service: &Service,
    name: &str,
    target: &Bound<'_, PyTuple>,
    limits: &Limits<'_>,
    restart: Option<&Restart<'_>>,
) -> Result<Work, Failure> {
    match (name, restart) {
        ("list" | "list_expanded", _) => about_cluster(service, name, target, limits),
        ("restart", Some(what)) => restart_of(service, target, limits, what),
        _ => about_connector(service, name, target, limits),
    }
}

fn about_connector(
    service: &Service,
    name: &str,
    target: &Bound<'_, PyTuple>,
    limits: &Limits<'_>,
) -> Result<Work, Failure> {
    let (connector, options) = (service.connector(target)?, call_options(limits)?);
    let client = service.client().clone();
    Ok(match name {
        "resume" => Work::call(async move { client.resume_with(&connector, &options).await.map(Answer::Accepted) }),
        "pause" => Work::call(async move { client.pause_with(&connector, &options).await.map(Answer::Accepted) }),
        "restart" => Work::call(async move { client.restart_with(&connector, &options).await.map(Answer::Accepted) }),
        "status" => Work::call(async move { client.status_with(&connector, &options).await.map(Answer::Status) }),
        "stop" => {
            let connect = service.kafka_connect()?;
            Work::call(async move { connect.stop(connector.connector_name(), &options).await.map(Answer::Accepted) })
        }
        _ => return Err(unknown(name)),
    })
}

fn restart_of(
    service: &Service,
    target: &Bound<'_, PyTuple>,
    limits: &Limits<'_>,
    what: &Restart<'_>,
) -> Result<Work, Failure> {
    let (connector, what, options) = (service.connector(target)?, restart_options(what)?, call_options(limits)?);
    let connect = service.kafka_connect()?;
    Ok(Work::call(
        async move { connect.restart(connector.connector_name(), what, &options).await.map(Answer::Accepted) },
    ))
}

fn about_cluster(
    service: &Service,
    name: &str,
    target: &Bound<'_, PyTuple>,
    limits: &Limits<'_>,
) -> Result<Work, Failure> {
    let (cluster, options) = (service.cluster(target)?, call_options(limits)?);
    let client = service.client().clone();
    Ok(match name {
        "list" => Work::call(async move { client.list_with(&cluster, &options).await.map(Answer::Names) }),
        _ => Work::call(async move { client.list_expanded_with(&cluster, &options).await.map(Answer::Listed) }),
    })
}

/// A job. `target` is an address, or the connectors.
pub(crate) fn job(
    service: &Service,
    name: &str,
    target: &Bound<'_, PyAny>,
    options: &Bound<'_, PyDict>,
) -> Result<Work, Failure> {
    let client = service.client();
    Ok(match name {
        "wait_until_running" => {
            let connector = service.connector(target.cast()?)?;
            Work::Wait(Box::new(client.wait_until_running(&connector, wait_options(options)?)))
        }
        "resume_and_wait" => {
            let connector = service.connector(target.cast()?)?;
            Work::Wait(Box::new(client.resume_and_wait(&connector, wait_options(options)?)))
        }
        "resume_many" => {
            let connectors = service.connectors(target)?;
            Work::Resume(client.resume_many(connectors, resume_many_options(options)?))
        }
        "resume_all" => {
            let cluster = service.cluster(target.cast()?)?;
            Work::Resume(client.resume_all(&cluster, resume_all_options(options)?))
        }
        _ => return Err(unknown(name)),
    })
}

fn unknown(name: &str) -> Failure {
    Error::internal(format!("there is no call {name:?}")).into()
}
