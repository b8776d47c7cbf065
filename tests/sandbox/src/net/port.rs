//! The ports of a world's servers: some serve, some are silent, some refuse.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use socket2::{Domain, Socket, Type};
use tokio::io::{copy, sink};
use tokio::net::{TcpListener, TcpStream};

use crate::error::Error;
use crate::journal::Journal;
use crate::net::acceptor::Acceptor;
use crate::net::wire::Opened;
use crate::spec::Listen;

/// A reserved port that is not used yet.
pub(crate) struct Port {
    pub(crate) number: u16,
    socket: Reserved,
}

enum Reserved {
    Listening(TcpListener),
    /// Bound without listening: the system refuses connections, and gives the port to nobody else.
    Refusing(Socket),
}

/// A port in use. Dropping this frees it.
pub(crate) enum Open {
    Accepting(Acceptor),
    Refusing { _socket: Socket },
}

impl Port {
    /// Reserves this port, or any free one for 0.
    pub(crate) async fn reserve(port: u16, listen: Listen) -> Result<Self, Error> {
        let failed = |source| Error::Listen { port, source };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let socket = match listen {
            Listen::Serve | Listen::Silent => Reserved::Listening(TcpListener::bind(address).await.map_err(failed)?),
            Listen::Refuse => Reserved::Refusing(bind_only(address).map_err(failed)?),
        };
        let number = socket.port().map_err(failed)?;
        Ok(Self { number, socket })
    }

    pub(crate) fn open<F>(self, serve: impl Fn(TcpStream) -> F + Send + 'static) -> Open
    where
        F: Future<Output = ()> + Send + 'static,
    {
        match self.socket {
            Reserved::Listening(listener) => Open::Accepting(Acceptor::start(listener, serve)),
            Reserved::Refusing(socket) => Open::Refusing { _socket: socket },
        }
    }
}

impl Reserved {
    fn port(&self) -> std::io::Result<u16> {
        match self {
            Self::Listening(listener) => listener.local_addr().map(|address| address.port()),
            Self::Refusing(socket) => {
                let address = socket.local_addr()?.as_socket();
                Ok(address.map_or(0, |address| address.port()))
            }
        }
    }
}

impl Open {
    pub(crate) async fn close(self) {
        if let Self::Accepting(acceptor) = self {
            acceptor.stop().await;
        }
    }
}

fn bind_only(address: SocketAddr) -> std::io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

/// Never sends a byte, and closes when the client does.
pub(crate) async fn stay_silent(journal: Arc<Journal>, mut tcp: TcpStream) {
    let _opened = Opened::new(&journal);
    // An error is an end, too.
    let _ = copy(&mut tcp, &mut sink()).await;
    // Before `_opened` is dropped, which counts the connection as closed: parameters outlive the locals of a function.
    drop(tcp);
}
