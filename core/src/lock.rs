//! Locks whose holders never leave a value half changed.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after a panic of a holder: each holder here changes whole values.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
