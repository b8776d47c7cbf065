//! The processor time that this process has used.

use std::time::Duration;

/// User and system time of all threads; `None` where the system is not asked for it.
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
