//! The 202: the answer of a service that took a request.

use std::time::Duration;

use crate::model::address::Connector;
use crate::model::rate_limit::RateLimit;

/// The service accepted the request. **Not** that the connector is in the new state: it changes later.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Accepted {
    /// The connector of the call; by its name, if the call named it by its id.
    pub connector: Connector,
    /// The service's id of the request (`X-Request-Id`), for a support ticket.
    pub request_id: Option<String>,
    /// Number of requests, the accepted one included; at least 1.
    pub attempts: u32,
    /// From the call to the answer, waits included.
    pub elapsed: Duration,
    /// The answer's rate limit, if it named one.
    pub rate_limit: Option<RateLimit>,
    /// Of a restart: what is restarted. Absent where the service does not say: Confluent Cloud, a restart of the connector alone, and
    /// workers before Kafka 3.0, which restart no tasks whatever they are asked.
    pub restarting: Option<Restarting>,
}

/// The parts of a connector that a restart restarts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Restarting {
    /// Whether the connector itself is restarted.
    pub connector: bool,
    /// The numbers of the tasks that are restarted, in their order; there may be none.
    pub tasks: Vec<u64>,
}
