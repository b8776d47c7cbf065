//! The attempts of one call: which failure is followed by another attempt, when, and until when. All of it happens inside one
//! deadline, because a late retry could undo somebody's newer pause.

use std::time::Duration;

use http::HeaderValue;
use tokio::time::{Instant, sleep};

use crate::call::pacing::{Pacer, Permit};
use crate::config::retry_policy::{RetryClass, RetryPolicy};
use crate::error::{Result, TimeLimit};
use crate::http::failure::{Failure, Until};
use crate::jitter::Jitter;
use crate::token::authority::{Authority, Pass};
use crate::token::keeper::Renewed;

/// How soon a call is repeated after a 404 that is not believed.
const DOUBT_INTERVAL: Duration = Duration::from_millis(500);

/// The time limits of one call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeLimits {
    /// When the call began. The deadline covers everything that it takes, the lookup of an id included.
    pub(crate) started: Instant,
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
}

impl TimeLimits {
    pub(crate) fn of(&self, limit: TimeLimit) -> Duration {
        match limit {
            TimeLimit::ConnectTimeout => self.connect_timeout,
            TimeLimit::Timeout => self.timeout,
            TimeLimit::Deadline => self.deadline,
        }
    }

    fn end(&self) -> Instant {
        self.started + self.deadline
    }

    /// An attempt ends with its own timeout or with the call's deadline, whichever is first.
    fn attempt(&self, now: Instant) -> Until {
        match now + self.timeout {
            at if at < self.end() => Until { at, limit: TimeLimit::Timeout },
            _ => Until { at: self.end(), limit: TimeLimit::Deadline },
        }
    }
}

/// The rules for the attempts of one call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempts {
    pub(crate) limits: TimeLimits,
    pub(crate) policy: RetryPolicy,
    /// Whether a request that the service may have acted on can be sent again.
    pub(crate) idempotent: bool,
    /// How long a 404 must last before it is believed.
    pub(crate) missing_grace: Duration,
    /// Whether a 429 is about the client, as in a job: then it costs time and no attempts.
    pub(crate) shares_rate_limit: bool,
}

/// How a call ended, and what it took.
pub(crate) struct Finished<T> {
    pub(crate) result: Result<T, Failure>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

/// Hears of each step of a call.
pub(crate) trait Observer<T> {
    fn attempted(&self, attempt: u32, result: &Result<T, Failure>, elapsed: Duration);
    fn retrying(&self, attempt: u32, failure: &Failure, wait: Duration);
    fn held(&self, wait: Duration);
    fn renewed(&self, renewal: &Renewed);
}

/// The gates before each attempt of a client: its turn, and proof of who sends it.
#[derive(Clone, Copy)]
pub(crate) struct Gates<'a> {
    pub(crate) pacer: &'a Pacer,
    pub(crate) authority: &'a Authority,
}

impl<'a> Gates<'a> {
    /// Waits for an attempt's turn, with proof that is good when it comes.
    async fn enter(
        self,
        end: Instant,
        ready: Option<Pass>,
        held: impl Fn(Duration),
    ) -> Result<(Permit<'a>, Pass), Failure> {
        let mut pass = match ready {
            Some(pass) => pass,
            None => self.authority.pass(end).await?,
        };
        loop {
            let permit = self.pacer.admit(end, &held).await?;
            if self.authority.is_good(&pass) {
                return Ok((permit, pass));
            }
            drop(permit);
            pass = self.authority.pass(end).await?;
        }
    }
}

