//! The errors that only a binding can see.

use std::time::Duration;

use crate::error::{Error, ErrorKind, TransportFault};
use crate::model::address::{Connector, Target};

/// For an argument that cannot be used, such as a string that is not Unicode.
pub fn invalid_request(field: &'static str, reason: impl Into<String>) -> Error {
    Error::invalid_request(field, reason)
}

/// Names the element of a list that an error is about: `connectors[3]: …`.
pub fn at_index(error: Error, list: &str, index: usize) -> Error {
    error.reworded(|reason| format!("{list}[{index}]: {reason}"))
}

/// For a call on a client that its owner has closed.
pub fn closed() -> Error {
    Error::invalid_request("client", "the client is closed").advised("Make a new one, or close it later.")
}

/// For a call, maybe for one connector, that ran while another thread closed the client.
pub fn closed_meanwhile(connector: Option<&Connector>, elapsed: Duration) -> Error {
    let error = Error::new(ErrorKind::Transport, "the client was closed while the call ran")
        .advised("The service may still have accepted what was sent.")
        .lasted(elapsed);
    match connector {
        Some(connector) => error.about("finish the call for", Target::Connector(connector)),
        None => error,
    }
}

/// For a job in a process that was forked after the job was made.
pub fn forked() -> Error {
    Error::invalid_request("client", "the process was forked after the job was made, which stays with the parent")
}

/// Why a [`Transport`](crate::ErrorKind::Transport) error had no answer, in words, and the fault below it.
pub fn transport_cause(error: &Error) -> Option<(&str, Option<TransportFault>)> {
    error.transport_reason()?;
    Some((error.reason(), error.transport_fault()))
}

/// For a bug in Unpause.
pub fn internal(reason: impl Into<String>) -> Error {
    Error::internal(reason)
}
