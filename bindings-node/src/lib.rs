//! The Node.js bridge: a private addon. Plain data goes across, one conversion a direction, and nothing is thrown; the
//! public face is written in TypeScript (`ts/`), all behaviour is in the core (`core/`).

#![expect(unreachable_pub, reason = "napi takes only public items, wherever they are")]
#![cfg_attr(test, allow(dead_code, reason = "in a build for tests, which clippy makes, napi registers nothing"))]

mod addresses;
mod calls;
mod client;
mod delivery;
mod errors;
mod events;
mod failure;
mod jobs;
mod listener;
mod mailbox;
mod options;
mod records;
mod report;
mod results;
mod token_sources;
mod tokens;
mod worker;
