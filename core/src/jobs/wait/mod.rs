//! Waiting for one connector.

pub(crate) mod goal;
pub(crate) mod options;
pub(crate) mod restart;
pub(crate) mod run;
pub(crate) mod state;
pub(crate) mod words;
