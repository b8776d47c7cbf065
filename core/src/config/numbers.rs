//! Durations and counts as options: which ones can be used.

use std::time::Duration;

use crate::error::{Error, Result};

/// Longer than anybody waits, and short enough that adding it to the clock cannot overflow.
pub(crate) const FOREVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// A limit of time, which cannot be 0.
pub(crate) fn positive(field: &'static str, value: Option<Duration>, default: Duration) -> Result<Duration> {
    match value {
        Some(Duration::ZERO) => Err(Error::invalid_request(field, format!("`{field}` is 0")).advised(format!(
            "Give `{field}` more than 0, or leave it out for the default of {} s.",
            default.as_secs()
        ))),
        value => Ok(value.unwrap_or(default).min(FOREVER)),
    }
}

/// A duration from a language that writes it as a floating-point number of `unit`.
pub(crate) fn duration(field: &'static str, value: f64, unit: &str, units_a_second: f64) -> Result<Duration> {
    if value.is_nan() || value < 0.0 {
        return Err(Error::invalid_request(field, format!("`{field}` is {value}"))
            .advised(format!("Give `{field}` as a number of {unit}, 0 or more.")));
    }
    Ok(Duration::try_from_secs_f64(value / units_a_second).unwrap_or(FOREVER).min(FOREVER))
}

/// A count from a language that has whole numbers of one kind.
pub(crate) fn count(field: &'static str, value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| {
        Error::invalid_request(field, format!("`{field}` is {value}"))
            .advised(format!("Give `{field}` as a whole number from 0 to {}.", u32::MAX))
    })
}
