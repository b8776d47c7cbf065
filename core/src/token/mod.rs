//! The proof of a request's sender: a header that stays, or tokens that are renewed.

pub(crate) mod authority;
pub(crate) mod exchange;
pub(crate) mod jwt;
pub(crate) mod keeper;
pub(crate) mod lifetime;
pub(crate) mod obtain;
pub(crate) mod providing;
pub(crate) mod token_service;
