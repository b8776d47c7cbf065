//! The Swift bridge, `UnpauseBridge` in Swift: plain data goes across, one conversion a direction; what users see is written
//! in Swift (`Sources/Unpause/`), what happens is in the core (`core/`).

mod accepted;
mod cancellation;
mod client;
mod connector;
mod errors;
mod events;
mod kafka_connect;
mod options;
mod resuming;
mod runtime;
mod signals;
mod status;
mod waiting;
mod work;

uniffi::setup_scaffolding!();
