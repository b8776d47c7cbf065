//! What is tried again, when, and until when. What is idempotent is tried again whenever it may pass; what is not, only
//! if it is sure that the service did not act on it. All of it inside one deadline, because a late retry could undo
//! somebody's newer pause.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep};

use crate::error::{Error, Result, TimeLimit};
use crate::options::seconds;
use crate::pacing::Pacer;
use crate::transport::{Failure, Until};

/// How often and how patiently a call is tried again.
///
/// The wait before attempt `n + 1` is what the service asked for, or else a random time up to
/// `min(cap, base × 2^(n-1))`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Requests in all, the first included; 1 means never to retry. Default 4.
    pub max_attempts: u32,
    /// The first backoff's upper bound. Default 0.25 s.
    pub base: Duration,
    /// Every backoff's upper bound. A wait that the service asks for is not capped; the deadline ends it. Default 30 s.
    pub cap: Duration,
}

impl RetryPolicy {
    /// The defaults, in one place for all languages.
    pub const DEFAULT: Self = Self { max_attempts: 4, base: Duration::from_millis(250), cap: Duration::from_secs(30) };

    /// A policy from a language that writes numbers; what is `None` is the default.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with the field that is out of range.
    pub fn from_numbers(max_attempts: Option<i64>, base: Option<f64>, cap: Option<f64>) -> Result<Self> {
        let attempts = |given: i64| u32::try_from(given).map_err(|_| Self::impossible_attempts(given));
        Ok(Self {
            max_attempts: max_attempts.map(attempts).transpose()?.unwrap_or(Self::DEFAULT.max_attempts),
            base: base.map(|base| seconds("base", base)).transpose()?.unwrap_or(Self::DEFAULT.base),
            cap: cap.map(|cap| seconds("cap", cap)).transpose()?.unwrap_or(Self::DEFAULT.cap),
        })
    }

    pub(crate) fn impossible_attempts(given: i64) -> Error {
        Error::invalid_request("max_attempts", format!("max_attempts is {given}"))
            .advised("Give 1 to try once and never again.")
    }

    /// Full jitter: `fraction` in 0..1 of the capped exponential bound after `attempt` attempts.
    fn backoff(&self, attempt: u32, fraction: f64) -> Duration {
        // Bounded, so that the power stays finite: 0 × ∞ is not a number.
        let doublings = i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX).min(1_000);
        let bound = (self.base.as_secs_f64() * 2f64.powi(doublings)).min(self.cap.as_secs_f64());
        Duration::try_from_secs_f64(bound * fraction).unwrap_or(self.cap)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A source of jitter of the client's own. Not a thread's: after a fork every child would draw the same numbers, and
/// jitter is there to keep processes apart.
pub(crate) struct Jitter(Mutex<fastrand::Rng>);

impl Jitter {
    pub(crate) fn new() -> Self {
        let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
        let seed = u64::try_from(nanos & u128::from(u64::MAX)).unwrap_or_default();
        Self(Mutex::new(fastrand::Rng::with_seed(seed ^ (u64::from(std::process::id()) << 40))))
    }

    #[cfg(test)]
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }

    pub(crate) fn fraction(&self) -> f64 {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).f64()
    }
}

/// How soon a 404 that is not believed is asked about again.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// The limits of one call.
pub(crate) struct Limits<'a> {
    /// When the call began. The deadline is for all that it takes, looking up an id among it.
    pub(crate) started: Instant,
    pub(crate) policy: RetryPolicy,
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    /// Whether a request that the service may have acted on can be sent again.
    pub(crate) idempotent: bool,
    /// How long a 404 must last before it is believed: zero unless the service has said that there is such a connector. A worker of
    /// Kafka Connect that has just started knows none yet (issue 5).
    pub(crate) missing_grace: Duration,
    pub(crate) jitter: &'a Jitter,
    pub(crate) pacer: &'a Pacer,
}

impl Limits<'_> {
    pub(crate) fn of(&self, limit: TimeLimit) -> Duration {
        match limit {
            TimeLimit::ConnectTimeout => self.connect_timeout,
            TimeLimit::Timeout => self.timeout,
            TimeLimit::Deadline => self.deadline,
        }
    }
}

