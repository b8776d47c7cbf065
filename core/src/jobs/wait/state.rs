//! Waiting for one connector as a machine without a clock: it hears of each poll and says what to do next.

use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Situation};
use crate::jobs::wait::goal::Seen;
use crate::jobs::wait::options::WaitRules;
use crate::jobs::wait::restart::AfterRestart;
use crate::jobs::wait::words::{self, Ending};
use crate::model::operation::ManyOperation;
use crate::model::status::{ConnectorStatus, State};

/// The next poll comes after this share of the time that has passed,
const SHARE: f64 = 0.15;
/// but not sooner than this,
const SHORTEST_INTERVAL: Duration = Duration::from_millis(500);
/// and not later.
const LONGEST_INTERVAL: Duration = Duration::from_secs(10);

/// How much sooner than planned a poll may come, so that waits that began together do not poll together.
const JITTER: f64 = 0.1;

/// One more poll comes before the deadline, at the most this long before it.
const LAST_POLL: Duration = Duration::from_secs(1);

/// The state of a wait: everything that is known about the connector.
pub(crate) struct WaitState {
    rules: WaitRules,
    started: Instant,
    pub(crate) polls: u32,
    pub(crate) last: Option<ConnectorStatus>,
    /// Why the last poll had no answer.
    last_error: Option<String>,
    /// If that was a rate limit: the wait that the service asked for.
    retry_after: Option<Duration>,
    /// How many polls in a row had no answer.
    unanswered: u32,
    seen: Seen,
    /// The change that the service has accepted.
    change: Option<ManyOperation>,
    /// Of a restart.
    restart: Option<AfterRestart>,
    reached_since: Option<Instant>,
    failed_since: Option<Instant>,
    missing_since: Option<Instant>,
}

/// The step after a poll.
pub(crate) enum Next {
    Reached,
    /// It failed, or time ran out, or the service will not give its status.
    Ended(Error),
    PollAt(Instant),
}

impl WaitState {
    pub(crate) fn new(
        rules: WaitRules,
        started: Instant,
        change: Option<ManyOperation>,
        restart: Option<AfterRestart>,
    ) -> Self {
        Self {
            rules,
            started,
            polls: 0,
            last: None,
            last_error: None,
            retry_after: None,
            unanswered: 0,
            seen: Seen::default(),
            change,
            restart,
            reached_since: None,
            failed_since: None,
            missing_since: None,
        }
    }

    pub(crate) fn end(&self) -> Instant {
        self.started + self.rules.deadline
    }

    /// Whether the last poll had no answer.
    pub(crate) fn is_unanswered(&self) -> bool {
        self.last_error.is_some()
    }

    /// The first moment, after now, at which a poll decides something.
    pub(crate) fn next_decision(&self, now: Instant) -> Option<Instant> {
        let settled = self.reached_since.map(|since| since + self.rules.settle);
        let restarted = self.restart.as_ref().and_then(AfterRestart::pending_until);
        let failed = self.failed_since.map(|since| since + self.rules.failure_grace);
        let missing = self.missing_since.map(|since| since + self.rules.failure_grace);
        [Some(self.last_poll()), Some(self.end()), settled, restarted, failed, missing]
            .into_iter()
            .flatten()
            .filter(|at| *at > now)
            .min()
    }

    /// The moment of the last poll before the deadline.
    fn last_poll(&self) -> Instant {
        self.end() - last_poll_before_the_end(&self.rules)
    }

    /// Takes the result of a poll. `fraction`: of the jitter, 0..1.
    pub(crate) fn polled(&mut self, poll: &Result<ConnectorStatus, Error>, now: Instant, fraction: f64) -> Next {
        self.polls += 1;
        match poll {
            Ok(status) => self.answered(status, now, fraction),
            Err(error) if error.may_pass() => self.not_answered(error, now, fraction),
            Err(error) if error.kind() == ErrorKind::NotFound => self.missing(error, now, fraction),
            Err(error) => Next::Ended(error.clone()),
        }
    }

    fn not_answered(&mut self, error: &Error, now: Instant, fraction: f64) -> Next {
        // A rate limit says nothing about the connector; during an outage it may have left the state.
        self.reached_since = self.reached_since.filter(|_| error.kind() == ErrorKind::RateLimited);
        self.last_error = Some(error.reason().to_owned());
        self.retry_after = error.retry_after().filter(|_| error.kind() == ErrorKind::RateLimited);
        self.unanswered += 1;
        let slower = SHORTEST_INTERVAL * 2u32.saturating_pow(self.unanswered.min(6));
        let asked = error.retry_after().unwrap_or_default();
        self.next(now, self.planned(now, fraction).max(slower.min(LONGEST_INTERVAL)).max(asked))
    }

