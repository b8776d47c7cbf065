//! A server's port and its connections, down to the socket.

pub(crate) mod acceptor;
pub(crate) mod certificates;
pub(crate) mod client_certificates;
pub(crate) mod connection;
pub(crate) mod http1;
pub(crate) mod http2;
pub(crate) mod link;
pub(crate) mod port;
pub(crate) mod wire;
