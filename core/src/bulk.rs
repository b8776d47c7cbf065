//! Resuming many connectors: each once, as many at a time as the service takes, and none stops another.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{join, join_all};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::Instant;

use crate::accepted::Accepted;
use crate::call::Expand;
use crate::client::Inner;
use crate::connector::{Cluster, Connector};
use crate::directory::Directory;
use crate::error::{Error, ErrorKind, Result};
use crate::fleet::{Arrival, End, Fleet};
use crate::job::{Job, Progress, ResumeJob};
use crate::listing::ListedConnector;
use crate::options::CallOptions;
use crate::ramp::Ramp;
use crate::report::{ResumeProgress, ResumeReport, ResumeResult, Tally};
use crate::select::Selection;
use crate::wait::{WaitOptions, WaitRules};

/// How many requests are in flight at the most.
pub const DEFAULT_CONCURRENCY: u32 = 32;

/// How to resume many connectors. `None` means the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResumeManyOptions {
    /// How many requests may be in flight. Default [`DEFAULT_CONCURRENCY`]; fewer are when the service wants fewer.
    pub concurrency: Option<u32>,
    /// Whether to wait until the connectors run. Default: no.
    pub wait: bool,
    /// Time for one request. Default: the client's.
    pub timeout: Option<Duration>,
    /// Time for one connector, from its request on: until it is accepted (default: the client's) or, if waited for, runs
    /// (default [`DEFAULT_WAIT_DEADLINE`](crate::DEFAULT_WAIT_DEADLINE)). What waits for its turn has all its time before it;
    /// but if the service wants to be left alone for longer than that, what has not been sent fails at once.
    pub deadline: Option<Duration>,
    /// See [`WaitOptions::min_tasks`].
    pub min_tasks: Option<u32>,
    /// See [`WaitOptions::settle`].
    pub settle: Option<Duration>,
    /// See [`WaitOptions::failure_grace`].
    pub failure_grace: Option<Duration>,
}

/// Which of a cluster's connectors to resume, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResumeAllOptions {
    /// Only names that match: `*` any characters, `?` one, `[abc]` one of some. Default: all.
    pub name_glob: Option<String>,
    /// Only connectors in these states. Default [`DEFAULT_STATES`](crate::DEFAULT_STATES).
    pub states: Option<Vec<String>>,
    /// Sends nothing; the report says which connectors would be resumed.
    pub dry_run: bool,
    /// How to resume them.
    pub many: ResumeManyOptions,
}

impl ResumeManyOptions {
    fn wait_options(&self) -> WaitOptions {
        WaitOptions {
            timeout: self.timeout,
            deadline: self.deadline,
            min_tasks: self.min_tasks,
            settle: self.settle,
            failure_grace: self.failure_grace,
        }
    }

    fn concurrency(&self) -> Result<usize> {
        match self.concurrency {
            Some(0) => Err(Error::invalid_request("concurrency", "concurrency is 0")
                .advised("Give at least 1, which is one after the other.")),
            given => Ok(usize::try_from(given.unwrap_or(DEFAULT_CONCURRENCY)).unwrap_or(usize::MAX)),
        }
    }
}

pub(crate) fn resume_many(
    client: Arc<Inner>,
    connectors: impl IntoIterator<Item = Connector>,
    options: ResumeManyOptions,
) -> ResumeJob {
    let tally = Tally::new(false, options.wait);
    // Now, so that a job that is dropped before it began has a result for each of them, too.
    let connectors = tally.begin(connectors.into_iter().map(|connector| ResumeResult::new(connector, None)));
    Job::new(
        tally.clone(),
        |progress| async move { Bulk::new(client, options, tally, progress)?.run(connectors).await },
    )
}

pub(crate) fn resume_all(client: Arc<Inner>, cluster: Cluster, options: ResumeAllOptions) -> ResumeJob {
    let ResumeAllOptions { name_glob, states, dry_run, many } = options;
    let tally = Tally::new(dry_run, many.wait);
    Job::new(tally.clone(), move |progress| async move {
        let selection = Selection::new(name_glob.as_deref(), states)?;
        let mut bulk = Bulk::new(client, many, tally, progress)?;
        // What was listed is there.
        bulk.missing_grace = bulk.rules.failure_grace;
        let listed =
            bulk.client.list_expanded(&cluster, &bulk.call, bulk.client.settings.retry, Expand::Status).await?;
        let meant = listed.into_iter().filter(|listed| selection.takes(listed));
        let given = meant.map(|ListedConnector { connector, status, .. }| ResumeResult::new(connector, status));
        let connectors = bulk.tally.begin(given);
        if dry_run {
            return Ok(bulk.tally.end());
        }
        bulk.run(connectors).await
    })
}

