//! Resuming many connectors: sends the requests, and hands accepted connectors to the wait of their cluster.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::{join, join_all};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::Instant;

use crate::call::engine::Engine;
use crate::call::id_lookup::IdLookup;
use crate::config::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::jobs::job::{Job, Progress, ResumeJob};
use crate::jobs::many::concurrency::Concurrency;
use crate::jobs::many::filter::Filter;
use crate::jobs::many::options::{ResumeAllOptions, ResumeManyOptions};
use crate::jobs::many::shared_wait::{Arrival, End, SharedWait};
use crate::jobs::report::{ResumeProgress, ResumeReport, ResumeResult};
use crate::jobs::tally::Tally;
use crate::jobs::wait::options::{WaitOptions, WaitRules};
use crate::lock::lock;
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector, Target};
use crate::model::listing::ListedConnector;
use crate::model::operation::{Change, Expand};

pub(crate) fn resume_many(
    engine: Arc<Engine>,
    connectors: Result<impl IntoIterator<Item = Connector>>,
    options: ResumeManyOptions,
) -> ResumeJob {
    let tally = Tally::new(false, options.wait);
    // Now, so that a job that is dropped before it began has a result for each of them, too.
    let connectors = connectors
        .map(|connectors| tally.begin(connectors.into_iter().map(|connector| ResumeResult::new(connector, None))));
    Job::new(tally.clone(), |progress| async move {
        let rules = ManyRules::new(&engine, &options, Duration::ZERO)?;
        Many { engine, rules, tally, progress, ids: IdLookup::default() }.run(connectors?).await
    })
}

pub(crate) fn resume_all(engine: Arc<Engine>, cluster: Cluster, options: ResumeAllOptions) -> ResumeJob {
    let ResumeAllOptions { name_glob, states, dry_run, many } = options;
    let tally = Tally::new(dry_run, many.wait);
    Job::new(tally.clone(), move |progress| async move {
        let filter = Filter::new(name_glob.as_deref(), states)?;
        // The listing names the connectors, so a 404 for one is doubted for a while.
        let missing_grace = WaitRules::new(&many.wait_options())?.failure_grace;
        let rules = ManyRules::new(&engine, &many, missing_grace)?;
        let listed = engine.list_expanded(&cluster, &engine.rules(&rules.call)?, Expand::Status).await?.result;
        let matching = listed.into_iter().filter(|listed| filter.matches(listed) || filter.may_match(listed));
        let results = matching.map(|ListedConnector { connector, status, .. }| ResumeResult::new(connector, status));
        let connectors = tally.begin(results);
        let many = Many { engine, rules, tally, progress, ids: IdLookup::default() };
        let connectors = many.with_a_state(connectors);
        if dry_run {
            return Ok(many.tally.end());
        }
        many.run(connectors).await
    })
}

/// The options, checked and completed.
struct ManyRules {
    concurrency: usize,
    call: CallOptions,
    /// How long the service may hold a connector back before its time begins.
    patience: Duration,
    /// How long a 404 must last before it is believed.
    missing_grace: Duration,
    wait: Option<(WaitOptions, WaitRules)>,
}

impl ManyRules {
    fn new(engine: &Engine, options: &ResumeManyOptions, missing_grace: Duration) -> Result<Self> {
        let concurrency = options.concurrency()?;
        let wait = WaitRules::new(&options.wait_options())?;
        let deadline = if options.wait { Some(wait.deadline) } else { options.deadline };
        let call = CallOptions { timeout: options.timeout, deadline };
        // A bad limit fails the job once, and not each connector.
        let patience = engine.rules(&call)?.limits.deadline;
        let wait = options.wait.then(|| (options.wait_options(), wait));
        Ok(Self { concurrency, call, patience, missing_grace, wait })
    }
}

/// Resuming some connectors.
struct Many {
    engine: Arc<Engine>,
    rules: ManyRules,
    ids: IdLookup,
    tally: Tally,
    progress: Progress<ResumeProgress>,
}

/// The connectors that are still to be sent, by number.
type Queue = VecDeque<(usize, Connector)>;

/// The wait of each cluster, which takes the accepted connectors.
type Waits = HashMap<Cluster, UnboundedSender<Arrival>>;

