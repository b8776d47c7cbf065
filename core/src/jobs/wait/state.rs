//! Waiting for one connector as a machine without a clock: it hears of each poll and says what to do next.

use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Situation};
use crate::jobs::wait::options::WaitRules;
use crate::jobs::wait::words::{self, Ending};
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
    left_paused: bool,
    /// Whether the service has accepted a resume.
    is_resumed: bool,
    /// Whether the service has named the connector before.
    is_known: bool,
    running_since: Option<Instant>,
    failed_since: Option<Instant>,
    missing_since: Option<Instant>,
}

/// The step after a poll.
pub(crate) enum Next {
    Running,
    /// It failed, or time ran out, or the service will not give its status.
    Ended(Error),
    PollAt(Instant),
}

impl WaitState {
    pub(crate) fn new(rules: WaitRules, started: Instant, is_resumed: bool) -> Self {
        Self {
            rules,
            started,
            polls: 0,
            last: None,
            last_error: None,
            retry_after: None,
            unanswered: 0,
            left_paused: false,
            is_resumed,
            is_known: is_resumed,
            running_since: None,
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
        let settled = self.running_since.map(|since| since + self.rules.settle);
        let failed = self.failed_since.map(|since| since + self.rules.failure_grace);
        let missing = self.missing_since.map(|since| since + self.rules.failure_grace);
        [Some(self.last_poll()), Some(self.end()), settled, failed, missing]
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
            Err(error) if error.kind() == ErrorKind::NotFound && self.is_known => self.missing(error, now, fraction),
            Err(error) => Next::Ended(error.clone()),
        }
    }

    fn not_answered(&mut self, error: &Error, now: Instant, fraction: f64) -> Next {
        // A rate limit says nothing about the connector; during an outage it may have stopped running.
        self.running_since = self.running_since.filter(|_| error.kind() == ErrorKind::RateLimited);
        self.last_error = Some(error.reason().to_owned());
        self.retry_after = error.retry_after().filter(|_| error.kind() == ErrorKind::RateLimited);
        self.unanswered += 1;
        let slower = SHORTEST_INTERVAL * 2u32.saturating_pow(self.unanswered.min(6));
        let asked = error.retry_after().unwrap_or_default();
        self.next(now, self.planned(now, fraction).max(slower.min(LONGEST_INTERVAL)).max(asked))
    }

    /// A worker of Kafka Connect that has just started knows no connectors yet, so a 404 for a known one must last as long as a
    /// failure before it counts (issue 5).
    fn missing(&mut self, error: &Error, now: Instant, fraction: f64) -> Next {
        let since = *self.missing_since.get_or_insert(now);
        let grace = self.rules.failure_grace.saturating_sub(now - since);
        if grace.is_zero() {
            return Next::Ended(error.clone());
        }
        self.running_since = None;
        self.last_error = Some(error.reason().to_owned());
        self.next(now, self.planned(now, fraction).min(grace))
    }

    fn answered(&mut self, status: &ConnectorStatus, now: Instant, fraction: f64) -> Next {
        self.last = Some(status.clone());
        (self.last_error, self.retry_after, self.unanswered, self.missing_since) = (None, None, 0, None);
        self.is_known = true;
        self.left_paused |= status.kind != State::Paused;
        let since = |holds: bool, since: Option<Instant>| holds.then(|| since.unwrap_or(now));
        self.running_since = since(status.is_running(self.rules.min_tasks), self.running_since);
        self.failed_since = since(status.has_failed(), self.failed_since);
        let remaining = |since: Instant, time: Duration| time.saturating_sub(now - since);
        let planned = self.planned(now, fraction);
        if let Some(since) = self.running_since {
            let settling = remaining(since, self.rules.settle);
            return if settling.is_zero() { Next::Running } else { self.next(now, planned.min(settling)) };
        }
        if let Some(since) = self.failed_since {
            let grace = remaining(since, self.rules.failure_grace);
            return if grace.is_zero() {
                Next::Ended(words::failed(status, self.polls))
            } else {
                self.next(now, planned.min(grace))
            };
        }
        self.next(now, planned)
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
            is_resumed: self.is_resumed,
        })
    }

    fn situation(&self) -> Situation {
        let Some(status) = &self.last else { return Situation::Unknown };
        match status.kind {
            State::Paused if self.left_paused => Situation::PausedAgain,
            State::Paused => Situation::StillPaused,
            State::Provisioning => Situation::Provisioning,
            _ if status.has_failed() => Situation::Failed,
            _ if self.running_since.is_some() => Situation::NotSettled,
            State::Running if status.tasks.len() < self.rules.min_tasks => Situation::NoTasks,
            _ if !status.tasks.is_empty() && status.tasks_running() < status.tasks.len() => Situation::TasksNotRunning,
            _ => Situation::Other,
        }
    }
}

pub(crate) fn last_poll_before_the_end(rules: &WaitRules) -> Duration {
    LAST_POLL.min(rules.deadline / 10)
}

/// The time until the next poll, after a wait of `elapsed`.
pub(crate) fn interval(elapsed: Duration, fraction: f64) -> Duration {
    elapsed.mul_f64(SHARE).clamp(SHORTEST_INTERVAL, LONGEST_INTERVAL).mul_f64(1.0 - JITTER * fraction)
}
