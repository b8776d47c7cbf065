//! How many requests fit in which time: learned from a refusal, because no limit is published.
//!
//! The service counts requests in windows. A 429 comes when a window is full and says, in whole seconds, when the next
//! one begins, and mostly how many requests fit in one. So the window began when the first of the last so many requests
//! was sent, and its length is the time since then plus the time that is left: of which exactly one whole number of
//! seconds is possible, because what is left was rounded up.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::pace::Sent;

/// Requests longer ago than this tell nothing about the window.
const HORIZON: Duration = Duration::from_secs(120);

/// So few requests before a refusal tell nothing if it does not say what the limit is: others share it.
const EVIDENCE: usize = 8;

/// Windows without a refusal until a shorter one is tried.
const PATIENCE: u32 = 20;

/// How much shorter, or longer.
const STEP: f64 = 0.05;

/// The service's limit, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    pub(super) limit: usize,
    seconds: f64,
    /// Below 1: a shorter window is tried. Above 1: requests come too unevenly for the true one.
    stretch: f64,
    /// Windows between tries; grows with each that fails.
    patience: u32,
    next_try: Option<Instant>,
}

impl Window {
    /// What a refusal tells, given the requests that were not refused.
    pub(super) fn learn(
        log: &VecDeque<Sent>,
        refused: Sent,
        since: Option<Instant>,
        limit: Option<usize>,
        left: Duration,
    ) -> Option<Self> {
        let earlier = log.partition_point(|sent| sent.number < refused.number);
        let fresh = |sent: &&Sent| refused.at - sent.at <= HORIZON;
        let count = match limit.filter(|limit| (1..=earlier).contains(limit)) {
            Some(limit) => limit,
            None => {
                let counts = |sent: &&Sent| fresh(sent) && since.is_none_or(|since| sent.at >= since);
                Some(log.iter().take(earlier).filter(counts).count()).filter(|count| *count >= EVIDENCE)?
            }
        };
        let first = log.get(earlier - count).filter(fresh)?;
        let passed = (refused.at - first.at).as_secs_f64();
        let whole = (passed + left.as_secs_f64()).floor();
        let seconds = if whole > passed { whole } else { passed + left.as_secs_f64() };
        Some(Self { limit: count, seconds, stretch: 1.0, patience: PATIENCE, next_try: None })
    }

    /// What to believe after a refusal.
    pub(super) fn refused(before: Option<Self>, learned: Option<Self>, now: Instant) -> Option<Self> {
        let window = match (before, learned) {
            (Some(before), Some(learned)) if before.limit != learned.limit || before.seconds != learned.seconds => {
                learned
            }
            (Some(before), _) if before.stretch < 1.0 => {
                Self { stretch: 1.0, patience: before.patience.saturating_mul(4), ..before }
            }
            (Some(before), _) => Self { stretch: before.stretch + STEP / 2.0, ..before },
            (None, learned) => learned?,
        };
        Some(Self { next_try: Some(now + window.true_length() * window.patience), ..window })
    }

    /// After many windows without a refusal a shorter one is tried: the limit may have been shared, and not be any more.
    pub(super) fn probe_when_due(&mut self, now: Instant) {
        if self.next_try.is_some_and(|due| now >= due) {
            self.stretch = (self.stretch - STEP).max(STEP);
            self.next_try = Some(now + self.true_length() * self.patience);
        }
    }

    /// The time that `limit` requests take, with room for a `guard` of some seconds, at most a twentieth.
    pub(super) fn length(&self, guard: f64) -> Duration {
        self.stretched(self.stretch.max(1.0), guard)
    }

    /// The same when a shorter window is tried.
    pub(super) fn shortest(&self, guard: f64) -> Duration {
        self.stretched(self.stretch, guard)
    }

    fn stretched(&self, stretch: f64, guard: f64) -> Duration {
        let seconds = self.seconds * stretch + guard.min(self.seconds / 20.0);
        Duration::try_from_secs_f64(seconds).unwrap_or(HORIZON)
    }

    fn true_length(&self) -> Duration {
        Duration::try_from_secs_f64(self.seconds).unwrap_or(HORIZON)
    }
}
