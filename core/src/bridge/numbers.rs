//! Numbers from languages that have one or two kinds of them.

use std::time::Duration;

use crate::config::numbers;
use crate::config::retry_policy::RetryPolicy;
use crate::error::Result;

/// A duration in seconds. Refuses negative numbers and NaN, naming `field`.
pub fn seconds(field: &'static str, value: f64) -> Result<Duration> {
    numbers::duration(field, value, 1.0)
}

/// A duration in milliseconds, as [`seconds`].
pub fn milliseconds(field: &'static str, value: f64) -> Result<Duration> {
    numbers::duration(field, value, 1_000.0)
}

/// A count. Refuses negative numbers and too large ones, naming `field`.
pub fn count(field: &'static str, value: i64) -> Result<u32> {
    numbers::count(field, value)
}

/// A retry policy; `None` means the default.
pub fn retry_policy(max_attempts: Option<i64>, base: Option<Duration>, cap: Option<Duration>) -> Result<RetryPolicy> {
    let attempts = |given: i64| u32::try_from(given).map_err(|_| RetryPolicy::impossible_attempts(given));
    Ok(RetryPolicy {
        max_attempts: max_attempts.map(attempts).transpose()?.unwrap_or(RetryPolicy::DEFAULT.max_attempts),
        base: base.unwrap_or(RetryPolicy::DEFAULT.base),
        cap: cap.unwrap_or(RetryPolicy::DEFAULT.cap),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::numbers::FOREVER;
    use crate::error::ErrorKind;

    #[test]
    fn counts_are_not_negative() {
        assert_eq!(count("min_tasks", 0).unwrap(), 0);
        for bad in [-1, i64::from(u32::MAX) + 1] {
            assert_eq!(count("min_tasks", bad).unwrap_err().field(), Some("min_tasks"));
        }
    }

    #[test]
    fn durations_are_checked_and_bounded() {
        assert_eq!(seconds("timeout", 0.25).unwrap(), Duration::from_millis(250));
        assert_eq!(milliseconds("timeout", 250.0).unwrap(), Duration::from_millis(250));
        assert_eq!(seconds("timeout", f64::INFINITY).unwrap(), FOREVER);
        for bad in [-1.0, f64::NAN, f64::NEG_INFINITY] {
            let error = seconds("timeout", bad).unwrap_err();
            assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidRequest, Some("timeout")));
        }
    }
}
