//! The core's answers as plain data; times are seconds.

use unpause::{Accepted, Connector, RateLimit, Restarting};

use crate::connector::NativeConnector;

/// The parts of an accepted call that Swift does not know already.
#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeAccepted {
    /// The connector's name, if the call gave its id.
    pub(crate) connector: Option<NativeConnector>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: f64,
    pub(crate) rate_limit: Option<NativeRateLimit>,
    pub(crate) restarting: Option<NativeRestarting>,
}

#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeRateLimit {
    pub(crate) limit: Option<u64>,
    pub(crate) remaining: Option<u64>,
    pub(crate) reset: Option<f64>,
}

/// The parts of a connector that a restart restarts.
#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeRestarting {
    pub(crate) connector: bool,
    pub(crate) tasks: Vec<u64>,
}

impl NativeAccepted {
    pub(crate) fn of(accepted: &Accepted, asked: &Connector) -> Self {
        Self {
            connector: (accepted.connector != *asked).then(|| (&accepted.connector).into()),
            request_id: accepted.request_id.clone(),
            attempts: accepted.attempts,
            elapsed: accepted.elapsed.as_secs_f64(),
            rate_limit: accepted.rate_limit.map(NativeRateLimit::from),
            restarting: accepted.restarting.as_ref().map(NativeRestarting::from),
        }
    }
}

impl From<RateLimit> for NativeRateLimit {
    fn from(given: RateLimit) -> Self {
        Self { limit: given.limit, remaining: given.remaining, reset: given.reset.map(|reset| reset.as_secs_f64()) }
    }
}

impl From<&Restarting> for NativeRestarting {
    fn from(given: &Restarting) -> Self {
        Self { connector: given.connector, tasks: given.tasks.clone() }
    }
}
