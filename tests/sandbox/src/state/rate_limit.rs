//! A limit of requests in a fixed window, with the headers of the service.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use http::StatusCode;
use http::header::{HeaderName, RETRY_AFTER};
use serde::Deserialize;

use crate::lock::lock;
use crate::respond::answer::Answer;
use crate::spec::seconds::Seconds;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    limit: u32,
    window: Seconds,
}

pub(crate) struct RateLimit {
    limit: u32,
    window: Duration,
    current: Mutex<Window>,
}

struct Window {
    began: Instant,
    taken: u32,
}

/// The share of one request.
#[derive(Clone, Copy)]
pub(crate) struct Quota {
    limit: u32,
    remaining: u32,
    reset: u64,
    is_exceeded: bool,
}

impl RateLimit {
    pub(crate) fn new(limit: Limit) -> Self {
        Self {
            limit: limit.limit,
            window: limit.window.0,
            current: Mutex::new(Window { began: Instant::now(), taken: 0 }),
        }
    }

    pub(crate) fn take(&self) -> Quota {
        self.take_at(Instant::now())
    }

    fn take_at(&self, now: Instant) -> Quota {
        let mut window = lock(&self.current);
        if window.taken == 0 || now >= window.began + self.window {
            *window = Window { began: now, taken: 0 };
        }
        window.taken = window.taken.saturating_add(1);
        let left = (window.began + self.window).saturating_duration_since(now);
        Quota {
            limit: self.limit,
            remaining: self.limit.saturating_sub(window.taken),
            reset: whole_seconds(left),
            is_exceeded: window.taken > self.limit,
        }
    }
}

impl Quota {
    /// The answer to a request over the limit.
    pub(crate) fn refusal(self) -> Option<Answer> {
        self.is_exceeded.then(|| Answer::empty(StatusCode::TOO_MANY_REQUESTS).with(RETRY_AFTER, self.reset))
    }

    pub(crate) fn announce(self, answer: Answer) -> Answer {
        answer.with(LIMIT, self.limit).with(REMAINING, self.remaining).with(RESET, self.reset)
    }
}

fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_the_next_begins_with_the_next_request() {
        let limit = RateLimit::new(Limit { limit: 1, window: Seconds(Duration::from_millis(1500)) });
        let start = Instant::now();
        let after = |milliseconds| limit.take_at(start + Duration::from_millis(milliseconds));

        assert!(!after(0).is_exceeded);
        let second = after(400);
        assert!(second.is_exceeded);
        assert_eq!((second.remaining, second.reset), (0, 2), "1.1 s are left, rounded up");
        assert!(!after(1500).is_exceeded);
        assert!(after(2900).is_exceeded, "the second window began at 1.5 s");
    }
}
