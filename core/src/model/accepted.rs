//! The 202: the answer of a service that took a request.

use std::time::Duration;

use crate::model::address::Connector;
use crate::model::rate_limit::RateLimit;

/// The service accepted the request. **Not** that the connector runs: the tasks start later.
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
}
