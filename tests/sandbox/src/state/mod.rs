//! The state of a server, and the answers that come from it if the script has none.

pub(crate) mod address;
pub(crate) mod api;
pub(crate) mod connector;
pub(crate) mod credentials;
pub(crate) mod forward;
pub(crate) mod lifecycle;
pub(crate) mod proxy;
pub(crate) mod rate_limit;
pub(crate) mod server;
pub(crate) mod tokens;
pub(crate) mod worker;
