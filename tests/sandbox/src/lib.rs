//! A server on this machine that behaves like Confluent Cloud's Connect API, without an account.
//!
//! [`Sandbox::start`] starts the API at [`Sandbox::url`]. At [`Sandbox::control_url`] it starts an interface that makes more
//! servers, which misbehave by script, and that shows what they saw and waits for it. The README describes both.
//!
//! ```
//! # async fn example() -> Result<(), unpause_sandbox::Error> {
//! let sandbox = unpause_sandbox::Sandbox::start(Default::default()).await?;
//! println!("the API is at {}", sandbox.url());
//! # Ok(())
//! # }
//! ```

mod control;
mod error;
mod journal;
mod lock;
mod net;
mod respond;
mod sandbox;
mod spec;
mod state;

pub use error::Error;
pub use sandbox::{Announcement, Options, Sandbox};
pub use state::credentials::{API_KEY, API_SECRET, TOKEN};
