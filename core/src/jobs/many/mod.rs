//! Changing many connectors: each once, as many at a time as the service takes, and none stops another.

pub(crate) mod concurrency;
pub(crate) mod filter;
pub(crate) mod input;
pub(crate) mod options;
pub(crate) mod run;
pub(crate) mod shared_wait;
