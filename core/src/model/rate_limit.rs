//! The rate limit that an answer describes.

use std::time::Duration;

/// The rate limit, as the `X-RateLimit-*` headers of one answer describe it.
///
/// Source: the 429 answer of [Confluent Cloud's API](https://docs.confluent.io/cloud/current/api.html#section/Rate-Limiting).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RateLimit {
    /// Requests allowed in one window.
    pub limit: Option<u64>,
    /// Requests left in this window.
    pub remaining: Option<u64>,
    /// Time until the next window starts. The service sends it in whole seconds from now. A time in seconds since 1970 is taken
    /// relative to the answer's own `Date`.
    pub reset: Option<Duration>,
}
