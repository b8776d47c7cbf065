//! Randomness that keeps processes, clients and calls apart.

use std::sync::Mutex;
use std::time::SystemTime;

use crate::lock::lock;

/// A source of jitter of the client's own. A thread's would give every child of a fork the same numbers, and jitter is there to
/// keep processes apart.
pub(crate) struct Jitter(Mutex<fastrand::Rng>);

impl Jitter {
    pub(crate) fn new() -> Self {
        let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
        let seed = u64::try_from(nanos & u128::from(u64::MAX)).unwrap_or_default();
        Self(Mutex::new(fastrand::Rng::with_seed(seed ^ (u64::from(std::process::id()) << 40))))
    }

    #[cfg(test)]
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }

    /// In 0..1.
    pub(crate) fn fraction(&self) -> f64 {
        lock(&self.0).f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_is_spread_and_differs_between_clients() {
        let (one, other) = (Jitter::new(), Jitter::new());
        let draw = |jitter: &Jitter| (0..100).map(|_| jitter.fraction()).collect::<Vec<_>>();
        let fractions = draw(&one);
        assert!(fractions.iter().any(|f| *f < 0.2) && fractions.iter().any(|f| *f > 0.8));
        assert_ne!(fractions, draw(&other));
    }
}
