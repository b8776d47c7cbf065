//! Waiting for many connectors of one cluster, which share their polls: one listing for all of them.

use std::collections::HashMap;
use std::future::pending;
use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::call::engine::Engine;
use crate::call::listing::is_failed_expansion;
use crate::call::reading::Listing;
use crate::error::{Error, Result};
use crate::jobs::wait::options::{WaitOptions, WaitRules};
use crate::jobs::wait::restart::AfterRestart;
use crate::jobs::wait::state::{Next, WaitState, interval, last_poll_before_the_end};
use crate::jobs::wait::words::about;
use crate::model::address::{Cluster, Connector};
use crate::model::operation::{Expand, ManyOperation};
use crate::model::status::ConnectorStatus;

/// An accepted connector that joins the wait.
pub(crate) struct Arrival {
    pub(crate) number: usize,
    pub(crate) connector: Connector,
    pub(crate) started: Instant,
    /// Of a restart.
    pub(crate) restart: Option<AfterRestart>,
}

/// The end of the wait for one connector: it is in the wanted state, unless there is an error.
pub(crate) struct End {
    pub(crate) error: Option<Error>,
    pub(crate) status: Option<ConnectorStatus>,
}

/// The wait for the connectors of one cluster. `ended` hears of the end of each.
pub(crate) struct SharedWait<'a, Ended> {
    engine: &'a Engine,
    cluster: Cluster,
    operation: ManyOperation,
    options: WaitOptions,
    rules: WaitRules,
    ended: Ended,
    members: Vec<Member>,
    /// When to poll next, if there are members.
    next_poll: Option<Instant>,
}

struct Member {
    arrival: Arrival,
    state: WaitState,
    /// When its own state wants the next poll.
    due: Instant,
}

impl<'a, Ended: Fn(usize, End)> SharedWait<'a, Ended> {
    pub(crate) fn new(
        engine: &'a Engine,
        cluster: Cluster,
        operation: ManyOperation,
        options: WaitOptions,
        rules: WaitRules,
        ended: Ended,
    ) -> Self {
        Self { engine, cluster, operation, options, rules, ended, members: Vec::new(), next_poll: None }
    }

    /// Waits for all connectors that arrive, until no more come and all have ended. Connectors that need a poll of their own are
    /// polled `concurrency` at a time, and keep the others from nothing.
    pub(crate) async fn run(mut self, mut arrivals: UnboundedReceiver<Arrival>, concurrency: usize) {
        let (engine, options) = (self.engine, self.options);
        let turns = Semaphore::new(concurrency.min(Semaphore::MAX_PERMITS));
        let mut alone = FuturesUnordered::new();
        let mut last_poll_at: Option<Instant> = None;
        let mut more = true;
        while more || !self.members.is_empty() || !alone.is_empty() {
            tokio::select! {
                biased;
                () = until(self.next_poll) => {
                    self.join_all(&mut arrivals);
                    let (unlisted, ended) = beside(self.poll(), &mut alone).await;
                    ended.into_iter().for_each(|(member, poll)| self.polled(member, &poll));
                    alone.extend(unlisted.into_iter().map(|member| poll_alone(engine, options, &turns, member)));
                    last_poll_at = Some(Instant::now());
                    self.next_poll = self.planned_poll();
                }
                Some((member, poll)) = alone.next() => {
                    self.polled(member, &poll);
                    self.next_poll = sooner(self.next_poll, self.planned_poll());
                }
                arrived = arrivals.recv(), if more => match arrived {
                    Some(arrival) => {
                        self.join(arrival);
                        self.join_all(&mut arrivals);
                        // Together with the connectors that come right after it.
                        let first = last_poll_at.map_or_else(Instant::now, |last| last + interval(Duration::ZERO, 0.0));
                        self.next_poll = sooner(self.next_poll.or(Some(first)), self.planned_poll());
                    }
                    None => more = false,
                },
            }
        }
    }

    fn join(&mut self, mut arrival: Arrival) {
        let state = WaitState::new(self.rules, arrival.started, Some(self.operation), arrival.restart.take());
        self.members.push(Member { arrival, state, due: Instant::now() });
    }

    /// Takes in the connectors that have already arrived.
    fn join_all(&mut self, arrivals: &mut UnboundedReceiver<Arrival>) {
        while let Ok(arrival) = arrivals.try_recv() {
            self.join(arrival);
        }
    }

