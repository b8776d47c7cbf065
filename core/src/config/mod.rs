//! Options, checked and completed once: the settings that a client works with.

pub(crate) mod authorities;
pub(crate) mod base_url;
pub(crate) mod client_certificate;
pub(crate) mod credentials;
pub(crate) mod environment;
pub(crate) mod headers;
pub(crate) mod not_after;
pub(crate) mod numbers;
pub(crate) mod options;
pub(crate) mod proxy;
pub(crate) mod redact;
pub(crate) mod retry_policy;
pub(crate) mod servers;
pub(crate) mod settings;
pub(crate) mod tls;
pub(crate) mod token_settings;
pub(crate) mod token_source;
