//! The connectors that a job is given: named, or those that an earlier job has changed.

use crate::error::{Error, Result};
use crate::jobs::report::Report;
use crate::model::address::{Cluster, Connector, Place};

/// Connectors that a job on many of them takes, for a client `C`: anything that can be iterated for
/// [`Connector`]s (of [`Client`](crate::Client)) or names (of [`KafkaConnect`](crate::KafkaConnect)), or the
/// [`Report`] of an earlier job, for the connectors that it [changed](Report::changed).
///
/// ```no_run
/// # async fn example(connect: unpause::KafkaConnect) -> Result<(), unpause::Error> {
/// use unpause::{AllOptions, ManyOptions};
///
/// connect.resume_many(["orders-sink", "audit"], ManyOptions::default()).await?;
/// let paused = connect.pause_all(AllOptions::default()).await?;
/// connect.resume_many(&paused, ManyOptions::default()).await?;
/// # Ok(())
/// # }
/// ```
pub trait ManyInput<C> {
    /// The connectors, or why there are none.
    #[doc(hidden)]
    fn connectors(self, client: &C) -> Result<Vec<Connector>>;
}

/// The connectors that a report's job changed, as a client addresses them. `workers`: the cluster of a client for self-managed Kafka
/// Connect, which may reach it elsewhere than the report's.
pub(crate) fn changed(report: &Report, workers: Option<&Cluster>) -> Result<Vec<Connector>> {
    // The parameter's name.
    let field = if workers.is_some() { "names" } else { "connectors" };
    if report.dry_run {
        return Err(Error::invalid_request(field, "the report is of a dry run, which has changed nothing")
            .advised("Run the job without `dry_run`, and give its report."));
    }
    report.changed().map(|connector| addressed(connector, workers)).collect()
}

fn addressed(connector: &Connector, workers: Option<&Cluster>) -> Result<Connector> {
    match (connector.cluster().place(), workers) {
        (Place::ConfluentCloud { .. }, None) => Ok(connector.clone()),
        (Place::KafkaConnect { .. }, Some(workers)) => workers.connector(connector.connector_name()),
        (Place::ConfluentCloud { .. }, Some(_)) => {
            Err(foreign("names", "Confluent Cloud", "self-managed Kafka Connect"))
        }
        (Place::KafkaConnect { .. }, None) => {
            Err(foreign("connectors", "self-managed Kafka Connect", "Confluent Cloud"))
        }
    }
}

fn foreign(field: &'static str, of: &str, client: &str) -> Error {
    Error::invalid_request(field, format!("the report is about {of}, and this client is for {client}"))
        .advised("Give the report to a client of the service that it is about.")
}
