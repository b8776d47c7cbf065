//! The rate limit and the wait that an answer's headers ask for.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

use crate::config::numbers::FOREVER;
use crate::model::rate_limit::RateLimit;

static LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
static REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
static RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// From this number of seconds on, a reset is a time (2001 or later) and not a wait (of 30 years).
const EARLIEST_TIME: u64 = 1_000_000_000;

/// The rate limit, if any of its headers is there.
pub(crate) fn rate_limit(headers: &HeaderMap) -> Option<RateLimit> {
    let found = RateLimit {
        limit: whole_number(headers, &LIMIT),
        remaining: whole_number(headers, &REMAINING),
        reset: whole_number(headers, &RESET).map(|seconds| until_reset(seconds, headers)),
    };
    (found != RateLimit::default()).then_some(found)
}

/// `Retry-After`: seconds, or a date. A date is taken relative to the answer's own `Date`, so that a wrong clock here
/// does no harm.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return (seconds >= 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(FOREVER).min(FOREVER));
    }
    Some(until(httpdate::parse_http_date(text).ok()?, headers))
}

/// The service sends a wait. Some gateways send a time, in seconds since 1970, which would be a wait of decades.
fn until_reset(seconds: u64, headers: &HeaderMap) -> Duration {
    let given = Duration::from_secs(seconds);
    match SystemTime::UNIX_EPOCH.checked_add(given) {
        Some(moment) if seconds >= EARLIEST_TIME => until(moment, headers),
        _ => given.min(FOREVER),
    }
}

/// From the answer's own `Date` on.
fn until(moment: SystemTime, headers: &HeaderMap) -> Duration {
    let date = || httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok();
    moment.duration_since(date().unwrap_or_else(SystemTime::now)).unwrap_or(Duration::ZERO).min(FOREVER)
}

fn whole_number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &'static str)]) -> Option<Duration> {
        retry_after(&headers(pairs))
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn retry_after_in_seconds() {
        assert_eq!(asked(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
        assert_eq!(asked(&[("retry-after", " 0.5 ")]), Some(Duration::from_millis(500)));
        assert_eq!(asked(&[("retry-after", "1e300")]), Some(FOREVER));
        for nonsense in ["-1", "NaN", "soon", ""] {
            assert_eq!(asked(&[("retry-after", nonsense)]), None, "{nonsense:?}");
        }
    }

    #[test]
    fn retry_after_as_a_date_is_relative_to_the_answers_own_date() {
        let date = ("date", "Mon, 23 Nov 2026 04:00:00 GMT");
        assert_eq!(asked(&[date, ("retry-after", "Mon, 23 Nov 2026 04:00:09 GMT")]), Some(Duration::from_secs(9)));
        assert_eq!(asked(&[date, ("retry-after", "Mon, 23 Nov 2026 03:00:00 GMT")]), Some(Duration::ZERO));
    }

    #[test]
    fn a_reset_is_a_wait_or_a_moment() {
        let date = ("date", "Mon, 23 Nov 2026 04:00:00 GMT");
        let reset = |seconds| rate_limit(&headers(&[date, ("x-ratelimit-reset", seconds)])).unwrap().reset;
        assert_eq!(reset("60"), Some(Duration::from_secs(60)));
        assert_eq!(reset("1795406412"), Some(Duration::from_secs(12)));
        assert_eq!(reset("1795406399"), Some(Duration::ZERO));
        assert_eq!(reset("18446744073709551615"), Some(FOREVER));
    }

    #[test]
    fn a_rate_limit_is_there_when_any_of_its_headers_is() {
        assert_eq!(rate_limit(&headers(&[("x-ratelimit-limit", "many")])), None);
        assert_eq!(
            rate_limit(&headers(&[("x-ratelimit-reset", "12")])),
            Some(RateLimit { limit: None, remaining: None, reset: Some(Duration::from_secs(12)) })
        );
    }
}