/// Makes attempts until one succeeds, one fails for good, or no further one fits.
pub(crate) async fn run<T, F, A>(
    rules: Attempts,
    jitter: &Jitter,
    gates: Gates<'_>,
    observer: &impl Observer<T>,
    mut attempt: F,
) -> Finished<T>
where
    F: FnMut(Until, Option<HeaderValue>) -> A,
    A: Future<Output = Result<T, Failure>>,
{
    let mut retries = Retries::new(rules);
    let end = rules.limits.end();
    let mut ready = None;
    let result = loop {
        let (permit, mut pass) = match gates.enter(end, ready.take(), |wait| observer.held(wait)).await {
            Ok(entered) => entered,
            Err(not_sent) => break Err(not_sent),
        };
        let started = Instant::now();
        let sent = attempt(rules.limits.attempt(started), pass.header.clone());
        let (mut result, renewed) = gates.authority.beside(&mut pass, sent).await;
        retries.attempts += 1;
        observer.attempted(retries.attempts, &result, started.elapsed());
        if let Some(renewed) = renewed {
            observer.renewed(&renewed);
        }
        let Err(failure) = &mut result else {
            permit.answered();
            break result;
        };
        let decision = retries.decide(failure, Instant::now(), jitter.fraction());
        release(permit, failure);
        if failure.is_unauthorized() && retries.may_renew() {
            match gates.authority.replaces(&pass, end).await {
                Ok(Some(new)) => ready = Some(new),
                Ok(None) => break result,
                Err(no_token) => break Err(no_token),
            }
            continue;
        }
        // The gate may now be closed for longer than this call has time; then its own refusal is the reason, and no other call's.
        let is_held = failure.rate_limited().is_some() && gates.pacer.is_closed_until(end);
        if !decision.again || is_held {
            break result;
        }
        observer.retrying(retries.attempts, failure, decision.wait);
        sleep(decision.wait).await;
    };
    Finished { result, attempts: retries.attempts, elapsed: rules.limits.started.elapsed() }
}

/// Tells the pacer how a failed attempt ended.
fn release(permit: Permit<'_>, failure: &Failure) {
    match failure.rate_limited() {
        Some(refusal) => permit.refused(refusal),
        None if failure.is_about_the_request() => permit.answered(),
        None => drop(permit),
    }
}

/// The state of a call's retries, without a clock: it hears of each failure and decides.
struct Retries {
    rules: Attempts,
    attempts: u32,
    /// Attempts that do not count as attempts of the policy: for a 404 that was not believed, for a 429 of a job, for a token that
    /// was refused.
    uncounted: u32,
    /// Whether a refused token has been renewed: once is enough.
    has_renewed: bool,
    /// Since when the answer has been a 404.
    missing_since: Option<Instant>,
    last_answer: Option<String>,
}

/// Whether another attempt follows a failure, and after which wait.
#[derive(Debug, PartialEq, Eq)]
struct Decision {
    again: bool,
    wait: Duration,
}

impl Retries {
    fn new(rules: Attempts) -> Self {
        Self { rules, attempts: 0, uncounted: 0, has_renewed: false, missing_since: None, last_answer: None }
    }

    fn decide(&mut self, failure: &mut Failure, now: Instant, fraction: f64) -> Decision {
        failure.remember(&mut self.last_answer);
        let left = self.rules.limits.end().saturating_duration_since(now);
        let wait = self.wait(failure, left, fraction);
        if self.rules.shares_rate_limit && failure.rate_limited().is_some() {
            self.uncounted += 1;
        }
        let (wanted, wait) = match self.doubt(failure, now) {
            Some(grace) => (true, wait.max(DOUBT_INTERVAL).min(grace)),
            None => (self.has_attempts_left() && failure.may_pass(), wait),
        };
        Decision { again: wanted && self.may_repeat(failure) && wait < left, wait }
    }

    fn has_attempts_left(&self) -> bool {
        self.attempts - self.uncounted < self.rules.policy.max_attempts
    }

    /// Whether a new token may still be tried after a 401. Such an attempt is none of the policy's.
    fn may_renew(&mut self) -> bool {
        let may = !self.has_renewed;
        if may {
            self.has_renewed = true;
            self.uncounted += 1;
        }
        may
    }

