//! The Node.js bridge: a private addon. Plain data goes across, one conversion a direction, and nothing is thrown; what
//! users see is written in TypeScript (`ts/`), what happens is in the core (`core/`).

#![expect(unreachable_pub, reason = "napi takes only what is `pub`, wherever it is")]
#![cfg_attr(test, allow(dead_code, reason = "in a build for tests, which clippy makes, napi registers nothing"))]

mod calls;
mod client;
mod events;
mod jobs;
mod mailbox;
mod options;
mod outcome;
mod panics;
mod records;
mod report;
mod service;
mod worker;
