//! One attempt over HTTP: a request goes out, and an answer or a failure comes back.

pub(crate) mod body;
pub(crate) mod clients;
pub(crate) mod connection_error;
pub(crate) mod documents;
pub(crate) mod endpoint;
pub(crate) mod error_body;
pub(crate) mod failure;
pub(crate) mod json;
pub(crate) mod rate_limit_headers;
pub(crate) mod response;
pub(crate) mod transport;
