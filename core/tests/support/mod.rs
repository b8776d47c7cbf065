//! What the tests of calls share.

pub(crate) mod client;
mod control;

pub(crate) use control::ask;
