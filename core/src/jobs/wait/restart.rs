//! Whether a status is from after a restart: the service accepts a restart before it happens, so a connector may still say RUNNING, or
//! FAILED, from before it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use tokio::time::Instant;

use crate::model::status::{ConnectorStatus, State, TaskStatus};

/// If nothing shows the restart, it has begun after this time.
const BEGUN_BY: Duration = Duration::from_secs(3);

/// What is known of a connector whose restart has been accepted.
#[derive(Debug)]
pub(crate) struct AfterRestart {
    accepted: Instant,
    /// The connector and its tasks before it.
    before: Option<Vec<Part>>,
    /// The parts that a listing some time before it called failed.
    failed: Vec<Option<u64>>,
    has_begun: bool,
}

/// The connector itself, or one of its tasks.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    task: Option<u64>,
    kind: State,
    /// Of its worker and its trace.
    mark: u64,
}

impl AfterRestart {
    /// `answer`: the status that the service answered with. `listed`: the one of an earlier listing.
    pub(crate) fn new(accepted: Instant, answer: Option<&ConnectorStatus>, listed: Option<&ConnectorStatus>) -> Self {
        // An answer that names no part says that nothing is restarted, so that the present state counts.
        let has_begun = answer.is_some_and(|status| !is_restarting(status));
        let listed = listed.map(parts).unwrap_or_default();
        let failed = listed.iter().filter(|part| part.kind == State::Failed).map(|part| part.task).collect();
        Self { accepted, before: answer.map(parts), failed, has_begun }
    }

    /// Whether a status is from after the restart: a part has said RESTARTING, or something has changed, or time has passed.
    pub(crate) fn has_begun(&mut self, status: &ConnectorStatus, now: Instant) -> bool {
        let parts = parts(status);
        let is_well = |part: &Part| part.kind != State::Failed && self.failed.contains(&part.task);
        let has_changed =
            self.before.as_ref().is_some_and(|before| differ(before, &parts)) || parts.iter().any(is_well);
        self.has_begun |= has_changed || is_restarting(status) || now >= self.begun_by();
        self.before.get_or_insert(parts);
        self.has_begun
    }

    /// The moment from which a status counts in any case, while none does.
    pub(crate) fn pending_until(&self) -> Option<Instant> {
        (!self.has_begun).then(|| self.begun_by())
    }

    fn begun_by(&self) -> Instant {
        self.accepted + BEGUN_BY
    }
}

fn is_restarting(status: &ConnectorStatus) -> bool {
    let restarting = status.restarting();
    restarting.connector || !restarting.tasks.is_empty()
}

fn parts(status: &ConnectorStatus) -> Vec<Part> {
    let own = Part { task: None, kind: status.kind, mark: mark(status.worker_id.as_ref(), status.trace.as_ref()) };
    let of_task = |task: &TaskStatus| Part {
        task: Some(task.id),
        kind: task.kind,
        mark: mark(task.worker_id.as_ref(), task.trace.as_ref()),
    };
    let mut parts: Vec<_> = std::iter::once(own).chain(status.tasks.iter().map(of_task)).collect();
    // A worker names the tasks in any order.
    parts.sort_by_key(|part| part.task);
    parts
}

fn mark(worker_id: Option<&String>, trace: Option<&String>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (worker_id, trace).hash(&mut hasher);
    hasher.finish()
}

/// An answer says RESTARTING of a part that will be restarted, which is no state from before it.
fn differ(before: &[Part], now: &[Part]) -> bool {
    let same = |before: &Part, now: &Part| {
        before.task == now.task
            && before.mark == now.mark
            && (before.kind == now.kind || before.kind == State::Restarting)
    };
    before.len() != now.len() || !before.iter().zip(now).all(|(before, now)| same(before, now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::redact::Redactor;
    use crate::http::documents;

    fn status(own: &str, task: &str, trace: &str) -> ConnectorStatus {
        let document = serde_json::json!({
            "connector": {"state": own, "worker_id": "w"}, "tasks": [{"id": 0, "state": task, "worker_id": "w", "trace": trace}]
        });
        documents::status(&document.to_string(), "n", &Redactor::default()).unwrap()
    }

    #[test]
    fn what_looks_as_before_counts_only_after_a_while() {
        let start = Instant::now();
        let mut after = AfterRestart::new(start, None, None);
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        assert!(!after.has_begun(&status("RUNNING", "RUNNING", ""), at(0)));
        assert!(!after.has_begun(&status("RUNNING", "RUNNING", ""), at(2999)));
        assert!(after.has_begun(&status("RUNNING", "RUNNING", ""), at(3000)));
    }

    #[test]
    fn a_change_shows_that_it_has_begun() {
        let start = Instant::now();
        for (before, now) in [
            (status("RUNNING", "FAILED", "t"), status("RUNNING", "RUNNING", "")),
            (status("RUNNING", "FAILED", "t"), status("RUNNING", "FAILED", "another")),
            (status("RUNNING", "RUNNING", ""), status("RUNNING", "RESTARTING", "")),
        ] {
            let mut after = AfterRestart::new(start, None, None);
            assert!(!after.has_begun(&before, start) && after.has_begun(&now, start), "{now:?}");
        }
        // What failed in the listing, and fails no more. Other changes since may be older than the restart.
        for (listed, begun) in [("FAILED", true), ("UNASSIGNED", false)] {
            let mut after = AfterRestart::new(start, None, Some(&status("RUNNING", listed, "t")));
            assert_eq!(after.has_begun(&status("RUNNING", "RUNNING", ""), start), begun);
        }
        // Once begun, it has.
        let mut after = AfterRestart::new(start, None, None);
        assert!(after.has_begun(&status("RESTARTING", "RUNNING", ""), start));
        assert!(after.has_begun(&status("RUNNING", "RUNNING", ""), start));
    }

    #[test]
    fn the_answer_tells_what_was_there_before() {
        let start = Instant::now();
        let answer = status("RUNNING", "RESTARTING", "t");
        let mut after = AfterRestart::new(start, Some(&answer), None);
        assert!(!after.has_begun(&status("RUNNING", "FAILED", "t"), start));
        assert!(after.has_begun(&status("RUNNING", "RUNNING", ""), start));
        // Nothing is restarted.
        let mut after = AfterRestart::new(start, Some(&status("RUNNING", "RUNNING", "")), None);
        assert!(after.has_begun(&status("RUNNING", "RUNNING", ""), start));
    }
}
