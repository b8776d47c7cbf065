//! What one 429 means for every call of the client: a gate that all requests pass. Open until the service refuses a
//! request; then closed for as long as the service says, and reopened for a few first. The numbers are in [`pace`], which
//! knows no clock and no waiting; here is the waiting.

mod blind;
mod pace;
mod window;

use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use crate::error::TimeLimit;
use crate::http::failure::Failure;
use crate::http::response::Refusal;
use crate::lock::lock;
use pace::{Admission, Pace, Verdict};

/// The gate that all requests of one client pass.
#[derive(Default)]
pub(crate) struct Pacer {
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
        // Not in the condition, which would hold the lock while others are told.
        let closed = self.pace().closed(Instant::now());
        if let Some((opens, refusal)) = closed {
            let wait = opens.saturating_duration_since(Instant::now());
            if opens >= end {
                return Err(Failure::Held { wait: Some(wait), refusal });
            }
            held(wait);
        }
        // Nothing is locked while it waits: a job that nobody polls would keep it.
        match timeout_at(end, self.when(|pace, now| pace.admit(now).before(end))).await {
            Ok(Some(admission)) => Ok(Permit { pacer: self, admission: Some(admission) }),
            Ok(None) | Err(_) => Err(self.too_late()),
        }
    }

    /// Waits until a request could be sent, without sending one; not if that is later than `patience` from now. `held` hears of
    /// a wait at a closed gate.
    pub(crate) async fn room(&self, patience: Duration, held: impl FnOnce(Duration)) {
        let closed = self.pace().closed(Instant::now());
        let wait = closed.map(|(opens, _)| opens.saturating_duration_since(Instant::now()));
        if let Some(wait) = wait.filter(|wait| *wait < patience) {
            held(wait);
        }
        self.when(|pace, now| match pace.room(now) {
            Verdict::At(at) if at >= now + patience => Verdict::Go(()),
            verdict => verdict,
        })
        .await;
    }

    /// Whether nothing can be sent before `end`.
    pub(crate) fn is_closed_until(&self, end: Instant) -> bool {
        self.pace().closed(Instant::now()).is_some_and(|(opens, _)| opens >= end)
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
                Verdict::At(at) | Verdict::WhenAnswered(at) => {
                    let _ = timeout_at(at, changed).await;
                }
            }
        }
    }

    fn too_late(&self) -> Failure {
        let now = Instant::now();
        let mut pace = self.pace();
        let wait = match pace.room(now) {
            Verdict::At(at) => Some(at.saturating_duration_since(now)),
            Verdict::Go(()) | Verdict::WhenAnswered(_) => None,
        };
        match pace.last_refusal() {
            Some(refusal) => Failure::Held { wait, refusal },
            None => Failure::TimedOut { limit: TimeLimit::Deadline, last_answer: None },
        }
    }

    #[cfg(test)]
    pub(crate) fn is_locked(&self) -> bool {
        self.pace.try_lock().is_err()
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        lock(&self.pace)
    }
}

impl Permit<'_> {
    /// The service answered, and not that too many requests come.
    pub(crate) fn answered(mut self) {
        self.end(|pace, admission| pace.answered(admission, Instant::now()));
    }

    /// The service refused the request, because too many come.
    pub(crate) fn refused(mut self, refusal: &Refusal) {
        let (asked, refusal) = (refusal.asked_wait(), Arc::new(refusal.clone()));
        self.end(|pace, admission| pace.refused(admission, Instant::now(), asked, refusal));
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
