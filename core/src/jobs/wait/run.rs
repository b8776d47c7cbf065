//! Waiting for one connector: polls when its [`WaitState`] says so.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::call::engine::{CallRules, Engine};
use crate::call::id_lookup::{IdLookup, Named};
use crate::call::requests::Taken;
use crate::config::options::CallOptions;
use crate::config::retry_policy::RetryPolicy;
use crate::error::{Error, Result};
use crate::jobs::job::{Job, Progress, WaitJob};
use crate::jobs::wait::options::{WaitOptions, WaitProgress, WaitResult, WaitRules};
use crate::jobs::wait::restart::AfterRestart;
use crate::jobs::wait::state::{Next, WaitState};
use crate::jobs::wait::words::about;
use crate::model::accepted::Accepted;
use crate::model::address::{Connector, Place};
use crate::model::desired::DesiredState;
use crate::model::operation::{Change, ManyOperation};
use crate::model::status::ConnectorStatus;

/// A poll is one attempt: the next poll repeats it.
const ONE_ATTEMPT: RetryPolicy = RetryPolicy { max_attempts: 1, ..RetryPolicy::DEFAULT };

pub(crate) fn wait_until(
    engine: Arc<Engine>,
    connector: Result<Connector>,
    wanted: DesiredState,
    options: WaitOptions,
) -> WaitJob {
    Job::new((), move |progress| async move {
        let started = Instant::now();
        let connector = can_reach(connector?, wanted)?;
        let rules = WaitRules::new(&options, wanted, engine.settings.wait_deadline)?;
        let state = WaitState::new(rules, started, None, None);
        Wait::new(engine, options, started, progress).run(connector, wanted, state, None).await
    })
}

pub(crate) fn change_and_wait(
    engine: Arc<Engine>,
    change: Change,
    connector: Result<Connector>,
    options: WaitOptions,
) -> WaitJob {
    Job::new((), move |progress| async move {
        let started = Instant::now();
        let operation = change.operation();
        let wanted = operation.leads_to();
        let rules = WaitRules::new(&options, wanted, engine.settings.wait_deadline)?;
        let call = CallOptions { timeout: options.timeout, deadline: Some(rules.deadline) };
        let Taken { accepted, status } = engine.change(change, &connector?, &call).await?;
        let is_restart = operation == ManyOperation::Restart;
        let restart = is_restart.then(|| AfterRestart::new(Instant::now(), status.as_ref(), None));
        let state = WaitState::new(rules, started, Some(operation), restart);
        // The answer has the connector's name, also if the call gave its id.
        let connector = accepted.connector.clone();
        Wait::new(engine, options, started, progress).run(connector, wanted, state, Some(accepted)).await
    })
}

/// Refuses a wait for a state that the service does not have.
fn can_reach(connector: Connector, wanted: DesiredState) -> Result<Connector> {
    match connector.cluster().place() {
        Place::ConfluentCloud { .. } if wanted == DesiredState::Stopped => {
            Err(Error::invalid_request("state", "Confluent Cloud stops no connectors, so none would ever be stopped")
                .advised("Wait for paused."))
        }
        _ => Ok(connector),
    }
}

struct Wait {
    engine: Arc<Engine>,
    options: WaitOptions,
    started: Instant,
    progress: Progress<WaitProgress>,
    ids: IdLookup,
}

impl Wait {
    fn new(engine: Arc<Engine>, options: WaitOptions, started: Instant, progress: Progress<WaitProgress>) -> Self {
        Self { engine, options, started, progress, ids: IdLookup::default() }
    }

    async fn run(
        self,
        mut connector: Connector,
        state: DesiredState,
        mut wait: WaitState,
        accepted: Option<Accepted>,
    ) -> Result<WaitResult> {
        loop {
            let rules = self.engine.poll_rules(self.options.timeout, wait.end())?;
            let poll;
            Named { result: poll, connector, .. } = self.engine.poll_by_name_or_id(&connector, &rules, &self.ids).await;
            let now = Instant::now();
            let next = wait.polled(&poll, now, self.engine.jitter.fraction());
            self.report(&connector, &wait, &poll, &next, now);
            let elapsed = now - self.started;
            match (next, poll) {
                (Next::PollAt(at), _) => sleep_until(at).await,
                (Next::Reached, Ok(status)) => {
                    return Ok(WaitResult { connector, state, status, accepted, looks: wait.polls, elapsed });
                }
                (Next::Ended(error), _) | (Next::Reached, Err(error)) => return Err(about(error, &connector, elapsed)),
            }
        }
    }

    fn report(
        &self,
        connector: &Connector,
        wait: &WaitState,
        poll: &Result<ConnectorStatus>,
        next: &Next,
        now: Instant,
    ) {
        let progress = || WaitProgress {
            connector: connector.clone(),
            look: wait.polls,
            elapsed: now - self.started,
            status: poll.as_ref().ok().cloned(),
            error: poll.as_ref().err().map(|error: &Error| error.reason().to_owned()),
            next_look: match next {
                Next::PollAt(at) => Some(at.saturating_duration_since(now)),
                Next::Reached | Next::Ended(_) => None,
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

    /// One poll. If the connector was given by its id, it also looks up the name, with one listing for the whole wait.
    async fn poll_by_name_or_id(
        &self,
        connector: &Connector,
        rules: &CallRules,
        ids: &IdLookup,
    ) -> Named<ConnectorStatus> {
        let poll = |connector| self.status_once(connector, rules);
        self.by_name_or_id(connector, rules, ids, poll).await
    }

    /// The rules of a poll: its own timeout, and the time left until `end`.
    pub(crate) fn poll_rules(&self, timeout: Option<Duration>, end: Instant) -> Result<CallRules> {
        let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let rules = self.rules(&CallOptions { timeout, deadline: Some(left) })?;
        Ok(CallRules { policy: ONE_ATTEMPT, ..rules })
    }
}
