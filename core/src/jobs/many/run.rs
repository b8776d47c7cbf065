//! Changing many connectors: sends the requests, and hands accepted connectors to the wait of their cluster.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::{join, join_all};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::Instant;

use crate::call::engine::Engine;
use crate::call::id_lookup::IdLookup;
use crate::call::requests::Taken;
use crate::config::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::jobs::job::{Job, ManyJob, Progress};
use crate::jobs::many::concurrency::Concurrency;
use crate::jobs::many::filter::Filter;
use crate::jobs::many::options::{AllOptions, ManyOptions};
use crate::jobs::many::shared_wait::{Arrival, End, SharedWait};
use crate::jobs::report::{ConnectorResult, LeftOut, ManyProgress, Report};
use crate::jobs::tally::Tally;
use crate::jobs::wait::options::{WaitOptions, WaitRules};
use crate::jobs::wait::restart::AfterRestart;
use crate::lock::lock;
use crate::model::address::{Cluster, Connector};
use crate::model::desired::DesiredState;
use crate::model::listing::ListedConnector;
use crate::model::operation::{Change, Expand, ManyOperation};
use crate::model::status::{ConnectorStatus, State};

pub(crate) fn change_many(
    engine: Arc<Engine>,
    change: Change,
    connectors: Result<Vec<Connector>>,
    options: ManyOptions,
) -> ManyJob {
    let tally = Tally::new(Report { operation: change.operation(), wait: options.wait, ..Report::default() });
    // Now, so that a job that is dropped before it began has a result for each of them, too.
    let connectors = connectors
        .map(|connectors| tally.begin(connectors.into_iter().map(|connector| ConnectorResult::new(connector, None))));
    Job::new(tally.clone(), move |progress| async move {
        options.has_effect(false)?;
        let rules = ManyRules::new(&engine, change, &options, Duration::ZERO)?;
        Many { engine, change, rules, tally, progress, ids: IdLookup::default() }.run(connectors?).await
    })
}

pub(crate) fn change_all(engine: Arc<Engine>, change: Change, cluster: Cluster, options: AllOptions) -> ManyJob {
    let AllOptions { name_glob, states, dry_run, many } = options;
    let tally = Tally::new(Report {
        operation: change.operation(),
        wait: many.wait,
        dry_run,
        name_glob: name_glob.clone(),
        states: states.clone().unwrap_or_default(),
        ..Report::default()
    });
    Job::new(tally.clone(), move |progress| async move {
        let filter = Filter::new(change.operation(), name_glob.as_deref(), states)?;
        many.has_effect(true)?;
        // The listing names the connectors, so a 404 for one is doubted for a while.
        let missing_grace = wait_rules(&engine, change, &many)?.failure_grace;
        let rules = ManyRules::new(&engine, change, &many, missing_grace)?;
        let listed = engine.list_expanded(&cluster, &engine.rules(&rules.call)?, Expand::Status).await?.result;
        let connectors = tally.begin(select(listed, &filter, &tally));
        if dry_run {
            return Ok(tally.end());
        }
        Many { engine, change, rules, tally, progress, ids: IdLookup::default() }.run(connectors).await
    })
}

/// The listed connectors that are chosen. The tally learns of the others.
fn select(listed: Vec<ListedConnector>, filter: &Filter, tally: &Tally) -> Vec<ConnectorResult> {
    let (count, unseen_states) = (listed.len(), filter.unseen_states(&listed));
    let (mut chosen, mut left_out) = (Vec::new(), Vec::new());
    for one in listed {
        match filter.leaves_out(&one) {
            None => chosen.push(ConnectorResult::new(one.connector, one.status)),
            Some(reason) => {
                let state = one.status.map(|status| status.state);
                left_out.push(LeftOut { connector: one.connector, state, reason });
            }
        }
    }
    tally.note(|report| {
        (report.listed, report.matched) = (Some(count), Some(chosen.len()));
        (report.unseen_states, report.left_out) = (unseen_states, left_out);
    });
    chosen
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
    fn new(engine: &Engine, change: Change, options: &ManyOptions, missing_grace: Duration) -> Result<Self> {
        let concurrency = options.concurrency()?;
        let wait = wait_rules(engine, change, options)?;
        let deadline = if options.wait { Some(wait.deadline) } else { options.deadline };
        let call = CallOptions { timeout: options.timeout, deadline };
        // A bad limit fails the job once, and not each connector.
        let patience = engine.rules(&call)?.limits.deadline;
        let wait = options.wait.then(|| (options.wait_options(), wait));
        Ok(Self { concurrency, call, patience, missing_grace, wait })
    }
}

