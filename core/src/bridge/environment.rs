//! The environment of languages that keep one of their own.

use crate::config::environment;
use crate::config::options::ClientOptions;
use crate::error::Result;

/// The names of the variables that [`with_variables`] looks up.
pub const ENVIRONMENT: [&str; 3] = environment::VARIABLES;

/// As [`ClientOptions::with_env`], from the variables that the language gives.
pub fn with_variables(options: ClientOptions, lookup: impl Fn(&str) -> Option<String>) -> Result<ClientOptions> {
    options.with_variables(lookup)
}
