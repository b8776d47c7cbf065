//! The number of requests that one job has in flight. It is small at first, because the rate limit is not known yet, and reaching
//! it fails all requests in flight.

use std::sync::Mutex;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::lock::lock;

/// Requests in flight at first.
const FIRST: f64 = 3.0;

/// How many more after each answer, up to so many: a limit that low is reached with few in flight.
const FIRST_INCREASE: f64 = 0.16;
const SOON: f64 = 12.0;

/// How many more after one round trip, from there on.
const INCREASE: f64 = 0.3;

/// Grows from a few requests in flight to the most.
pub(crate) struct Concurrency {
    turns: Semaphore,
    most: f64,
    allowed: Mutex<f64>,
}

impl Concurrency {
    pub(crate) fn new(most: usize) -> Self {
        let most = most as f64;
        let allowed = FIRST.min(most);
        Self { turns: Semaphore::new(allowed as usize), most, allowed: Mutex::new(allowed) }
    }

    /// Waits until one more request may be in flight. It counts as long as the permit lives.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // Fails only when closed, which this one never is.
        self.turns.acquire().await.ok()
    }

    /// Grows after an answer. Once the limit is known, the pacer sends no more than the service takes.
    pub(crate) fn grow(&self, knows_limit: bool) {
        let mut allowed = lock(&self.allowed);
        let more = match *allowed {
            _ if knows_limit => self.most,
            allowed if allowed < SOON => FIRST_INCREASE,
            allowed => INCREASE / allowed,
        };
        let grown = (*allowed + more).min(self.most);
        self.turns.add_permits(grown as usize - *allowed as usize);
        *allowed = grown;
    }
}