fn wait_rules(engine: &Engine, change: Change, options: &ManyOptions) -> Result<WaitRules> {
    WaitRules::new(&options.wait_options(), change.operation().leads_to(), engine.settings.wait_deadline)
}

/// Changing some connectors.
struct Many {
    engine: Arc<Engine>,
    change: Change,
    rules: ManyRules,
    ids: IdLookup,
    tally: Tally,
    progress: Progress<ManyProgress>,
}

/// The connectors that are still to be sent, by number.
type Queue = VecDeque<(usize, Connector)>;

/// The wait of each cluster, which takes the accepted connectors.
type Waits = HashMap<Cluster, UnboundedSender<Arrival>>;

impl Many {
    async fn run(self, connectors: Vec<(usize, Connector)>) -> Result<Report> {
        let mut waits = Waits::new();
        let mut running = Vec::new();
        if let Some((options, rules)) = self.rules.wait {
            for cluster in connectors.iter().map(|(_, connector)| connector.cluster()) {
                if !waits.contains_key(cluster) {
                    let (sender, arrivals) = unbounded_channel();
                    waits.insert(cluster.clone(), sender);
                    let ended = |number, end| self.wait_ended(number, end);
                    let operation = self.change.operation();
                    let wait = SharedWait::new(&self.engine, cluster.clone(), operation, options, rules, ended);
                    running.push(wait.run(arrivals, self.rules.concurrency));
                }
            }
        }
        join(self.send_all(connectors, waits), join_all(running)).await;
        Ok(self.tally.end())
    }

    fn wait_ended(&self, number: usize, end: End) {
        self.update(number, |result| {
            result.reached = end.error.is_none();
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
            self.engine.room(self.change, &connector, *patience).await;
            self.tally.update(number, |result| result.sent = true);
            let started = Instant::now();
            let result = self.engine.change_in_job(self.change, &connector, call, *missing_grace, &self.ids).await;
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
    fn may_be_sent_later(&self, result: &Result<Taken>) -> bool {
        let wait = result.as_ref().err().and_then(Error::retry_after);
        wait.is_none_or(|wait| wait < self.rules.patience)
    }

    /// Records the result of a request, and hands an accepted connector to the wait of its cluster.
    fn record(&self, number: usize, started: Instant, result: Result<Taken>, waits: &Waits) {
        match result {
            Err(error) => self.update(number, |result| result.error = Some(error)),
            Ok(Taken { accepted, status }) => {
                let connector = accepted.connector.clone();
                let operation = self.change.operation();
                let mut restart = None;
                self.update(number, |result| {
                    let before = result.status.as_ref();
                    let is_restart = operation == ManyOperation::Restart;
                    restart = is_restart.then(|| AfterRestart::new(Instant::now(), status.as_ref(), before));
                    result.changed = !before.is_some_and(|before| was_so(operation, before));
                    result.accepted = Some(accepted);
                });
                if let Some(wait) = waits.get(connector.cluster()) {
                    // The receiver lives as long as the sender.
                    let _ = wait.send(Arrival { number, connector, started, restart });
                }
            }
        }
    }

    fn update(&self, number: usize, change: impl FnOnce(&mut ConnectorResult)) {
        self.tally.update(number, change);
        self.progress.report(|| self.tally.progress(number));
    }
}

/// Whether the listing said already what the operation leads to. One that was paused does not run because it was stopped since.
fn was_so(operation: ManyOperation, before: &ConnectorStatus) -> bool {
    match (operation, operation.leads_to()) {
        (ManyOperation::Restart, _) => false,
        (_, DesiredState::Running) => before.kind == State::Running,
        (_, DesiredState::Paused | DesiredState::Stopped) => matches!(before.kind, State::Paused | State::Stopped),
    }
}

/// Whether a request went out: the pacer holds one back when its gate has closed in the meantime.
fn was_sent(result: &Result<Taken>) -> bool {
    !matches!(result, Err(error) if error.kind() == ErrorKind::RateLimited && error.attempts() == Some(0))
}
