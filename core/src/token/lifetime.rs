//! The life of a token: when to renew it, and when not to send it any more.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::config::numbers::FOREVER;

/// The longest time before its end at which a token is renewed.
const MOST_MARGIN: Duration = Duration::from_secs(60);

/// The life of a token. The monotonic clock decides whether it has ended. The system's clock can only bring a renewal forward: it
/// also counts while a machine sleeps, and it may be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lifetime {
    end: Instant,
    due: Instant,
    due_by_system: Option<SystemTime>,
}

impl Lifetime {
    /// A life that began when the token was asked for. `fraction` in 0..1 keeps processes from renewing all at once. A service or a
    /// token may name any life, and no clock reaches them all.
    pub(crate) fn new(asked: Instant, asked_by_system: SystemTime, life: Duration, fraction: f64) -> Self {
        let life = life.min(FOREVER);
        let margin = (life / 5).min(MOST_MARGIN).mul_f64(1.0 - fraction.clamp(0.0, 1.0) / 4.0);
        let until_due = life - margin;
        Self { end: asked + life, due: asked + until_due, due_by_system: asked_by_system.checked_add(until_due) }
    }

    pub(crate) fn has_ended(&self, now: Instant) -> bool {
        now >= self.end
    }

    /// Whether it is time for the next token.
    pub(crate) fn is_due(&self, now: Instant, system: SystemTime) -> bool {
        now >= self.due || self.due_by_system.is_some_and(|due| system >= due)
    }

    pub(crate) fn left(&self, now: Instant) -> Duration {
        self.end.saturating_duration_since(now)
    }

    /// Whether this life goes on for longer than another.
    pub(crate) fn outlives(&self, other: &Self) -> bool {
        self.end > other.end + Duration::from_secs(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn the_margin_is_a_minute_a_fifth_of_a_short_life_and_jittered() {
        let (now, system) = (Instant::now(), SystemTime::now());
        for (life, fraction, due) in [(900, 0.0, 840), (900, 1.0, 855), (100, 0.0, 80), (10, 1.0, 8)] {
            let lifetime = Lifetime::new(now, system, seconds(life), fraction);
            assert!(!lifetime.is_due(now + seconds(due) - Duration::from_millis(1), system), "{life}");
            assert!(lifetime.is_due(now + seconds(due) + seconds(1), system), "{life}");
            assert!(!lifetime.has_ended(now + seconds(life) - seconds(1)) && lifetime.has_ended(now + seconds(life)));
        }
    }

    #[test]
    fn a_life_beyond_any_clock_is_forever() {
        let now = Instant::now();
        assert_eq!(Lifetime::new(now, SystemTime::now(), Duration::MAX, 0.0).left(now), FOREVER);
    }

    #[test]
    fn a_clock_that_jumps_brings_a_renewal_forward_and_ends_nothing() {
        let (now, system) = (Instant::now(), SystemTime::now());
        let lifetime = Lifetime::new(now, system, seconds(900), 0.0);
        assert!(lifetime.is_due(now, system + seconds(100_000)) && !lifetime.has_ended(now));
        assert!(!lifetime.is_due(now + seconds(800), system - seconds(100_000)));
        assert!(lifetime.has_ended(now + seconds(900)));
    }
}
