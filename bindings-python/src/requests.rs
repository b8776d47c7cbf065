//! Python's calls as the core's: which one, about what, with which options.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use unpause::{CallOptions, Client, Cluster, Connector, Error, ResumeAllOptions, ResumeManyOptions, WaitOptions};

use crate::addresses::{cluster, connector, connectors};
use crate::errors::Failure;
use crate::options::{Limits, call_options, resume_all_options, resume_many_options, wait_options};
use crate::work::{Answer, Work};

/// A call of the core, checked as far as Python's types go.
pub(crate) enum Request {
    Resume(Connector, CallOptions),
    Pause(Connector, CallOptions),
    Restart(Connector, CallOptions),
    Status(Connector, CallOptions),
    List(Cluster, CallOptions),
    ListExpanded(Cluster, CallOptions),
    WaitUntilRunning(Connector, WaitOptions),
    ResumeAndWait(Connector, WaitOptions),
    ResumeMany(Vec<Connector>, ResumeManyOptions),
    ResumeAll(Cluster, ResumeAllOptions),
}

impl Request {
    /// A call that tells nothing on its way. `target` is the address of a connector or of a cluster.
    pub(crate) fn call(name: &str, target: &Bound<'_, PyTuple>, limits: &Limits<'_>) -> Result<Self, Failure> {
        Ok(match name {
            "resume" => Self::Resume(connector(target)?, call_options(limits)?),
            "pause" => Self::Pause(connector(target)?, call_options(limits)?),
            "restart" => Self::Restart(connector(target)?, call_options(limits)?),
            "status" => Self::Status(connector(target)?, call_options(limits)?),
            "list" => Self::List(cluster(target)?, call_options(limits)?),
            "list_expanded" => Self::ListExpanded(cluster(target)?, call_options(limits)?),
            _ => return Err(unknown(name)),
        })
    }

    /// A job. `target` is an address, or the connectors.
    pub(crate) fn job(name: &str, target: &Bound<'_, PyAny>, options: &Bound<'_, PyDict>) -> Result<Self, Failure> {
        Ok(match name {
            "wait_until_running" => Self::WaitUntilRunning(connector(target.cast()?)?, wait_options(options)?),
            "resume_and_wait" => Self::ResumeAndWait(connector(target.cast()?)?, wait_options(options)?),
            "resume_many" => Self::ResumeMany(connectors(target)?, resume_many_options(options)?),
            "resume_all" => Self::ResumeAll(cluster(target.cast()?)?, resume_all_options(options)?),
            _ => return Err(unknown(name)),
        })
    }

    /// The call made of this client. Nothing is sent before it is polled.
    pub(crate) fn work(self, client: &Client) -> Work {
        let by = client.clone();
        match self {
            Self::Resume(connector, options) => {
                Work::call(async move { by.resume_with(&connector, &options).await.map(Answer::Accepted) })
            }
            Self::Pause(connector, options) => {
                Work::call(async move { by.pause_with(&connector, &options).await.map(Answer::Accepted) })
            }
            Self::Restart(connector, options) => {
                Work::call(async move { by.restart_with(&connector, &options).await.map(Answer::Accepted) })
            }
            Self::Status(connector, options) => {
                Work::call(async move { by.status_with(&connector, &options).await.map(Answer::Status) })
            }
            Self::List(cluster, options) => {
                Work::call(async move { by.list_with(&cluster, &options).await.map(Answer::Names) })
            }
            Self::ListExpanded(cluster, options) => {
                Work::call(async move { by.list_expanded_with(&cluster, &options).await.map(Answer::Listed) })
            }
            Self::WaitUntilRunning(connector, options) => {
                Work::Wait(Box::new(client.wait_until_running(&connector, options)))
            }
            Self::ResumeAndWait(connector, options) => {
                Work::Wait(Box::new(client.resume_and_wait(&connector, options)))
            }
            Self::ResumeMany(connectors, options) => Work::Resume(client.resume_many(connectors, options)),
            Self::ResumeAll(cluster, options) => Work::Resume(client.resume_all(&cluster, options)),
        }
    }
}

fn unknown(name: &str) -> Failure {
    Error::internal(format!("there is no call {name:?}")).into()
}
