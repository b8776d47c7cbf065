//! How often a call is tried again, and after which answers.

use std::time::Duration;

use http::StatusCode;

use crate::config::numbers::FOREVER;
use crate::error::{Error, Result};

/// How often and how patiently a call is tried again.
///
/// The wait before attempt `n + 1` is the one that the service asked for, or else a random time up to
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

    pub(crate) fn checked(self) -> Result<Self> {
        if self.max_attempts == 0 {
            return Err(Self::impossible_attempts(0));
        }
        Ok(Self { base: self.base.min(FOREVER), cap: self.cap.min(FOREVER), ..self })
    }

    pub(crate) fn impossible_attempts(given: i64) -> Error {
        Error::invalid_request("max_attempts", format!("`max_attempts` is {given}"))
            .advised("Give 1 to try once and never again.")
    }

    /// Full jitter: `fraction` in 0..1 of the capped exponential bound after `attempt` attempts.
    pub(crate) fn backoff(&self, attempt: u32, fraction: f64) -> Duration {
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

/// Whether a request is sent again after an answer or a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryClass {
    /// The service did not act on the request: any request may be sent again.
    NotActedOn,
    /// The service may have acted on the request: only an idempotent one may be sent again.
    MaybeActedOn,
    /// The same request would fail again.
    Never,
}

impl RetryClass {
    /// Of an answer's status. A 5xx may be a front end's word for an answer that it lost.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            408 | 409 | 425 | 429 => Self::NotActedOn,
            500 | 502 | 503 | 504 => Self::MaybeActedOn,
            _ => Self::Never,
        }
    }

    /// Whether the same request may succeed a little later.
    pub(crate) fn may_pass(self) -> bool {
        self != Self::Never
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
}
