//! The Swift bridge, `UnpauseBridge` in Swift: plain data goes across, one conversion a direction; the public face is written
//! in Swift (`Sources/Unpause/`), all behaviour is in the core (`core/`).

mod accepted;
mod addresses;
mod cancellation;
mod cause;
mod client;
mod connector;
mod errors;
mod events;
mod many;
mod options;
mod report;
mod running_job;
mod runtime;
mod signals;
mod status;
mod tokens;
mod waiting;

uniffi::setup_scaffolding!();
