//! What one 429 means for every call of the client: a gate that all requests pass. Open until the service refuses a
//! request; then closed for as long as the service says, and reopened for a few first. The numbers are in [`pace`], which
//! knows no clock and no waiting; here is the waiting.

mod pace;
mod window;

use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Turnstile, Notify};
use tokio::time::{Instant, timeout_at};

use crate::answer::Refusal;
use crate::transport::Failure;
use pace::{Admission, Pace, Verdict};

/// The gate that all requests of one client pass.
#[derive(Default)]
pub(crate) struct Pacer {
    /// Whoever waits for the gate stands here, first come, first served.
    turnstile: Turnstile<()>,
    changed: Notify,
    pace: Mutex<Pace>,
}

/// One request that was let through.
pub(crate) struct Permit<'a> {
    pacer: &'a Pacer,
    admission: Option<Admission>,
}

impl Pacer {
    /// Waits until a request may be sent; not if that is after `end`. `held` is told of a wait for a closed gate.
    pub(crate) async fn admit(&self, end: Instant, held: impl FnOnce(Duration)) -> Result<Permit<'_>, Failure> {
        if let Some((opens, refusal)) = self.pace().closed(Instant::now()) {
            let wait = opens - Instant::now();
            if opens >= end {
                return Err(Failure::Held { wait, refusal });
            }
            held(wait);
        }
        let passed = timeout_at(end, async {
            let _turn = self.turnstile.lock().await;
            self.when(Pace::admit).await
        });
        match passed.await {
            Ok(admission) => Ok(Permit { pacer: self, admission: Some(admission) }),
            Err(_) => Err(self.too_late(end)),
        }
    }

    /// Waits until a request could be sent, without sending one.
    pub(crate) async fn room(&self) {
        self.when(Pace::room).await;
    }

    /// Whether the pacer sees to it that no more is sent than the service takes.
    pub(crate) fn knows_limit(&self) -> bool {
        self.pace().knows_limit()
    }

    async fn when<T>(&self, ask: impl Fn(&mut Pace, Instant) -> Verdict<T>) -> T {
        loop {
            if let Verdict::Go(passed) = ask(&mut self.pace(), Instant::now()) {
                return passed;
            }
            let mut changed = pin!(self.changed.notified());
            // From here on no change is missed.
            changed.as_mut().enable();
            // Not in the match, which would hold the lock while it waits.
            let verdict = ask(&mut self.pace(), Instant::now());
            match verdict {
                Verdict::Go(passed) => return passed,
                Verdict::At(at) => {
                    let _ = timeout_at(at, changed).await;
                }
                Verdict::WhenAnswered => changed.await,
            }
        }
    }

    fn too_late(&self, end: Instant) -> Failure {
        let (opens, refusal) = self.pace().last_refusal();
        match refusal {
            Some(refusal) => Failure::Held { wait: opens.saturating_duration_since(end), refusal },
            None => Failure::TimedOut { limit: crate::error::TimeLimit::Deadline, last_answer: None },
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit<'_> {
    /// The service took the request.
    pub(crate) fn answered(mut self) {
        self.end(|pace, admission| pace.answered(admission, Instant::now()));
    }

    /// The service refused the request, because too many come. `wait` counts if it does not say for how long.
    pub(crate) fn refused(mut self, refusal: &Refusal, wait: Duration) {
        let wait = refusal.asked_wait().unwrap_or(wait);
        let refusal = Arc::new(refusal.clone());
        self.end(|pace, admission| pace.refused(admission, Instant::now(), wait, refusal));
    }

    fn end(&mut self, how: impl FnOnce(&mut Pace, Admission)) {
        if let Some(admission) = self.admission.take() {
            how(&mut self.pacer.pace(), admission);
            self.pacer.changed.notify_waiters();
        }
    }
}

/// Given up, or it failed in a way that says nothing about the rate.
impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.end(Pace::released);
    }
}
