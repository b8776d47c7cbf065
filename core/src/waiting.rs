//! Waiting for one connector: looks at it when its [`Watch`] says so.

use std::sync::Arc;

use tokio::time::{Instant, sleep_until};

use crate::accepted::Accepted;
use crate::call::Change;
use crate::client::Inner;
use crate::connector::Connector;
use crate::directory::Directory;
use crate::error::{Error, Result};
use crate::job::{Job, Progress, WaitJob};
use crate::options::CallOptions;
use crate::retry::{Limits, RetryPolicy};
use crate::status::ConnectorStatus;
use crate::wait::{Running, WaitOptions, WaitProgress, WaitRules};
use crate::watch::{Next, Watch, about};

/// A look is tried again by the next look.
pub(crate) const ONE_ATTEMPT: RetryPolicy = RetryPolicy { max_attempts: 1, ..RetryPolicy::DEFAULT };

pub(crate) fn wait_until_running(client: Arc<Inner>, connector: Connector, options: WaitOptions) -> WaitJob {
    Job::new((), |progress| async move {
        let started = Instant::now();
        let rules = WaitRules::new(&options)?;
        Waiting { client, options, started, progress }.until_running(connector, rules, None).await
    })
}

pub(crate) fn resume_and_wait(client: Arc<Inner>, connector: Connector, options: WaitOptions) -> WaitJob {
    Job::new((), |progress| async move {
        let started = Instant::now();
        let rules = WaitRules::new(&options)?;
        let call = CallOptions { timeout: options.timeout, deadline: Some(rules.deadline) };
        let accepted = client.change(Change::Resume, &connector, &call).await?;
        // As it is named by now, if it was given by its id.
        let connector = accepted.connector.clone();
        Waiting { client, options, started, progress }.until_running(connector, rules, Some(accepted)).await
    })
}

struct Waiting {
    client: Arc<Inner>,
    options: WaitOptions,
    started: Instant,
    progress: Progress<WaitProgress>,
}

impl Waiting {
    async fn until_running(
        self,
        mut connector: Connector,
        rules: WaitRules,
        accepted: Option<Accepted>,
    ) -> Result<Running> {
        let mut watch = Watch::new(rules, self.started, accepted.is_some());
        loop {
            let mut look = self.client.look_until(&connector, self.options, watch.end()).await;
            match self.client.named_until(&connector, look.as_ref().err(), self.options, watch.end()).await {
                Some(Ok(named)) => {
                    connector = named;
                    look = self.client.look_until(&connector, self.options, watch.end()).await;
                }
                // As a look without an answer: it may pass.
                Some(Err(error)) => look = Err(error),
                None => {}
            }
            let now = Instant::now();
            let next = watch.saw(&look, now, self.client.jitter.fraction());
            self.tell(&connector, &watch, &look, &next, now);
            match (next, look) {
                (Next::Look(at), _) => sleep_until(at).await,
                (Next::Running, Ok(status)) => {
                    return Ok(Running {
                        connector,
                        status,
                        accepted,
                        looks: watch.looks,
                        elapsed: now - self.started,
                    });
                }
                (Next::Ended(error), _) | (Next::Running, Err(error)) => {
                    return Err(about(error, &connector, now - self.started));
                }
            }
        }
    }

    fn tell(&self, connector: &Connector, watch: &Watch, look: &Result<ConnectorStatus>, next: &Next, now: Instant) {
        let progress = || WaitProgress {
            connector: connector.clone(),
            look: watch.looks,
            elapsed: now - self.started,
            status: look.as_ref().ok().cloned(),
            error: look.as_ref().err().map(|error: &Error| error.reason().to_owned()),
            next_look: match next {
                Next::Look(at) => Some(at.saturating_duration_since(now)),
                Next::Running | Next::Ended(_) => None,
            },
        };
        self.progress.tell(|| Some(progress()));
    }
}

impl Inner {
    /// One look, which ends with the wait's deadline.
    pub(crate) async fn look_until(
        &self,
        connector: &Connector,
        options: WaitOptions,
        end: Instant,
    ) -> Result<ConnectorStatus> {
        let limits = self.limits(&look_options(options.timeout, end))?;
        self.look(connector, &Limits { policy: ONE_ATTEMPT, ..limits }).await
    }

    /// The connector whose id was given in place of a name, looked up before the wait's deadline.
    async fn named_until(
        &self,
        connector: &Connector,
        failed: Option<&Error>,
        options: WaitOptions,
        end: Instant,
    ) -> Option<Result<Connector>> {
        match self.limits(&look_options(options.timeout, end)) {
            Ok(limits) => {
                let named = self.by_id(connector, failed, &limits, &Directory::default()).await?;
                Some(named.map(|named| named.connector))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

/// The limits of a look: its own timeout, and what is left until `end`.
pub(crate) fn look_options(timeout: Option<std::time::Duration>, end: Instant) -> CallOptions {
    let left = end.saturating_duration_since(Instant::now()).max(std::time::Duration::from_millis(1));
    CallOptions { timeout, deadline: Some(left) }
}
