//! The filter of a job on all connectors of a cluster.

use glob::{MatchOptions, Pattern};

use crate::error::{Error, Result};
use crate::model::listing::ListedConnector;

/// The states of the connectors that are resumed by default.
pub const DEFAULT_STATES: [&str; 1] = ["PAUSED"];

/// A slash or a leading dot in a connector's name has no meaning.
const MATCHING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: false, require_literal_leading_dot: false };

pub(crate) struct Filter {
    pattern: Option<Pattern>,
    states: Vec<String>,
}

impl Filter {
    pub(crate) fn new(name_glob: Option<&str>, states: Option<Vec<String>>) -> Result<Self> {
        let states = states.unwrap_or_else(|| DEFAULT_STATES.map(str::to_owned).to_vec());
        if states.is_empty() {
            return Err(Error::invalid_request("states", "`states` is empty, so no connector would match")
                .advised("Name at least one state, or leave `states` out for PAUSED."));
        }
        if name_glob == Some("") {
            return Err(Error::invalid_request("name_glob", "`name_glob` is empty, so no connector would match")
                .advised("Give a pattern such as orders-*, or leave `name_glob` out for all."));
        }
        let pattern = name_glob.map(Pattern::new).transpose().map_err(|error| {
            Error::invalid_request("name_glob", format!("`name_glob` is not a pattern: {error}"))
                .advised("Use * for any characters, ? for one, and [abc] for one of some.")
        })?;
        Ok(Self { pattern, states })
    }

    pub(crate) fn matches(&self, listed: &ListedConnector) -> bool {
        self.matches_name(listed)
            && listed.state().is_some_and(|own| self.states.iter().any(|state| state.eq_ignore_ascii_case(own)))
    }

    /// Whether the name matches, and the listing does not say whether the state does.
    pub(crate) fn may_match(&self, listed: &ListedConnector) -> bool {
        self.matches_name(listed) && listed.state().is_none()
    }

    fn matches_name(&self, listed: &ListedConnector) -> bool {
        let name = listed.connector.connector_name();
        self.pattern.as_ref().is_none_or(|pattern| pattern.matches_with(name, MATCHING))
    }
}
