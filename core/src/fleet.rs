//! Waiting for many connectors of one cluster: one listing for all of them, as often as one of them would be looked at.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, timeout_at};

use crate::call::Expand;
use crate::client::Inner;
use crate::connector::{Cluster, Connector};
use crate::error::{Error, Result};
use crate::status::ConnectorStatus;
use crate::wait::{WaitOptions, WaitRules};
use crate::waiting::{ONE_ATTEMPT, look_options};
use crate::watch::{Next, Watch, about, interval};

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

/// The connectors of one cluster that are waited for.
pub(crate) struct Fleet<'a> {
    client: &'a Inner,
    cluster: Cluster,
    options: WaitOptions,
    rules: WaitRules,
    members: Vec<Member>,
}

struct Member {
    arrival: Arrival,
    watch: Watch,
    /// When its own watch wants the next look.
    due: Instant,
}

impl<'a> Fleet<'a> {
    pub(crate) fn new(client: &'a Inner, cluster: Cluster, options: WaitOptions, rules: WaitRules) -> Self {
        Self { client, cluster, options, rules, members: Vec::new() }
    }

    /// Waits for all that arrive, until no more come and all have ended.
    pub(crate) async fn run(mut self, mut arrivals: UnboundedReceiver<Arrival>, ended: impl Fn(usize, End)) {
        let mut next_look = Instant::now();
        let mut last_look = None;
        loop {
            let arrived = if self.members.is_empty() {
                // Nobody to look at; `None`: and nobody will come.
                let Some(first) = arrivals.recv().await else { return };
                next_look =
                    Instant::now().max(last_look.map_or(next_look, |last| last + interval(Duration::ZERO, 0.0)));
                Some(first)
            } else if arrivals.is_closed() && arrivals.is_empty() {
                tokio::time::sleep_until(next_look).await;
                None
            } else {
                timeout_at(next_look, arrivals.recv()).await.ok().flatten()
            };
            if let Some(arrival) = arrived {
                self.join(arrival);
                while let Ok(arrival) = arrivals.try_recv() {
                    self.join(arrival);
                }
                next_look = next_look.min(self.next_look());
            }
            if Instant::now() >= next_look {
                self.look(&ended).await;
                last_look = Some(Instant::now());
                next_look = self.next_look();
            }
        }
    }

    fn join(&mut self, arrival: Arrival) {
        let watch = Watch::new(self.rules, arrival.started, true);
        self.members.push(Member { arrival, watch, due: Instant::now() });
    }

    async fn look(&mut self, ended: &impl Fn(usize, End)) {
        let looks = self.looks().await;
        let (now, fraction) = (Instant::now(), self.client.jitter.fraction());
        let members = std::mem::take(&mut self.members);
        for (mut member, look) in members.into_iter().zip(looks) {
            match member.watch.saw(&look, now, fraction) {
                Next::Look(at) => {
                    member.due = at;
                    self.members.push(member);
                }
                Next::Running => ended(member.arrival.number, End { error: None, status: member.watch.last }),
                Next::Ended(error) => {
                    let error = about(error, &member.arrival.connector, now - member.arrival.started);
                    ended(member.arrival.number, End { error: Some(error), status: member.watch.last });
                }
            }
        }
    }

    /// What each member looks like, in their order.
    async fn looks(&self) -> Vec<Result<ConnectorStatus>> {
        if let [only] = self.members.as_slice() {
            return vec![self.client.look_until(&only.arrival.connector, self.options, only.watch.end()).await];
        }
        // As long as anybody has time.
        let end = self.members.iter().map(|member| member.watch.end()).max().unwrap_or_else(Instant::now);
        let options = look_options(self.options.timeout, end);
        let listed = self.client.list_expanded(&self.cluster, &options, ONE_ATTEMPT, Expand::Status).await;
        let mut listed = match listed {
            Ok(listed) => listed.into_iter().map(|one| (one.connector, one.status)).collect::<HashMap<_, _>>(),
            Err(error) => return self.members.iter().map(|_| Err(error.clone())).collect(),
        };
        let mut looks = Vec::with_capacity(self.members.len());
        for member in &self.members {
            looks.push(match listed.remove(&member.arrival.connector).flatten() {
                Some(status) => Ok(status),
                // Deleted meanwhile, or a listing that does not say: asked for by itself, which says what is wrong.
                None => self.client.look_until(&member.arrival.connector, self.options, member.watch.end()).await,
            });
        }
        looks
    }

    /// As if one connector were looked at that had been waited for as long as they have on average; later if the look had no
    /// answer; but in time for the one whose deadline, grace or settling ends first.
    fn next_look(&self) -> Instant {
        let now = Instant::now();
        let count = u32::try_from(self.members.len()).unwrap_or(u32::MAX).max(1);
        let waited: Duration = self.members.iter().map(|member| (now - member.arrival.started) / count).sum();
        let planned = now + interval(waited, self.client.jitter.fraction());
        let slowed = self.members.iter().filter(|member| member.watch.is_unanswered()).map(|member| member.due).min();
        let pressing = self.members.iter().filter_map(|member| member.watch.pressing(now)).min();
        let due = slowed.map_or(planned, |slowed| planned.max(slowed));
        pressing.map_or(due, |pressing| due.min(pressing))
    }
}
