//! The sandbox from outside: everything that its README promises.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what fails in a helper fails the test that called it; clippy only knows of the tests themselves"
)]

mod answers;
mod api;
mod control;
mod faults;
mod forward;
mod identity_provider;
mod lifecycle;
mod listen;
mod program;
mod proxy;
mod rate_limit;
mod sts;
mod support;
mod worker;
