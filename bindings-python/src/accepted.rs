//! The core's answers as plain Python data.

use unpause::{Accepted, RateLimit};

/// `(limit, remaining, reset in seconds)`.
pub(crate) type RateLimitData = (Option<u64>, Option<u64>, Option<f64>);

/// `(request_id, attempts, elapsed in seconds, rate limit)`.
pub(crate) type AcceptedData = (Option<String>, u32, f64, Option<RateLimitData>);

pub(crate) fn rate_limit(from: RateLimit) -> RateLimitData {
    (from.limit, from.remaining, from.reset.map(|reset| reset.as_secs_f64()))
}

pub(crate) fn accepted(from: Accepted) -> AcceptedData {
    (from.request_id, from.attempts, from.elapsed.as_secs_f64(), from.rate_limit.map(rate_limit))
}