/// How a call ended, with what it took.
pub(crate) struct Finished<T> {
    pub(crate) result: Result<T, Failure>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

/// What the loop tells while it runs.
pub(crate) trait Observer<T> {
    fn attempted(&self, attempt: u32, result: &Result<T, Failure>, elapsed: Duration);
    fn retrying(&self, attempt: u32, failure: &Failure, wait: Duration);
    fn held(&self, wait: Duration);
}

/// Makes attempts until one succeeds, one fails for good, or no further one fits.
pub(crate) async fn run<T, F, A>(limits: &Limits<'_>, observer: &impl Observer<T>, mut attempt: F) -> Finished<T>
where
    F: FnMut(Until) -> A,
    A: Future<Output = Result<T, Failure>>,
{
    let end = limits.started + limits.deadline;
    let mut attempts = 0;
    let mut last_answer = None;
    let mut doubt = Doubt::new(limits.missing_grace);
    let result = loop {
        let permit = match limits.pacer.admit(end, |wait| observer.held(wait)).await {
            Ok(permit) => permit,
            Err(held) => break Err(held),
        };
        attempts += 1;
        let attempt_started = Instant::now();
        let mut result = attempt(until(attempt_started, limits.timeout, end)).await;
        observer.attempted(attempts, &result, attempt_started.elapsed());
        let Err(failure) = &mut result else {
            permit.answered();
            break result;
        };
        failure.remember(&mut last_answer);
        let wait = wait_after(limits, failure, attempts, end.saturating_duration_since(Instant::now()));
        match failure.rate_limited() {
            Some(refusal) => permit.refused(refusal, wait),
            None if failure.is_about_the_request() => permit.answered(),
            None => drop(permit),
        }
        let doubted = doubt.left(failure);
        let wait = doubted.map_or(wait, |left| wait.max(LOOK_AGAIN).min(left));
        let again = doubted.is_some() || attempts - doubt.attempts < limits.policy.max_attempts && failure.may_pass();
        let may = limits.policy.max_attempts > 1 && (limits.idempotent || failure.had_no_effect());
        if !(again && may) || wait >= end.saturating_duration_since(Instant::now()) {
            break result;
        }
        observer.retrying(attempts, failure, wait);
        sleep(wait).await;
    };
    Finished { result, attempts, elapsed: limits.started.elapsed() }
}

/// An attempt ends with its own timeout or with the call's deadline, whichever is first.
fn until(now: Instant, timeout: Duration, end: Instant) -> Until {
    match now + timeout {
        at if at < end => Until { at, limit: TimeLimit::Timeout },
        _ => Until { at: end, limit: TimeLimit::Deadline },
    }
}

/// A 404 that is not believed, because the service has said that there is such a connector. What it takes until it is believed
/// does not count as attempts of the policy.
struct Doubt {
    grace: Duration,
    since: Option<Instant>,
    attempts: u32,
}

impl Doubt {
    fn new(grace: Duration) -> Self {
        Self { grace, since: None, attempts: 0 }
    }

    /// For how long the failure is still not believed, if it is such a one.
    fn left(&mut self, failure: &Failure) -> Option<Duration> {
        self.since = failure.is_missing().then(|| self.since.unwrap_or_else(Instant::now));
        let left = self.grace.saturating_sub(self.since?.elapsed());
        (!left.is_zero()).then(|| {
            self.attempts += 1;
            left
        })
    }
}

/// How long to wait before another attempt. One that could only start after the deadline is not waited for.
fn wait_after(limits: &Limits<'_>, failure: &Failure, attempts: u32, left: Duration) -> Duration {
    let fraction = limits.jitter.fraction();
    match failure.asked_wait() {
        // A little later than asked, and not all at the same moment; but in time for another attempt.
        Some(asked) => asked + limits.policy.backoff(1, fraction).min(left.saturating_sub(asked) / 2),
        None => limits.policy.backoff(attempts, fraction),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_up_to_the_cap_and_never_overflows() {
        let policy = RetryPolicy { max_attempts: 9, base: Duration::from_secs(1), cap: Duration::from_secs(5) };
        let bounds: Vec<_> = (1..=5).map(|attempt| policy.backoff(attempt, 1.0).as_secs()).collect();
        assert_eq!(bounds, [1, 2, 4, 5, 5]);
        assert_eq!(policy.backoff(u32::MAX, 1.0), Duration::from_secs(5));
        assert_eq!(policy.backoff(3, 0.0), Duration::ZERO);
        let none = RetryPolicy { base: Duration::ZERO, ..policy };
        assert_eq!(none.backoff(u32::MAX, 0.5), Duration::ZERO);
    }

    #[test]
    fn jitter_is_spread_and_differs_between_clients() {
        let (one, other) = (Jitter::new(), Jitter::new());
        let draw = |jitter: &Jitter| (0..100).map(|_| jitter.fraction()).collect::<Vec<_>>();
        let fractions = draw(&one);
        assert!(fractions.iter().any(|f| *f < 0.2) && fractions.iter().any(|f| *f > 0.8));
        assert_ne!(fractions, draw(&other));
    }
}
