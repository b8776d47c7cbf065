//! The report of a job that changes many connectors, and its progress before that.

mod json;
mod saved;
mod saved_error;
mod saved_report;
mod words;

use std::time::Duration;

use crate::error::Error;
use crate::model::accepted::Accepted;
use crate::model::address::Connector;
use crate::model::operation::ManyOperation;
use crate::model::status::ConnectorStatus;

/// The result for one connector.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ConnectorResult {
    /// The connector.
    pub connector: Connector,
    /// Whether a request was sent. If it was, and there is neither `accepted` nor `error`, the work was interrupted, and the
    /// service may have taken the request or not.
    pub sent: bool,
    /// The service's answer, if it took the request.
    pub accepted: Option<Accepted>,
    /// Whether the job changed the connector: the service took the request, and the listing did not say that the connector was
    /// already in that state. See [`Report::changed`].
    pub changed: bool,
    /// The connector's status from the last poll, or from the listing before it; absent if there was none.
    pub status: Option<ConnectorStatus>,
    /// Whether it was seen in the state that the operation leads to: running, paused or stopped. Only with `wait`.
    pub reached: bool,
    /// Why the request was not accepted, or why the connector is not in that state.
    pub error: Option<Error>,
}

impl ConnectorResult {
    pub(crate) fn new(connector: Connector, status: Option<ConnectorStatus>) -> Self {
        Self { connector, sent: false, accepted: None, changed: false, status, reached: false, error: None }
    }

    /// The service may have taken the request or not.
    fn is_in_doubt(&self) -> bool {
        self.sent && self.accepted.is_none() && self.error.is_none()
    }
}

/// A connector of the listing that the job did not choose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The connector.
    pub connector: Connector,
    /// Its state; absent if the listing has none.
    pub state: Option<String>,
    /// Why it was left out.
    pub reason: LeftOutReason,
}

/// Why a job did not choose a connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LeftOutReason {
    /// `name`: its name does not match `name_glob`.
    Name,
    /// `state`: it is in none of the states.
    State,
    /// `no_status`: its name matches, and the listing has no status of it: it was just created, or the service is in trouble. Look
    /// at its status.
    NoStatus,
}

impl LeftOutReason {
    pub(crate) const ALL: [Self; 3] = [Self::Name, Self::State, Self::NoStatus];

    /// The reason's name, the same in every language: `name`, `state`, `no_status`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::State => "state",
            Self::NoStatus => "no_status",
        }
    }
}

/// Counts of the connectors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportCounts {
    /// All of them, duplicates included.
    pub total: usize,
    /// The service took the request.
    pub accepted: usize,
    /// Seen in the state that the operation leads to. Always 0 without `wait`.
    pub reached: usize,
    /// Not accepted, or accepted and not in that state in time.
    pub failed: usize,
    /// Nothing more will happen to them: failed, or accepted and (with `wait`) in that state.
    pub done: usize,
}

impl ReportCounts {
    /// The counts of a single result.
    pub(crate) fn of(result: &ConnectorResult, wait: bool) -> Self {
        let accepted = result.accepted.is_some();
        let failed = result.error.is_some();
        let done = failed || if wait { result.reached } else { accepted };
        Self {
            total: 1,
            accepted: accepted.into(),
            reached: result.reached.into(),
            failed: failed.into(),
            done: done.into(),
        }
    }
}

/// One more connector was accepted, is in the desired state, or failed. `Display` is one line.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ManyProgress {
    /// The connector's result so far.
    pub result: ConnectorResult,
    /// The counts so far.
    pub counts: ReportCounts,
    /// For the words of the line.
    pub(crate) operation: ManyOperation,
}