    /// Whether repeating the request does no harm.
    fn may_repeat(&self, failure: &Failure) -> bool {
        let harmless = self.rules.idempotent || failure.retry_class() == RetryClass::NotActedOn;
        self.rules.policy.max_attempts > 1 && harmless
    }

    /// For how long a 404 is still not believed, because the service has named the connector before.
    fn doubt(&mut self, failure: &Failure, now: Instant) -> Option<Duration> {
        self.missing_since = failure.is_missing().then(|| self.missing_since.unwrap_or(now));
        let left = self.rules.missing_grace.saturating_sub(now - self.missing_since?);
        (!left.is_zero()).then(|| {
            self.uncounted += 1;
            left
        })
    }

    /// How long to wait before another attempt. If that could only start after the deadline, there is none.
    fn wait(&self, failure: &Failure, left: Duration, fraction: f64) -> Duration {
        let policy = self.rules.policy;
        match failure.asked_wait() {
            // A little later than asked, and not all at the same moment; but in time for another attempt.
            Some(asked) => asked + policy.backoff(1, fraction).min(left.saturating_sub(asked) / 2),
            None => policy.backoff(self.attempts - self.uncounted, fraction),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, StatusCode};

    use super::*;
    use crate::config::redact::Redactor;
    use crate::error::TransportReason;
    use crate::http::response::{Head, Refusal};

    fn refused(status: u16) -> Failure {
        let head = Head::new(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), &Redactor::default());
        Failure::Refused(Box::new(Refusal::new(head, b"", &Redactor::default())))
    }

    fn broken(kind: TransportReason) -> Failure {
        Failure::Unanswered { kind, fault: None, reason: String::new() }
    }

    fn rules(idempotent: bool, max_attempts: u32, missing_grace: u64) -> Attempts {
        let limit = Duration::from_secs(60);
        Attempts {
            limits: TimeLimits { started: Instant::now(), connect_timeout: limit, timeout: limit, deadline: limit },
            policy: RetryPolicy { max_attempts, ..RetryPolicy::DEFAULT },
            idempotent,
            missing_grace: Duration::from_secs(missing_grace),
            shares_rate_limit: false,
        }
    }

    fn repeats(rules: Attempts, mut failure: Failure) -> bool {
        let mut retries = Retries { attempts: 1, ..Retries::new(rules) };
        retries.decide(&mut failure, rules.limits.started, 0.5).again
    }

    #[test]
    fn a_failure_is_repeated_if_it_may_pass_and_repeating_does_no_harm() {
        let again = |failure: &dyn Fn() -> Failure| {
            (repeats(rules(true, 4, 0), failure()), repeats(rules(false, 4, 0), failure()))
        };
        for (status, expected) in [
            (429, (true, true)),
            (409, (true, true)),
            (503, (true, false)),
            (404, (false, false)),
            (501, (false, false)),
        ] {
            assert_eq!(again(&|| refused(status)), expected, "{status}");
        }
        for (kind, expected) in [
            (TransportReason::Connect, (true, true)),
            (TransportReason::ConnectionLost, (true, false)),
            (TransportReason::Tls, (false, false)),
        ] {
            assert_eq!(again(&|| broken(kind)), expected, "{kind:?}");
        }
    }

    #[test]
    fn one_attempt_means_one_whatever_comes() {
        assert!(!repeats(rules(true, 1, 10), refused(503)));
        assert!(!repeats(rules(true, 1, 10), refused(404)));
    }

    #[test]
    fn a_404_is_doubted_for_its_grace_and_costs_no_attempts() {
        let rules = rules(true, 2, 10);
        let mut retries = Retries { attempts: 1, ..Retries::new(rules) };
        let mut at = |seconds: u64, attempts| {
            retries.attempts = attempts;
            retries.decide(&mut refused(404), rules.limits.started + Duration::from_secs(seconds), 0.0)
        };
        assert_eq!(at(0, 1), Decision { again: true, wait: DOUBT_INTERVAL });
        assert!(at(9, 7).again);
        assert!(!at(10, 8).again);
    }
}
