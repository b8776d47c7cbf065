//! The Node.js bridge: a private addon. Plain data goes across, one conversion a direction, and nothing is thrown; what
//! users see is written in TypeScript (`ts/`), what happens is in the core (`core/`).

#![expect(unreachable_pub, reason = "napi takes only what is `pub`, wherever it is")]

mod client;
mod events;
mod mailbox;
mod options;
mod outcome;
mod panics;
mod worker;
