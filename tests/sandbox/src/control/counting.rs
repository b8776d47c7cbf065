//! Waiting for the counts of a server.

use std::time::Duration;

use serde::Deserialize;
use tokio::time::timeout;

use crate::journal::{Counts, Journal};
use crate::spec::seconds::Seconds;

/// The body of `POST /worlds/{id}/await`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Awaited {
    pub(crate) server: String,
    requests: Option<u64>,
    answered: Option<u64>,
    abandoned: Option<u64>,
    token_requests: Option<u64>,
    opened: Option<u64>,
    closed: Option<u64>,
    #[serde(default = "five_seconds")]
    timeout: Seconds,
}

fn five_seconds() -> Seconds {
    Seconds(Duration::from_secs(5))
}

impl Awaited {
    pub(crate) fn counts_something(&self) -> bool {
        self.compared(Counts::default()).next().is_some()
    }

    /// Waits until all counts are reached. If they are not in time, the error says how far they came.
    pub(crate) async fn reached(&self, journal: &Journal) -> Result<(), String> {
        let until_reached = async {
            loop {
                // Before the comparison, so that no change is missed.
                let changed = journal.changed();
                if self.is_reached(journal.counts()) {
                    return;
                }
                changed.await;
            }
        };
        let in_time = timeout(self.timeout.0, until_reached).await;
        in_time.map_err(|_| self.shortfall(journal.counts()))
    }

    fn is_reached(&self, counts: Counts) -> bool {
        self.compared(counts).all(|(_, wanted, is)| is >= wanted)
    }

    fn shortfall(&self, counts: Counts) -> String {
        let compared: Vec<_> =
            self.compared(counts).map(|(name, wanted, is)| format!("{name} is {is}, awaited {wanted}")).collect();
        format!("server {:?} after {} s: {}", self.server, self.timeout.0.as_secs_f64(), compared.join("; "))
    }

    /// Each awaited count: its name, the awaited value, and the present value.
    fn compared(&self, counts: Counts) -> impl Iterator<Item = (&'static str, u64, u64)> {
        [
            ("requests", self.requests, counts.requests),
            ("answered", self.answered, counts.answered),
            ("abandoned", self.abandoned, counts.abandoned),
            ("token_requests", self.token_requests, counts.token_requests),
            ("opened", self.opened, counts.opened),
            ("closed", self.closed, counts.closed),
        ]
        .into_iter()
        .filter_map(|(name, wanted, is)| Some((name, wanted?, is)))
    }
}
