//! A server that behaves as Confluent Cloud's Connect API does, on this machine, without an account.
//!
//! [`Sandbox::start`] gives the API at [`Sandbox::url`] and, at [`Sandbox::control_url`], an interface to make further servers
//! that misbehave by script, to read what they saw, and to wait for it. The README has both in full.
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
