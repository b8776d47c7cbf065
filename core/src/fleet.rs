//! Waiting for many connectors of one cluster: one listing for all of them, as often as one of them would be looked at.

use std::collections::HashMap;
use std::future::pending;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::call::Expand;
use crate::client::Inner;
use crate::connector::{Cluster, Connector};
use crate::error::{Error, Result};
use crate::status::ConnectorStatus;
use crate::wait::{WaitOptions, WaitRules};
use crate::waiting::{ONE_ATTEMPT, look_options};
use crate::watch::{Next, Watch, about, interval, last_look_before_the_end};

/// A connector that has been resumed, and is to be waited for.
pub(crate) struct Arrival {
    pub(crate) number: usize,
    pub(crate) connector: Connector,
    pub(crate) started: Instant,
}

/// How the wait for a connector ended: it runs, unless there is an error.
pub(crate) struct End {
    pub(crate) error: Option<Error>,
    pub(crate) status: Option<ConnectorStatus>,
}

/// The connectors of one cluster that are waited for. `ended` is told how each wait ended.
pub(crate) struct Fleet<'a, Ended> {
    client: &'a Inner,
    cluster: Cluster,
    options: WaitOptions,
    rules: WaitRules,
    ended: Ended,
    members: Vec<Member>,
    /// When to look at the members, if there are any.
    next_look: Option<Instant>,
}

struct Member {
    arrival: Arrival,
    watch: Watch,
    /// When its own watch wants the next look.
    due: Instant,
}

impl<'a, Ended: Fn(usize, End)> Fleet<'a, Ended> {
    pub(crate) fn new(
        client: &'a Inner,
        cluster: Cluster,
        options: WaitOptions,
        rules: WaitRules,
        ended: Ended,
    ) -> Self {
        Self { client, cluster, options, rules, ended, members: Vec::new(), next_look: None }
    }

    /// Waits for all that arrive, until no more come and all have ended. What is asked for by itself, so many at a time, keeps
    /// nobody else waiting.
    pub(crate) async fn run(mut self, mut arrivals: UnboundedReceiver<Arrival>, concurrency: usize) {
        let (client, options) = (self.client, self.options);
        let turns = Semaphore::new(concurrency.min(Semaphore::MAX_PERMITS));
        let mut alone = FuturesUnordered::new();
        let mut last_look: Option<Instant> = None;
        let mut more = true;
        while more || !self.members.is_empty() || !alone.is_empty() {
            tokio::select! {
                biased;
                () = until(self.next_look) => {
                    self.join_all(&mut arrivals);
                    let lacking = self.look().await;
                    alone.extend(lacking.into_iter().map(|member| look_alone(client, options, &turns, member)));
                    last_look = Some(Instant::now());
                    self.next_look = self.planned_look();
                }
                Some((member, look)) = alone.next() => {
                    self.saw(member, &look);
                    self.next_look = sooner(self.next_look, self.planned_look());
                }
                arrived = arrivals.recv(), if more => match arrived {
                    Some(arrival) => {
                        self.join(arrival);
                        self.join_all(&mut arrivals);
                        // Together with those that come right after it.
                        let first = last_look.map_or_else(Instant::now, |last| last + interval(Duration::ZERO, 0.0));
                        self.next_look = sooner(self.next_look.or(Some(first)), self.planned_look());
                    }
                    None => more = false,
                },
            }
        }
    }

    fn join(&mut self, arrival: Arrival) {
        let watch = Watch::new(self.rules, arrival.started, true);
        self.members.push(Member { arrival, watch, due: Instant::now() });
    }

    /// Those that have arrived already.
    fn join_all(&mut self, arrivals: &mut UnboundedReceiver<Arrival>) {
        while let Ok(arrival) = arrivals.try_recv() {
            self.join(arrival);
        }
    }

    /// Looks at all of them at once, and gives back those of whom that says nothing. Asked for by itself, each says what is
    /// wrong: that it is deleted, or that the listing is what these credentials may not see.
    async fn look(&mut self) -> Vec<Member> {
        let members = std::mem::take(&mut self.members);
        if members.len() == 1 {
            return members;
        }
        let mut listed = match self.listed(&members).await {
            Ok(listed) => listed,
            Err(error) if error.may_pass() => {
                let look = Err(error);
                members.into_iter().for_each(|member| self.saw(member, &look));
                return Vec::new();
            }
            Err(_) => HashMap::new(),
        };
        let mut lacking = Vec::new();
        for member in members {
            match listed.remove(&member.arrival.connector).flatten() {
                Some(status) => self.saw(member, &Ok(status)),
                None => lacking.push(member),
            }
        }
        lacking
    }

    /// What the cluster's connectors are like, as long as everybody has time.
    async fn listed(&self, members: &[Member]) -> Result<HashMap<Connector, Option<ConnectorStatus>>> {
        let end = members.iter().map(|member| member.watch.end()).min().unwrap_or_else(Instant::now);
        let options = look_options(self.options.timeout, end);
        let listed = self.client.list_expanded(&self.cluster, &options, ONE_ATTEMPT, Expand::Status).await?;
        Ok(listed.into_iter().map(|one| (one.connector, one.status)).collect())
    }

    fn saw(&mut self, mut member: Member, look: &Result<ConnectorStatus>) {
        let now = Instant::now();
        let number = member.arrival.number;
        match member.watch.saw(look, now, self.client.jitter.fraction()) {
            Next::Look(at) => {
                member.due = at;
                self.members.push(member);
            }
            Next::Running => (self.ended)(number, End { error: None, status: member.watch.last }),
            Next::Ended(error) => {
                let error = about(error, &member.arrival.connector, now - member.arrival.started);
                (self.ended)(number, End { error: Some(error), status: member.watch.last });
            }
        }
    }

    /// As if one connector were looked at that had been waited for as long as they have on average; later if the look had no
    /// answer; but in time for the one whose deadline, grace or settling ends first. Of many whose ends come one after the other,
    /// one look is for those that end together.
    fn planned_look(&self) -> Option<Instant> {
        let now = Instant::now();
        let count = u32::try_from(self.members.len()).unwrap_or(u32::MAX).max(1);
        let waited: Duration = self.members.iter().map(|member| (now - member.arrival.started) / count).sum();
        let planned = now + interval(waited, self.client.jitter.fraction());
        let slowed = self.members.iter().filter(|member| member.watch.is_unanswered()).map(|member| member.due).min();
        let pressing = self.members.iter().filter_map(|member| member.watch.pressing(now)).min();
        let pressing = pressing.map(|at| at.max(now + last_look_before_the_end(&self.rules)));
        let due = slowed.map_or(planned, |slowed| planned.max(slowed));
        (!self.members.is_empty()).then(|| pressing.map_or(due, |pressing| due.min(pressing)))
    }
}

async fn look_alone(
    client: &Inner,
    options: WaitOptions,
    turns: &Semaphore,
    member: Member,
) -> (Member, Result<ConnectorStatus>) {
    let end = member.watch.end();
    // Without a turn its time is over, which the look says.
    let _turn = timeout_at(end, turns.acquire()).await;
    let look = client.look_until(&member.arrival.connector, options, end).await;
    (member, look)
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
