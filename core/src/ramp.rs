//! How many requests of one job are in flight: few at first, because nobody knows the limit yet, and all that are in flight
//! when it is reached are refused.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

/// How many at first.
const FIRST: f64 = 12.0;

/// How many more after as many answers as are in flight.
const INCREASE: f64 = 0.3;

pub(crate) struct Ramp {
    turns: Semaphore,
    most: f64,
    allowed: Mutex<f64>,
}

impl Ramp {
    pub(crate) fn new(most: usize) -> Self {
        let most = most as f64;
        let allowed = FIRST.min(most);
        Self { turns: Semaphore::new(allowed as usize), most, allowed: Mutex::new(allowed) }
    }

    /// Waits until one more may be in flight; it is as long as the answer lives.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // Fails only when closed, which this one never is.
        self.turns.acquire().await.ok()
    }

    /// After an answer. With a known limit the pacer sees to it that no more is sent than the service takes.
    pub(crate) fn grow(&self, knows_limit: bool) {
        let mut allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        let more = if knows_limit { self.most } else { INCREASE / *allowed };
        let grown = (*allowed + more).min(self.most);
        self.turns.add_permits(grown as usize - *allowed as usize);
        *allowed = grown;
    }
}