/// The result for each connector. `Display` is one line: how many matched, were accepted, are in the desired state, failed, and why.
///
/// A report is an input, too: `resume_many(&report, …)` takes the connectors that the report's job [changed](Report::changed). Save
/// it with [`Report::to_json`] if the resume is another program's.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Report {
    /// The change that was asked for.
    pub operation: ManyOperation,
    /// One result for each connector, in the order of the input; for all connectors of a cluster, in the order of their names.
    pub results: Vec<ConnectorResult>,
    /// The counts.
    pub counts: ReportCounts,
    /// Number of connectors in the listing that the job chose from; absent if it was given its connectors, or has no listing yet.
    pub listed: Option<usize>,
    /// Number of these that the job chose.
    pub matched: Option<usize>,
    /// The pattern that was asked for.
    pub name_glob: Option<String>,
    /// The states that were asked for; empty for the operation's own default.
    pub states: Vec<String>,
    /// Those of `states` that no listed connector is in.
    pub unseen_states: Vec<String>,
    /// The listed connectors that the job did not choose, in the order of their names.
    pub left_out: Vec<LeftOut>,
    /// From the call to the end, or until now.
    pub elapsed: Duration,
    /// Nothing was sent: the results are the connectors that would be changed.
    pub dry_run: bool,
    /// Whether the job waited until they are in the state that the operation leads to.
    pub wait: bool,
}

impl Report {
    /// Whether nothing failed and nothing is left to do: `false` also for a report of interrupted work, once it has its
    /// connectors.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.counts.failed == 0 && (self.dry_run || self.counts.done == self.counts.total)
    }

    /// Those that failed.
    pub fn failures(&self) -> impl Iterator<Item = &ConnectorResult> {
        self.results.iter().filter(|result| result.error.is_some())
    }

    /// The connectors that the job changed, each once, under the names that the service knows them by: their requests were
    /// accepted, and the listing did not say that they were already in that state. A request that is in doubt (sent, and no
    /// answer) is not among them.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), unpause::Error> {
    /// use unpause::{AllOptions, Client, Cluster, ManyOptions};
    ///
    /// let client = Client::from_env()?;
    /// let paused = client.pause_all(&Cluster::new("env-a1b2c3", "lkc-x7y8z9")?, AllOptions::default()).await?;
    /// println!("{} were running", paused.changed().count());
    /// // Later: exactly those, and none that was paused before.
    /// let resumed = client.resume_many(&paused, ManyOptions { wait: true, ..Default::default() }).await?;
    /// println!("{resumed}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn changed(&self) -> impl Iterator<Item = &Connector> {
        let mut seen = std::collections::HashSet::new();
        let changed = self.results.iter().filter(|result| result.changed);
        let named = changed.filter_map(|result| Some(&result.accepted.as_ref()?.connector));
        named.filter(move |connector| seen.insert(*connector))
    }

    /// The report as JSON, for [`Report::from_json`] in any language: names in `snake_case`, durations in seconds. It holds no
    /// secret.
    ///
    /// ```no_run
    /// # async fn example(client: unpause::Client, cluster: unpause::Cluster) -> Result<(), Box<dyn std::error::Error>> {
    /// use unpause::{AllOptions, ManyOptions, Report};
    ///
    /// let paused = client.pause_all(&cluster, AllOptions::default()).await?;
    /// std::fs::write("paused.json", paused.to_json())?;
    /// // Tomorrow:
    /// let paused = Report::from_json(&std::fs::read_to_string("paused.json")?)?;
    /// client.resume_many(&paused, ManyOptions::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    /// Reads a report that [`Report::to_json`] has written, in any language. Unknown fields are ignored.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with field `text`, whose message names the place, for
    /// anything else: other JSON, one that is cut short, one of a later version.
    ///
    /// ```
    /// use unpause::Report;
    ///
    /// let report = Report::from_json(r#"{"version": 1, "operation": "pause", "results": []}"#)?;
    /// assert_eq!(report.to_string(), "0 connectors: 0 accepted, 0 failed, 0.0 s");
    /// assert_eq!(Report::from_json("{").unwrap_err().field(), Some("text"));
    /// # Ok::<(), unpause::Error>(())
    /// ```
    pub fn from_json(text: &str) -> crate::error::Result<Self> {
        json::read(text)
    }
}
