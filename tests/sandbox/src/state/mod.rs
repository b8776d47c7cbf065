//! What a server holds, and what it says when no script speaks for it.

pub(crate) mod address;
pub(crate) mod api;
pub(crate) mod connector;
pub(crate) mod credentials;
pub(crate) mod forward;
pub(crate) mod lifecycle;
pub(crate) mod proxy;
pub(crate) mod rate_limit;
pub(crate) mod server;
pub(crate) mod worker;
