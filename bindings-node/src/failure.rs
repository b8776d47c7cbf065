//! The values that JavaScript's functions throw. JavaScript keeps them under numbers, and only the numbers cross.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use napi_derive::napi;

/// The number of a thrown value, as an error of the core carries it.
#[derive(Clone)]
pub(crate) struct Thrown(Arc<Kept>);

/// The numbers of values that no error needs any more.
#[derive(Clone, Default)]
pub(crate) struct Forgotten(Arc<Mutex<Vec<u32>>>);

struct Kept {
    number: u32,
    words: String,
    forgotten: Forgotten,
}

/// Private: the number of the value that caused an error. JavaScript keeps the value for at least as long as this object.
#[napi]
pub struct NativeFailure {
    thrown: Thrown,
}

#[napi]
impl NativeFailure {
    /// The number under which JavaScript keeps the value.
    #[napi(getter)]
    pub fn number(&self) -> u32 {
        self.thrown.0.number
    }
}

impl Thrown {
    pub(crate) fn new(number: u32, words: String, forgotten: Forgotten) -> Self {
        Self(Arc::new(Kept { number, words, forgotten }))
    }
}

impl Forgotten {
    pub(crate) fn take(&self) -> Vec<u32> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.forgotten.0.lock().unwrap_or_else(PoisonError::into_inner).push(self.number);
    }
}

/// The value that caused an error of the core, if a function of JavaScript's threw it.
pub(crate) fn failure(error: &unpause::Error) -> Option<NativeFailure> {
    let thrown = error.source()?.downcast_ref::<Thrown>()?.clone();
    Some(NativeFailure { thrown })
}

impl fmt::Display for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.words)
    }
}

/// Without the words, from which nobody has taken secrets yet.
impl fmt::Debug for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Thrown({})", self.0.number)
    }
}

impl Error for Thrown {}
