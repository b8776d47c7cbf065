//! One interpreter of a process. This module keeps objects of Python in statics, such as the makers of records, and another
//! interpreter must not touch them. PyO3 has no answer yet (its #576), and CPython refuses only isolated interpreters.

use std::sync::atomic::{AtomicI64, Ordering};

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// No interpreter has this number.
const NONE: i64 = -1;

static OWNER: AtomicI64 = AtomicI64::new(NONE);

/// Refuses every interpreter but the first that asks.
pub(crate) fn claim(_: Python<'_>) -> PyResult<()> {
    let current = current();
    match OWNER.compare_exchange(NONE, current, Ordering::Relaxed, Ordering::Relaxed) {
        Err(owner) if owner != current => {
            Err(PyImportError::new_err("unpause._native does not support subinterpreters: another one has loaded it"))
        }
        _ => Ok(()),
    }
}

#[expect(unsafe_code, reason = "PyO3 does not wrap the number of an interpreter")]
fn current() -> i64 {
    // SAFETY: the caller is attached to an interpreter, which is therefore there.
    unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) }
}