    /// A worker of Kafka Connect that has just started knows no connectors yet (issue 5), and a connector that was just created has no
    /// status yet (issue 12), so a 404 must last as long as a failure before it counts.
    fn missing(&mut self, error: &Error, now: Instant, fraction: f64) -> Next {
        let since = *self.missing_since.get_or_insert(now);
        let grace = self.rules.failure_grace.saturating_sub(now - since);
        if grace.is_zero() {
            return Next::Ended(error.clone());
        }
        self.reached_since = None;
        self.last_error = Some(error.reason().to_owned());
        match self.next(now, self.planned(now, fraction).min(grace)) {
            // It was never there: the 404 says more than a lack of time.
            Next::Ended(_) if self.last.is_none() => Next::Ended(error.clone()),
            next => next,
        }
    }

    fn answered(&mut self, status: &ConnectorStatus, now: Instant, fraction: f64) -> Next {
        self.last = Some(status.clone());
        (self.last_error, self.retry_after, self.unanswered, self.missing_since) = (None, None, 0, None);
        let goal = self.rules.goal;
        let counts = self.restart.as_mut().is_none_or(|restart| restart.has_begun(status, now));
        let since = |holds: bool, since: Option<Instant>| (counts && holds).then(|| since.unwrap_or(now));
        self.reached_since = since(goal.is_reached(status), self.reached_since);
        self.failed_since = since(goal.is_out_of_reach(status), self.failed_since);
        self.seen.left_paused |= status.kind != State::Paused;
        self.seen.was_there |= goal.is_there(status);
        let remaining = |since: Instant, time: Duration| time.saturating_sub(now - since);
        let planned = self.planned(now, fraction);
        if let Some(since) = self.reached_since {
            let settling = remaining(since, self.rules.settle);
            return if settling.is_zero() { Next::Reached } else { self.next(now, planned.min(settling)) };
        }
        if let Some(since) = self.failed_since {
            let grace = remaining(since, self.rules.failure_grace);
            return if grace.is_zero() {
                Next::Ended(words::failed(status, &self.rules, self.change, self.polls))
            } else {
                self.next(now, planned.min(grace))
            };
        }
        let pending = self.restart.as_ref().and_then(AfterRestart::pending_until);
        self.next(now, pending.map_or(planned, |until| planned.min(until.saturating_duration_since(now))))
    }

    /// A share of the time that has passed, with jitter.
    fn planned(&self, now: Instant, fraction: f64) -> Duration {
        interval(now - self.started, fraction)
    }

    /// Polls again after `wait`, or a little before the deadline, or no more.
    fn next(&self, now: Instant, wait: Duration) -> Next {
        let last_poll = self.last_poll();
        match now + wait {
            at if at <= last_poll => Next::PollAt(at),
            _ if now < last_poll => Next::PollAt(last_poll),
            _ => Next::Ended(self.timed_out()),
        }
    }

    fn timed_out(&self) -> Error {
        words::timed_out(&Ending {
            rules: &self.rules,
            polls: self.polls,
            status: self.last.as_ref(),
            situation: self.situation(),
            unanswered: self.last_error.as_deref(),
            retry_after: self.retry_after,
            change: self.change,
            is_restart_unseen: self.is_restart_unseen(),
        })
    }

    fn situation(&self) -> Situation {
        let Some(status) = &self.last else { return Situation::Unknown };
        let goal = self.rules.goal;
        let is_reached = self.reached_since.is_some() || self.is_restart_unseen() && goal.is_reached(status);
        goal.situation(status, Seen { is_reached, ..self.seen })
    }

    /// Whether nothing shows the restart yet.
    fn is_restart_unseen(&self) -> bool {
        self.restart.as_ref().and_then(AfterRestart::pending_until).is_some()
    }
}

pub(crate) fn last_poll_before_the_end(rules: &WaitRules) -> Duration {
    LAST_POLL.min(rules.deadline / 10)
}

/// The time until the next poll, after a wait of `elapsed`.
pub(crate) fn interval(elapsed: Duration, fraction: f64) -> Duration {
    elapsed.mul_f64(SHARE).clamp(SHORTEST_INTERVAL, LONGEST_INTERVAL).mul_f64(1.0 - JITTER * fraction)
}
