//! Waiting for one connector.

pub(crate) mod options;
pub(crate) mod run;
pub(crate) mod state;
pub(crate) mod words;
