//! The engine of a client: everything that its calls share, and the way of each call through it.

use std::time::Duration;

use tokio::time::Instant;

use crate::call::from_failure::from_failure;
use crate::call::jitter::Jitter;
use crate::call::pacing::Pacer;
use crate::call::reporter::Reporter;
use crate::call::retry::{self, Attempts, Finished, Observer as _, TimeLimits};
use crate::config::numbers::positive;
use crate::config::options::CallOptions;
use crate::config::retry_policy::RetryPolicy;
use crate::config::settings::Settings;
use crate::error::Result;
use crate::http::body::{LONGEST_LISTING, LONGEST_STATUS};
use crate::http::endpoint;
use crate::http::response::Answer;
use crate::http::transport::{Request, Transport};
use crate::model::address::Connector;
use crate::model::operation::{Change, Operation};

/// What the calls of one client share.
pub(crate) struct Engine {
    pub(crate) settings: Settings,
    pub(crate) transport: Transport,
    pub(crate) jitter: Jitter,
    pub(crate) pacer: Pacer,
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
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl Engine {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let transport = Transport::new(&settings)?;
        Ok(Self { settings, transport, jitter: Jitter::new(), pacer: Pacer::default() })
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
        let request = Request {
            method: operation.method(),
            url: endpoint::url(&self.settings.base_url, operation),
            path: endpoint::path(operation),
            wanted: match operation {
                Operation::Change(..) => None,
                Operation::Status(_) => Some(LONGEST_STATUS),
                Operation::List(..) => Some(LONGEST_LISTING),
            },
        };
        let reporter = self.reporter(operation, rules.policy);
        let attempt = |until| self.transport.send(request.clone(), until, &self.settings.redactor);
        let Finished { result, attempts, elapsed } =
            retry::run(attempts, &self.jitter, &self.pacer, &reporter, attempt).await;
        match result {
            Ok(answer) => Ok(Answered { answer, attempts, elapsed }),
            Err(failure) => {
                let error = from_failure(failure, operation, &rules.limits, &self.settings);
                Err(error.took(attempts, elapsed))
            }
        }
    }

    /// Waits until there is room for a change of this connector, without sending it: see [`Pacer::room`].
    pub(crate) async fn room(&self, change: Change, connector: &Connector, patience: Duration) {
        let reporter = self.reporter(Operation::Change(change, connector), self.settings.retry);
        self.pacer.room(patience, |wait| reporter.held(wait)).await;
    }

    fn reporter<'a>(&'a self, operation: Operation<'a>, policy: RetryPolicy) -> Reporter<'a> {
        Reporter {
            action: operation.action(),
            target: operation.target(),
            max_attempts: policy.max_attempts,
            handler: self.settings.on_event.as_ref(),
        }
    }
}
