//! The engine of a client: everything that its calls share, and the way of each call through it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::call::failover::{Failover, Visits};
use crate::call::from_failure::from_failure;
use crate::call::pacing::Pacer;
use crate::call::reporter::{self, Reporter};
use crate::call::retry::{self, Attempts, Finished, Gates, TimeLimits};
use crate::config::numbers::positive;
use crate::config::options::CallOptions;
use crate::config::retry_policy::RetryPolicy;
use crate::config::settings::Settings;
use crate::error::Result;
use crate::http::response::Answer;
use crate::http::transport::Transport;
use crate::jitter::Jitter;
use crate::model::address::Connector;
use crate::model::operation::{Change, Operation};
use crate::token::authority::Authority;

/// What the calls of one client share.
pub(crate) struct Engine {
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<Transport>,
    pub(crate) jitter: Jitter,
    pub(crate) pacer: Pacer,
    pub(crate) authority: Authority,
    pub(crate) failover: Failover,
}

/// How one call is made: its limits and its patience.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CallRules {
    pub(crate) limits: TimeLimits,
    pub(crate) policy: RetryPolicy,
    /// How long a 404 must last before it is believed: zero unless the service has named the connector before. A worker of Kafka
    /// Connect that has just started knows no connectors yet (issue 5).
    pub(crate) missing_grace: Duration,
    /// Whether a 429 is about the client and not about this call, as in a job: then it costs time and no attempts.
    pub(crate) shares_rate_limit: bool,
}

/// The answer of a call, and what it took.
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) visits: Visits,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl Engine {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let transport = Arc::new(Transport::new(&settings)?);
        let authority = Authority::new(&settings, &transport)?;
        let (jitter, pacer, failover) = (Jitter::new(), Pacer::default(), Failover::default());
        Ok(Self { settings, transport, jitter, pacer, authority, failover })
    }

    /// The rules of a call that begins now: its own limits, else the client's.
    pub(crate) fn rules(&self, options: &CallOptions) -> Result<CallRules> {
        let Settings { timeout, deadline, connect_timeout, retry, .. } = self.settings;
        let limits = TimeLimits {
            started: Instant::now(),
            connect_timeout,
            timeout: positive("timeout", options.timeout, timeout)?,
            deadline: positive("deadline", options.deadline, deadline)?,
        };
        Ok(CallRules { limits, policy: retry, missing_grace: Duration::ZERO, shares_rate_limit: false })
    }

    /// Makes the call, with its retries.
    pub(crate) async fn send(&self, operation: Operation<'_>, rules: &CallRules) -> Result<Answered> {
        let attempts = Attempts {
            limits: rules.limits,
            policy: rules.policy,
            idempotent: operation.is_idempotent(),
            missing_grace: rules.missing_grace,
            shares_rate_limit: rules.shares_rate_limit,
        };
        let reporter = Reporter::start(&self.settings, operation, rules.policy.max_attempts);
        let visits = Visits::default();
        let attempt = |until, authorization| {
            self.failover.attempt(&self.transport, &self.settings, operation, authorization, until, &visits)
        };
        let gates = Gates { pacer: &self.pacer, authority: &self.authority };
        let finished = retry::run(attempts, &self.jitter, gates, &reporter, attempt).await;
        reporter.end(&finished);
        let Finished { result, attempts, elapsed } = finished;
        match result {
            Ok(answer) => Ok(Answered { answer, visits, attempts, elapsed }),
            Err(failure) => {
                let error = from_failure(failure, operation, &rules.limits, &self.settings, &visits);
                Err(error.took(attempts, elapsed))
            }
        }
    }

    /// Waits until there is room for a change of this connector, without sending it: see [`Pacer::room`].
    pub(crate) async fn room(&self, change: Change, connector: &Connector, patience: Duration) {
        let operation = Operation::Change(change, connector);
        self.pacer.room(patience, |wait| reporter::held(&self.settings, operation, wait)).await;
    }
}
