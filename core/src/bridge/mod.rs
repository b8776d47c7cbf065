//! The part that the bridges to other languages share. It knows no language.
//!
//! Hidden, and no part of the public API: the bindings and the core are released together.

mod environment;
mod errors;
mod guarded;
mod numbers;
mod service;
mod token_desk;
mod work;

pub use environment::{ENVIRONMENT, with_variables};
pub use errors::{at_index, closed, closed_meanwhile, forked, internal, invalid_request, transport_cause};
pub use guarded::{guarded, guarded_future, panicking_call};
pub use numbers::{count, milliseconds, retry_policy, seconds};
pub use service::{Service, ServiceOptions};
pub use token_desk::{TokenDesk, function_as_subject_token, function_as_token_source};
pub use work::{Answer, Heard, Progress, Work};

pub use crate::config::authorities::EnvironmentAuthorities;
pub use crate::error::TransportFault;
pub use crate::model::operation::RestartOptions;
