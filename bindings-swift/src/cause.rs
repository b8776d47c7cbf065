//! The error of a Swift function as the cause of one of the core's.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A Swift error, wrapped. The core holds it, and Swift gets it back.
#[uniffi::export(with_foreign)]
pub(crate) trait NativeCause: Send + Sync {
    fn text(&self) -> String;
}

/// The error that the function threw.
pub(crate) struct Thrown {
    pub(crate) cause: Arc<dyn NativeCause>,
    text: String,
}

impl Thrown {
    pub(crate) fn new(cause: Arc<dyn NativeCause>) -> Self {
        let text = cause.text();
        Self { cause, text }
    }
}

impl fmt::Display for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Thrown")
    }
}

impl StdError for Thrown {}
