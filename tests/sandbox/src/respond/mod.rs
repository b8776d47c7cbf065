//! One request and its answer.

pub(crate) mod answer;
pub(crate) mod body;
pub(crate) mod exchange;
pub(crate) mod script;
pub(crate) mod service;
