//! A report, and its progress, on one line.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use super::{ConnectorResult, LeftOutReason, ManyProgress, Report, ReportCounts};
use crate::text::{quoted, visible};

/// How many states a line names.
const STATES_NAMED: usize = 5;

impl Display for ManyProgress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ReportCounts { total, done, .. } = self.counts;
        let name = visible(self.result.connector.connector_name());
        let how = match &self.result {
            ConnectorResult { error: Some(error), .. } => error.kind().name(),
            ConnectorResult { reached: true, .. } => self.operation.leads_to().name(),
            _ => "accepted",
        };
        write!(f, "{done} of {total}: {name}: {how}")
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ReportCounts { total, accepted, reached, failed, done } = self.counts;
        match (self.listed, self.matched) {
            (Some(listed), Some(matched)) => write!(f, "{matched} of {listed} match{}", self.pattern())?,
            _ => write!(f, "{total} connector{}", if total == 1 { "" } else { "s" })?,
        }
        if self.dry_run {
            let and = if self.listed.is_some() { " and" } else { "" };
            write!(f, "{and} would be {} (dry run, nothing sent)", self.operation.done())?;
            return self.write_notes(f);
        }
        write!(f, ": {accepted} accepted")?;
        if self.wait {
            write!(f, ", {reached} {}", self.operation.leads_to().name())?;
        }
        write!(f, ", {failed} failed")?;
        if failed > 0 {
            write!(f, " ({})", self.reasons())?;
        }
        if done < total {
            write!(f, ", {} not done", total - done)?;
            match self.results.iter().filter(|result| result.is_in_doubt()).count() {
                0 => {}
                count => write!(f, ", {count} in doubt")?,
            }
        }
        write!(f, ", {:.1} s", self.elapsed.as_secs_f64())?;
        self.write_notes(f)
    }
}

impl Report {
    fn pattern(&self) -> String {
        self.name_glob.as_ref().map(|glob| format!(" {}", quoted(glob))).unwrap_or_default()
    }

    /// What a person would otherwise not notice.
    fn write_notes(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.unseen_states.is_empty() {
            let named = self.unseen_states.iter().take(STATES_NAMED).map(|state| visible(state));
            write!(f, "; no connector is {}", named.collect::<Vec<_>>().join(", "))?;
        }
        match self.left_out.iter().filter(|left| left.reason == LeftOutReason::NoStatus).count() {
            0 => Ok(()),
            count => write!(f, "; {count} left out without a status"),
        }
    }

    /// The kinds of failures, most frequent first: `2 NotFound, 1 RateLimited`.
    fn reasons(&self) -> String {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for error in self.results.iter().filter_map(|result| result.error.as_ref()) {
            *kinds.entry(error.kind().name()).or_default() += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ")
    }
}
