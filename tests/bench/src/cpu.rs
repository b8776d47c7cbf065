//! The processor time of this process.

use std::time::Duration;

/// User and system time of all threads; `None` if this platform is not supported.
#[cfg(unix)]
pub(crate) fn used() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).ok()
}

/// The benchmark reports no processor time for Rust here.
#[cfg(not(unix))]
pub(crate) fn used() -> Option<Duration> {
    None
}
