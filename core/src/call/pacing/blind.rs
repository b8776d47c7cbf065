//! A limit that no answer describes: found by silence, a little longer after each request that comes too soon.

use std::time::Duration;

use tokio::time::Instant;

/// The first silence, from the first request of a burst on. Windows are mostly of whole seconds.
const SHORTEST: Duration = Duration::from_secs(1);

/// How much longer the silence is after a request that came too soon; at least a second.
const LONGER: f64 = 1.5;

/// Nobody waits for longer than this anyway: the gate opens after an hour at the most.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// A burst that ended with a refusal, and the silence since it began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blind {
    /// When the first request of the burst was sent.
    pub(super) began: Instant,
    /// When the refusal came. The requests of the burst that were not refused fit in a window.
    pub(super) ended: Instant,
    silence: Duration,
    /// The service's window began when the first request arrived, which may have taken longer than the next one takes.
    round_trip: Duration,
}

impl Blind {
    /// After a refusal. `burst`: when the first request was sent since the gate opened, if one has been accepted since.
    pub(super) fn refused(before: Option<Self>, burst: Option<Instant>, now: Instant, round_trip: Duration) -> Self {
        match (burst, before) {
            (None, Some(before)) => {
                let silence = before.silence.mul_f64(LONGER).max(before.silence + SHORTEST);
                let silence = Duration::from_secs_f64(silence.as_secs_f64().ceil()).min(LONGEST);
                Self { silence, round_trip, ..before }
            }
            (began, before) => {
                let silence = before.map_or(SHORTEST, |before| before.silence);
                Self { began: began.unwrap_or(now), ended: now, silence, round_trip }
            }
        }
    }

    /// When a request may try again.
    pub(super) fn ends(&self) -> Instant {
        self.began + self.silence + self.round_trip
    }
}
