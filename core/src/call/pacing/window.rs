//! How many requests fit in which time: learned from a refusal, because no limit is published.
//!
//! The service counts requests in windows. A 429 comes when a window is full and says, in whole seconds, when the next
//! one begins, and mostly how many requests fit in one. So the window began when the first of the last so many requests
//! was sent, and its length is the time since then plus the time that is left: of which exactly one whole number of
//! seconds is possible, because what is left was rounded up.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// Requests longer ago than this tell nothing about the window.
const HORIZON: Duration = Duration::from_secs(120);

/// So few requests before a refusal tell nothing if it does not say what the limit is: others share it.
const EVIDENCE: usize = 8;

/// What is sent within this time is sent at once.
const BURST: Duration = Duration::from_secs(1);

/// Windows without a refusal until a shorter one is tried.
const PATIENCE: u32 = 20;

/// How unevenly requests may come, as a part of a window.
const TOLERANCE: f64 = 0.1;

/// How much shorter, or longer.
const STEP: f64 = 0.05;

/// A request that was sent: its number and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) number: u64,
    pub(super) at: Instant,
}

/// The service's limit, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    pub(super) limit: usize,
    pub(super) seconds: f64,
    /// What the refusal allows at the most.
    at_most: f64,
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
        let counts = |sent: &&Sent| refused.at - sent.at <= HORIZON && since.is_none_or(|since| sent.at >= since);
        let earlier: Vec<_> = log.iter().filter(counts).filter(|sent| sent.number < refused.number).collect();
        let count = limit.or_else(|| Some(earlier.len()).filter(|count| *count >= EVIDENCE))?;
        // With fewer than the limit, others share it, or requests overtook each other; of a burst the length is known even so.
        let first = match earlier.len().checked_sub(count) {
            Some(place) => earlier.get(place).copied()?,
            None => earlier.first().copied().filter(|first| refused.at - first.at < BURST)?,
        };
        let passed = (refused.at - first.at).as_secs_f64();
        let at_most = passed + left.as_secs_f64();
        let whole = at_most.floor();
        let seconds = if whole > passed { whole } else { at_most };
        // The gate is enough for a longer one, and one such word may be nonsense.
        let plausible = at_most <= HORIZON.as_secs_f64();
        plausible.then_some(Self { limit: count, seconds, at_most, stretch: 1.0, patience: PATIENCE, next_try: None })
    }

    /// A window that was found without any word of the service's: so many requests fit in that time.
    pub(super) fn found(limit: usize, length: Duration, now: Instant) -> Option<Self> {
        let seconds = length.as_secs_f64();
        let window = Self { limit, seconds, at_most: seconds, stretch: 1.0, patience: PATIENCE, next_try: None };
        let next_try = Some(now + window.true_length() * PATIENCE);
        (limit > 0).then_some(Self { next_try, ..window })
    }

    /// What to believe after a refusal.
    pub(super) fn refused(before: Option<Self>, learned: Option<Self>, now: Instant) -> Option<Self> {
        let window = match (before, learned) {
            (Some(before), Some(learned)) if !learned.agrees_with(&before) => learned,
            (Some(before), _) if before.stretch < 1.0 => {
                Self { stretch: 1.0, patience: before.patience.saturating_mul(4), ..before }
            }
            (Some(before), _) => Self { stretch: before.stretch + STEP / 2.0, ..before },
            (None, learned) => learned?,
        };
        Some(Self { next_try: Some(now + window.true_length() * window.patience), ..window })
    }

    /// Whether this may as well be what was believed before: what is left of a window is told in whole seconds, and what has
    /// passed of it is known as well as the way to the service is even.
    fn agrees_with(&self, before: &Self) -> bool {
        let (least, most) = (self.at_most - 1.0, self.at_most);
        let tolerance = before.seconds * TOLERANCE;
        self.limit == before.limit && (least - tolerance..=most + tolerance).contains(&before.seconds)
    }

    /// After many windows without a refusal a shorter one is tried: the limit may have been shared, and not be any more.
    pub(super) fn probe_when_due(&mut self, now: Instant) {
        if self.next_try.is_some_and(|due| now >= due) {
            self.stretch = (self.stretch - STEP).max(STEP);
            self.next_try = Some(now + self.true_length() * self.patience);
        }
    }

    /// The time that `limit` requests take, with room for a `guard` of some seconds, at most a tenth.
    pub(super) fn length(&self, guard: f64) -> Duration {
        self.stretched(self.stretch.max(1.0), guard)
    }

    /// The same when a shorter window is tried.
    pub(super) fn shortest(&self, guard: f64) -> Duration {
        self.stretched(self.stretch, guard)
    }

    fn stretched(&self, stretch: f64, guard: f64) -> Duration {
        let seconds = self.seconds * stretch + guard.min(self.seconds * TOLERANCE);
        Duration::try_from_secs_f64(seconds).unwrap_or(HORIZON)
    }

    fn true_length(&self) -> Duration {
        Duration::try_from_secs_f64(self.seconds).unwrap_or(HORIZON)
    }
}
