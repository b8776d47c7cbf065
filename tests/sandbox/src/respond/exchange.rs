//! One request and its answer. The journal notes its end exactly once, however it ends.

use std::sync::Arc;
use std::time::Instant;

use http::StatusCode;
use http::request::Parts;

use crate::journal::{Journal, Outcome};
use crate::net::link::{Cut, Link};
use crate::state::tokens::form::Form;

/// Lives from the request's head to the last byte of its answer. If it is dropped before, the request was abandoned: hyper
/// drops its futures as soon as the client goes away.
pub(crate) struct Exchange {
    journal: Arc<Journal>,
    cut: Arc<Cut>,
    number: u64,
    status: Option<StatusCode>,
    ended: bool,
}

impl Exchange {
    pub(crate) fn begin(journal: &Arc<Journal>, link: &Link, head: &Parts) -> Self {
        Self {
            number: journal.arrived(link.number(), head),
            journal: Arc::clone(journal),
            cut: link.shared_cut(),
            status: None,
            ended: false,
        }
    }

    /// The number of the request at its server, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn note_form(&self, form: &Form) {
        self.journal.brought(self.number, form.document());
    }

    pub(crate) fn set_status(&mut self, status: StatusCode) {
        self.status = Some(status);
    }

    pub(crate) fn end(mut self, outcome: Outcome, at: Instant) {
        self.note(outcome, at);
    }

    fn note(&mut self, outcome: Outcome, at: Instant) {
        self.ended = true;
        self.journal.ended(self.number, self.status, outcome, at);
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        // A fault of one HTTP/2 stream also ends its neighbours, but their client did not go away.
        let outcome = if self.cut.happened() { Outcome::Faulted } else { Outcome::Abandoned };
        self.note(outcome, Instant::now());
    }
}
