//! The filter of a job on all connectors of a cluster.

use glob::{MatchOptions, Pattern};

use crate::error::{Error, Result};
use crate::jobs::report::LeftOutReason;
use crate::model::listing::ListedConnector;
use crate::model::operation::ManyOperation;
use crate::model::status::{ConnectorStatus, State};

/// A slash or a leading dot in a connector's name has no meaning.
const MATCHING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: false, require_literal_leading_dot: false };

pub(crate) struct Filter {
    pattern: Option<Pattern>,
    states: Option<Vec<String>>,
    operation: ManyOperation,
}

impl Filter {
    pub(crate) fn new(operation: ManyOperation, name_glob: Option<&str>, states: Option<Vec<String>>) -> Result<Self> {
        if states.as_ref().is_some_and(Vec::is_empty) {
            return Err(Error::invalid_request("states", "`states` is empty, so no connector would match")
                .advised("Name at least one state, or leave `states` out for the default."));
        }
        if name_glob == Some("") {
            return Err(Error::invalid_request("name_glob", "`name_glob` is empty, so no connector would match")
                .advised("Give a pattern such as orders-*, or leave `name_glob` out for all."));
        }
        let pattern = name_glob.map(Pattern::new).transpose().map_err(|error| {
            Error::invalid_request("name_glob", format!("`name_glob` is not a pattern: {error}"))
                .advised("Use * for any characters, ? for one, and [abc] for one of some.")
        })?;
        Ok(Self { pattern, states, operation })
    }

    /// Why a connector is left out, if it is.
    pub(crate) fn leaves_out(&self, listed: &ListedConnector) -> Option<LeftOutReason> {
        let name = listed.connector.connector_name();
        if !self.pattern.as_ref().is_none_or(|pattern| pattern.matches_with(name, MATCHING)) {
            return Some(LeftOutReason::Name);
        }
        match &listed.status {
            None => Some(LeftOutReason::NoStatus),
            Some(status) if self.wants(status) => None,
            Some(_) => Some(LeftOutReason::State),
        }
    }

    /// The states that were asked for, and that no listed connector is in.
    pub(crate) fn unseen_states(&self, listed: &[ListedConnector]) -> Vec<String> {
        let is_seen = |state: &&String| listed.iter().any(|one| one.state().is_some_and(|own| is_same(own, state)));
        self.states.iter().flatten().filter(|state| !is_seen(state)).cloned().collect()
    }

    fn wants(&self, status: &ConnectorStatus) -> bool {
        match (&self.states, self.operation) {
            (Some(states), _) => states.iter().any(|state| is_same(&status.state, state)),
            (None, ManyOperation::Resume) => status.kind == State::Paused,
            (None, ManyOperation::Pause) => !matches!(status.kind, State::Paused | State::Stopped),
            (None, ManyOperation::Stop) => status.kind != State::Stopped,
            (None, ManyOperation::Restart) => status.needs_restart(),
        }
    }
}

fn is_same(own: &str, asked: &str) -> bool {
    own.eq_ignore_ascii_case(asked)
}
