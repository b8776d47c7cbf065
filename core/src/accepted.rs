//! The 202: what the service said when it took the request.

use std::time::Duration;

use crate::{Connector, RateLimit};

/// The service accepted the request. **Not** that the connector runs: the tasks start later.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// The connector that the call named; by its name, if it was given by its id.
    pub connector: Connector,
    /// The service's id of the request (`X-Request-Id`), for a support ticket.
    pub request_id: Option<String>,
    /// How many requests it took, the accepted one included; at least 1.
    pub attempts: u32,
    /// From the call to the answer, waits included.
    pub elapsed: Duration,
    /// What the answer said about the rate limit, if it did.
    pub rate_limit: Option<RateLimit>,
}
