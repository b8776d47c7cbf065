//! The interface of a contestant.

use crate::Result;

/// One HTTP client, which keeps its connections from one measurement to the next.
pub(crate) trait Contestant {
    /// Makes `calls` calls, up to `in_flight` of them at the same time.
    fn run(&mut self, calls: u32, in_flight: u32) -> Result<()>;

    /// Whether `in_flight` may be more than one.
    fn is_concurrent(&self) -> bool;
}