impl Many {
    async fn run(self, connectors: Vec<(usize, Connector)>) -> Result<ResumeReport> {
        let mut waits = Waits::new();
        let mut running = Vec::new();
        if let Some((options, rules)) = self.rules.wait {
            for cluster in connectors.iter().map(|(_, connector)| connector.cluster()) {
                if !waits.contains_key(cluster) {
                    let (sender, arrivals) = unbounded_channel();
                    waits.insert(cluster.clone(), sender);
                    let ended = |number, end| self.wait_ended(number, end);
                    let wait = SharedWait::new(&self.engine, cluster.clone(), options, rules, ended);
                    running.push(wait.run(arrivals, self.rules.concurrency));
                }
            }
        }
        join(self.send_all(connectors, waits), join_all(running)).await;
        Ok(self.tally.end())
    }

    /// Those whose state the listing has. The others fail: nobody knows whether they are to be resumed.
    fn with_a_state(&self, connectors: Vec<(usize, Connector)>) -> Vec<(usize, Connector)> {
        let has_state = |(number, connector): &(usize, Connector)| {
            let known = self.tally.progress(*number).is_some_and(|progress| progress.result.status.is_some());
            if !known {
                self.update(*number, |result| result.error = Some(no_state(connector)));
            }
            known
        };
        connectors.into_iter().filter(has_state).collect()
    }

    fn wait_ended(&self, number: usize, end: End) {
        self.update(number, |result| {
            result.running = end.error.is_none();
            result.error = end.error;
            result.status = end.status.or(result.status.take());
        });
    }

    /// Sends the requests in order, as fast as the service takes them.
    async fn send_all(&self, connectors: Vec<(usize, Connector)>, waits: Waits) {
        let lanes = connectors.len().min(self.rules.concurrency);
        let queue = Mutex::new(connectors.into());
        let concurrency = Concurrency::new(lanes);
        join_all((0..lanes).map(|_| self.lane(&queue, &concurrency, &waits))).await;
    }

    /// Sends one request after the other, as long as there is one.
    async fn lane(&self, queue: &Mutex<Queue>, concurrency: &Concurrency, waits: &Waits) {
        let ManyRules { call, patience, missing_grace, .. } = &self.rules;
        loop {
            let turn = concurrency.turn().await;
            let Some((number, connector)) = lock(queue).pop_front() else { return };
            self.engine.room(&connector, *patience).await;
            self.tally.update(number, |result| result.sent = true);
            let started = Instant::now();
            let result = self.engine.change_in_job(Change::Resume, &connector, call, *missing_grace, &self.ids).await;
            drop(turn);
            if was_sent(&result) {
                concurrency.grow(self.engine.pacer.knows_limit());
            } else {
                self.tally.update(number, |result| result.sent = false);
                if self.may_be_sent_later(&result) {
                    lock(queue).push_front((number, connector));
                    continue;
                }
            }
            self.record(number, started, result, waits);
        }
    }

    /// Whether the gate, which closed in the meantime, opens within the connector's time.
    fn may_be_sent_later(&self, result: &Result<Accepted>) -> bool {
        let wait = result.as_ref().err().and_then(Error::retry_after);
        wait.is_none_or(|wait| wait < self.rules.patience)
    }

    /// Records the result of a request, and hands an accepted connector to the wait of its cluster.
    fn record(&self, number: usize, started: Instant, result: Result<Accepted>, waits: &Waits) {
        match result {
            Err(error) => self.update(number, |result| result.error = Some(error)),
            Ok(accepted) => {
                let connector = accepted.connector.clone();
                self.update(number, |result| result.accepted = Some(accepted));
                if let Some(wait) = waits.get(connector.cluster()) {
                    // The receiver lives as long as the sender.
                    let _ = wait.send(Arrival { number, connector, started });
                }
            }
        }
    }

    fn update(&self, number: usize, change: impl FnOnce(&mut ResumeResult)) {
        self.tally.update(number, change);
        self.progress.report(|| self.tally.progress(number));
    }
}

/// For an entry of a listing without a state.
fn no_state(connector: &Connector) -> Error {
    Error::new(ErrorKind::InvalidResponse, "the listing has no state for it")
        .about("resume", Target::Connector(connector))
        .advised("Look at its status; if that has a state, resume it by its name.")
}

/// Whether a request went out: the pacer holds one back when its gate has closed in the meantime.
fn was_sent(result: &Result<Accepted>) -> bool {
    !matches!(result, Err(error) if error.kind() == ErrorKind::RateLimited && error.attempts() == Some(0))
}
