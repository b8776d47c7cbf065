//! A duration in the sandbox's JSON: a number of seconds.

use std::time::Duration;

use serde::Deserialize;

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(try_from = "f64")]
pub(crate) struct Seconds(pub(crate) Duration);

impl TryFrom<f64> for Seconds {
    type Error = String;

    fn try_from(seconds: f64) -> Result<Self, String> {
        Duration::try_from_secs_f64(seconds).map(Self).map_err(|_| format!("{seconds} is not a number of seconds"))
    }
}
