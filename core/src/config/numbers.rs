//! Durations and counts as options: which ones can be used.

use std::time::Duration;

use crate::error::{Error, Result};

/// Longer than anybody waits, and short enough that adding it to the clock cannot overflow.
pub(crate) const FOREVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// Waits and graces, which may be 0. Any other duration is a limit, which may not.
const MAY_BE_ZERO: [&str; 4] = ["base", "cap", "failure_grace", "settle"];

/// A limit of time, which cannot be 0.
pub(crate) fn positive(field: &'static str, value: Option<Duration>, default: Duration) -> Result<Duration> {
    match value {
        Some(Duration::ZERO) => Err(out_of_range(field, 0.0)),
        value => Ok(value.unwrap_or(default).min(FOREVER)),
    }
}

/// A duration from a language that writes it as a floating-point number.
pub(crate) fn duration(field: &'static str, value: f64, units_a_second: f64) -> Result<Duration> {
    if value.is_nan() || value < 0.0 {
        return Err(out_of_range(field, value));
    }
    Ok(Duration::try_from_secs_f64(value / units_a_second).unwrap_or(FOREVER).min(FOREVER))
}

/// The range of a duration, said once. Without its unit: some languages have a type for durations.
fn out_of_range(field: &'static str, value: f64) -> Error {
    let advice = if MAY_BE_ZERO.contains(&field) {
        format!("Give `{field}` 0 or more, or leave it out for the default.")
    } else {
        format!("Give `{field}` more than 0, or leave it out for the default.")
    };
    Error::invalid_request(field, format!("`{field}` is {value}")).advised(advice)
}

/// A count from a language that has whole numbers of one kind.
pub(crate) fn count(field: &'static str, value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| count_out_of_range(field, value))
}

/// The range of a count, said once.
pub(crate) fn count_out_of_range(field: &'static str, value: i64) -> Error {
    let least = u32::from(field == "concurrency");
    Error::invalid_request(field, format!("`{field}` is {value}"))
        .advised(format!("Give `{field}` as a whole number from {least} to {}.", u32::MAX))
}
