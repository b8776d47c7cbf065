//! Waiting for one connector: polls when its [`WaitState`] says so.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::call::engine::{CallRules, Engine};
use crate::call::id_lookup::{IdLookup, Named};
use crate::config::options::CallOptions;
use crate::config::retry_policy::RetryPolicy;
use crate::error::{Error, Result};
use crate::jobs::job::{Job, Progress, WaitJob};
use crate::jobs::wait::options::{Running, WaitOptions, WaitProgress, WaitRules};
use crate::jobs::wait::state::{Next, WaitState};
use crate::jobs::wait::words::about;
use crate::model::accepted::Accepted;
use crate::model::address::Connector;
use crate::model::operation::Change;
use crate::model::status::ConnectorStatus;

/// A poll is one attempt: the next poll repeats it.
const ONE_ATTEMPT: RetryPolicy = RetryPolicy { max_attempts: 1, ..RetryPolicy::DEFAULT };

pub(crate) fn wait_until_running(engine: Arc<Engine>, connector: Result<Connector>, options: WaitOptions) -> WaitJob {
    Job::new((), |progress| async move {
        let started = Instant::now();
        let rules = WaitRules::new(&options)?;
        Wait { engine, options, started, progress }.until_running(connector?, rules, None).await
    })
}

pub(crate) fn resume_and_wait(engine: Arc<Engine>, connector: Result<Connector>, options: WaitOptions) -> WaitJob {
    Job::new((), |progress| async move {
        let started = Instant::now();
        let rules = WaitRules::new(&options)?;
        let call = CallOptions { timeout: options.timeout, deadline: Some(rules.deadline) };
        let accepted = engine.change(Change::Resume, &connector?, &call).await?;
        // The answer has the connector's name, also if the call gave its id.
        let connector = accepted.connector.clone();
        Wait { engine, options, started, progress }.until_running(connector, rules, Some(accepted)).await
    })
}

struct Wait {
    engine: Arc<Engine>,
    options: WaitOptions,
    started: Instant,
    progress: Progress<WaitProgress>,
}

impl Wait {
    async fn until_running(
        self,
        mut connector: Connector,
        rules: WaitRules,
        accepted: Option<Accepted>,
    ) -> Result<Running> {
        let mut state = WaitState::new(rules, self.started, accepted.is_some());
        loop {
            let rules = self.engine.poll_rules(self.options.timeout, state.end())?;
            let poll;
            Named { result: poll, connector, .. } = self.engine.poll_by_name_or_id(&connector, &rules).await;
            let now = Instant::now();
            let next = state.polled(&poll, now, self.engine.jitter.fraction());
            self.report(&connector, &state, &poll, &next, now);
            let elapsed = now - self.started;
            match (next, poll) {
                (Next::PollAt(at), _) => sleep_until(at).await,
                (Next::Running, Ok(status)) => {
                    return Ok(Running { connector, status, accepted, looks: state.polls, elapsed });
                }
                (Next::Ended(error), _) | (Next::Running, Err(error)) => return Err(about(error, &connector, elapsed)),
            }
        }
    }

    fn report(
        &self,
        connector: &Connector,
        state: &WaitState,
        poll: &Result<ConnectorStatus>,
        next: &Next,
        now: Instant,
    ) {
        let progress = || WaitProgress {
            connector: connector.clone(),
            look: state.polls,
            elapsed: now - self.started,
            status: poll.as_ref().ok().cloned(),
            error: poll.as_ref().err().map(|error: &Error| error.reason().to_owned()),
            next_look: match next {
                Next::PollAt(at) => Some(at.saturating_duration_since(now)),
                Next::Running | Next::Ended(_) => None,
            },
        };
        self.progress.report(|| Some(progress()));
    }
}

impl Engine {
    /// One poll by the connector's name, which ends with the wait's deadline.
    pub(crate) async fn poll(
        &self,
        connector: &Connector,
        options: WaitOptions,
        end: Instant,
    ) -> Result<ConnectorStatus> {
        self.status_once(connector.clone(), &self.poll_rules(options.timeout, end)?).await
    }

    /// One poll. If the connector was given by its id, it also looks up the name.
    async fn poll_by_name_or_id(&self, connector: &Connector, rules: &CallRules) -> Named<ConnectorStatus> {
        let poll = |connector| self.status_once(connector, rules);
        self.by_name_or_id(connector, rules, &IdLookup::default(), poll).await
    }

    /// The rules of a poll: its own timeout, and the time left until `end`.
    pub(crate) fn poll_rules(&self, timeout: Option<Duration>, end: Instant) -> Result<CallRules> {
        let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let rules = self.rules(&CallOptions { timeout, deadline: Some(left) })?;
        Ok(CallRules { policy: ONE_ATTEMPT, ..rules })
    }
}
