//! One call of the API: its attempts, its retries, its place in the pacing, and its error.

pub(crate) mod advice;
pub(crate) mod engine;
pub(crate) mod failover;
pub(crate) mod from_failure;
pub(crate) mod id_lookup;
pub(crate) mod listing;
pub(crate) mod pacing;
pub(crate) mod reading;
pub(crate) mod reporter;
pub(crate) mod requests;
pub(crate) mod retry;
