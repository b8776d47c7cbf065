//! Work that takes a while: waiting for one connector, and changing many. It is made of calls.

pub(crate) mod job;
pub(crate) mod many;
pub(crate) mod report;
pub(crate) mod tally;
pub(crate) mod wait;