    /// Polls all members with one listing. Returns those that the listing lacks: a poll of its own tells for each whether it is
    /// deleted, or whether these credentials may only not see the listing.
    async fn poll(&mut self) -> Vec<Member> {
        let members = std::mem::take(&mut self.members);
        if members.len() == 1 {
            return members;
        }
        let mut listed = match self.listed(&members).await {
            Ok(listed) => listed,
            Err(error) if error.may_pass() && !is_failed_expansion(&self.cluster, &error) => {
                let poll = Err(error);
                members.into_iter().for_each(|member| self.polled(member, &poll));
                return Vec::new();
            }
            Err(_) => HashMap::new(),
        };
        let mut unlisted = Vec::new();
        for member in members {
            match listed.remove(&member.arrival.connector).flatten() {
                Some(status) => self.polled(member, &Ok(status)),
                None => unlisted.push(member),
            }
        }
        unlisted
    }

    /// The statuses from a listing, which ends with the first deadline of a member.
    async fn listed(&self, members: &[Member]) -> Result<HashMap<Connector, Option<ConnectorStatus>>> {
        let end = members.iter().map(|member| member.state.end()).min().unwrap_or_else(Instant::now);
        let rules = self.engine.poll_rules(self.options.timeout, end)?;
        // Of an older worker that lists names alone, each member is polled by itself: it is not asked for all that it has.
        let Listing::Whole(listed) = self.engine.list_at_once(&self.cluster, &rules, Expand::Status).await?.result
        else {
            return Ok(HashMap::new());
        };
        Ok(listed.into_iter().map(|one| (one.connector, one.status)).collect())
    }

    fn polled(&mut self, mut member: Member, poll: &Result<ConnectorStatus>) {
        let now = Instant::now();
        let number = member.arrival.number;
        match member.state.polled(poll, now, self.engine.jitter.fraction()) {
            Next::PollAt(at) => {
                member.due = at;
                self.members.push(member);
            }
            Next::Reached => (self.ended)(number, End { error: None, status: member.state.last }),
            Next::Ended(error) => {
                let error = about(error, &member.arrival.connector, now - member.arrival.started);
                (self.ended)(number, End { error: Some(error), status: member.state.last });
            }
        }
    }

    /// When to poll next. The interval is that of a single connector with the average age of the members. It is longer after a
    /// failed poll, and shorter if some member's deadline, grace or settling time ends first; members whose ends are close share
    /// one poll.
    fn planned_poll(&self) -> Option<Instant> {
        let now = Instant::now();
        let count = u32::try_from(self.members.len()).unwrap_or(u32::MAX).max(1);
        let waited: Duration = self.members.iter().map(|member| (now - member.arrival.started) / count).sum();
        let planned = now + interval(waited, self.engine.jitter.fraction());
        let slowed = self.members.iter().filter(|member| member.state.is_unanswered()).map(|member| member.due).min();
        let decision = self.members.iter().filter_map(|member| member.state.next_decision(now)).min();
        let decision = decision.map(|at| at.max(now + last_poll_before_the_end(&self.rules)));
        let due = slowed.map_or(planned, |slowed| planned.max(slowed));
        (!self.members.is_empty()).then(|| decision.map_or(due, |decision| due.min(decision)))
    }
}

async fn poll_alone(
    engine: &Engine,
    options: WaitOptions,
    turns: &Semaphore,
    member: Member,
) -> (Member, Result<ConnectorStatus>) {
    let end = member.state.end();
    // Without a turn its time is over, and the poll says so.
    let _turn = timeout_at(end, turns.acquire()).await;
    let poll = engine.poll(&member.arrival.connector, options, end).await;
    (member, poll)
}

/// The result of one future, and of those that ended meanwhile. The others go on beside it, because they may have the permits of the
/// pacer that it waits for.
async fn beside<T, F: Future>(one: impl Future<Output = T>, others: &mut FuturesUnordered<F>) -> (T, Vec<F::Output>) {
    let mut one = pin!(one);
    let mut ended = Vec::new();
    loop {
        tokio::select! {
            result = &mut one => return (result, ended),
            Some(other) = others.next() => ended.push(other),
        }
    }
}

/// For ever, if there is no such moment.
async fn until(moment: Option<Instant>) {
    match moment {
        Some(at) => sleep_until(at).await,
        None => pending().await,
    }
}

fn sooner(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    one.into_iter().chain(other).min()
}
