//! Plain values: what goes into a call and what comes out of it. They know no service and do nothing.

pub(crate) mod accepted;
pub(crate) mod address;
pub(crate) mod console_url;
pub(crate) mod desired;
pub(crate) mod event;
pub(crate) mod listing;
pub(crate) mod operation;
pub(crate) mod parse;
pub(crate) mod rate_limit;
pub(crate) mod status;