/// Resuming some connectors.
struct Bulk {
    client: Arc<Inner>,
    concurrency: usize,
    call: CallOptions,
    /// How long a connector may wait for the service before its time begins.
    patience: Duration,
    /// How long a 404 must last before it is believed.
    missing_grace: Duration,
    directory: Directory,
    rules: WaitRules,
    wait: Option<WaitOptions>,
    tally: Tally,
    progress: Progress<ResumeProgress>,
}

/// What is still to be sent, by number.
type Queue = VecDeque<(usize, Connector)>;

/// Where accepted connectors are waited for, a place a cluster.
type Fleets = HashMap<Cluster, UnboundedSender<Arrival>>;

impl Bulk {
    fn new(
        client: Arc<Inner>,
        options: ResumeManyOptions,
        tally: Tally,
        progress: Progress<ResumeProgress>,
    ) -> Result<Self> {
        let concurrency = options.concurrency()?;
        let rules = WaitRules::new(&options.wait_options())?;
        let deadline = if options.wait { Some(rules.deadline) } else { options.deadline };
        let call = CallOptions { timeout: options.timeout, deadline };
        // Said now, and not by each connector.
        let patience = client.settings.limits(&call, &client.jitter, &client.pacer)?.deadline;
        let wait = options.wait.then(|| options.wait_options());
        Ok(Self {
            client,
            concurrency,
            call,
            patience,
            missing_grace: Duration::ZERO,
            directory: Directory::default(),
            rules,
            wait,
            tally,
            progress,
        })
    }

    async fn run(self, connectors: Vec<Connector>) -> Result<ResumeReport> {
        let mut fleets = Fleets::new();
        let mut waits = Vec::new();
        if let Some(options) = self.wait {
            for cluster in connectors.iter().map(Connector::cluster) {
                if !fleets.contains_key(cluster) {
                    let (sender, arrivals) = unbounded_channel();
                    fleets.insert(cluster.clone(), sender);
                    let fleet = Fleet::new(&self.client, cluster.clone(), options, self.rules, |number, end: End| {
                        self.update(number, |result| {
                            result.running = end.error.is_none();
                            result.error = end.error;
                            result.status = end.status.or(result.status.take());
                        });
                    });
                    waits.push(fleet.run(arrivals, self.concurrency));
                }
            }
        }
        join(self.resume(connectors, fleets), join_all(waits)).await;
        Ok(self.tally.end())
    }

    /// Sends what there is to send, in order, as fast as the service takes it.
    async fn resume(&self, connectors: Vec<Connector>, fleets: Fleets) {
        let lanes = connectors.len().min(self.concurrency);
        let queue = Mutex::new(connectors.into_iter().enumerate().collect());
        let ramp = Ramp::new(lanes);
        join_all((0..lanes).map(|_| self.lane(&queue, &ramp, &fleets))).await;
    }

    /// Sends one after the other, as long as there is one.
    async fn lane(&self, queue: &Mutex<Queue>, ramp: &Ramp, fleets: &Fleets) {
        loop {
            let turn = ramp.turn().await;
            let Some((number, connector)) = locked(queue).pop_front() else { return };
            self.client.room(&connector, self.patience).await;
            self.tally.update(number, |result| result.sent = true);
            let started = Instant::now();
            let result = self.client.resume_of_many(&connector, &self.call, self.missing_grace, &self.directory).await;
            drop(turn);
            ramp.grow(self.client.pacer.knows_limit());
            if self.settle(number, started, result, fleets).is_none() {
                locked(queue).push_front((number, connector));
            }
        }
    }

    /// Notes what came of a request; `None` for what was not sent, because the gate had closed meanwhile, and may yet be.
    fn settle(&self, number: usize, started: Instant, result: Result<Accepted>, fleets: &Fleets) -> Option<()> {
        match result {
            Err(error) if error.kind() == ErrorKind::RateLimited && error.attempts() == Some(0) => {
                self.tally.update(number, |result| result.sent = false);
                if error.retry_after().is_none_or(|wait| wait < self.patience) {
                    return None;
                }
                self.update(number, |result| result.error = Some(error));
            }
            Err(error) => self.update(number, |result| result.error = Some(error)),
            Ok(accepted) => {
                let fleet = fleets.get(accepted.connector.cluster());
                let arrival = fleet.map(|_| Arrival { number, connector: accepted.connector.clone(), started });
                self.update(number, |result| result.accepted = Some(accepted));
                if let Some((fleet, arrival)) = fleet.zip(arrival) {
                    // Its other end lives as long as this one.
                    let _ = fleet.send(arrival);
                }
            }
        }
        Some(())
    }

    fn update(&self, number: usize, change: impl FnOnce(&mut ResumeResult)) {
        self.tally.update(number, change);
        self.progress.tell(|| self.tally.progress(number));
    }
}

fn locked(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}
