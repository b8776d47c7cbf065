//! Messages between the parts of one connection: from the answer to the socket ("this was my last byte"), from the script to
//! the connection ("end now, in this way").

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use bytes::Bytes;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::journal::Outcome;
use crate::lock::lock;
use crate::respond::exchange::Exchange;

/// How the script ends a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// By closing the socket (FIN).
    Close,
    /// By TCP RST.
    Reset,
}

/// An answer that the HTTP library has wholly, and the system not yet.
pub(crate) struct Ending {
    pub(crate) exchange: Exchange,
    pub(crate) outcome: Outcome,
    /// What happens to the connection once the bytes are out.
    pub(crate) then: Option<Manner>,
}

/// Somebody else than the HTTP library continues with the connection.
pub(crate) enum Takeover {
    Raw { bytes: Bytes, exchange: Exchange },
    Tunnel { upstream: TcpStream, exchange: Exchange },
}

/// Whether and how the script has ended a connection. Apart from [`Link`], because an [`Exchange`] holds it and a link holds exchanges.
#[derive(Default)]
pub(crate) struct Cut {
    happened: AtomicBool,
    reset: AtomicBool,
}

impl Cut {
    pub(crate) fn happened(&self) -> bool {
        self.happened.load(Ordering::Acquire)
    }
}

pub(crate) struct Link {
    number: u64,
    cut: Arc<Cut>,
    outbox: Mutex<Vec<Ending>>,
    takeover: Mutex<Option<Takeover>>,
    over: Notify,
}

impl Link {
    pub(crate) fn new(number: u64) -> Self {
        Self { number, cut: Arc::default(), outbox: Mutex::default(), takeover: Mutex::default(), over: Notify::new() }
    }

    /// The number of the connection at its server, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn shared_cut(&self) -> Arc<Cut> {
        Arc::clone(&self.cut)
    }

    pub(crate) fn cut(&self, manner: Manner) {
        self.cut.reset.store(manner == Manner::Reset, Ordering::Release);
        self.cut.happened.store(true, Ordering::Release);
        self.over.notify_one();
    }

    pub(crate) fn to_be_reset(&self) -> bool {
        self.cut.reset.load(Ordering::Acquire)
    }

    pub(crate) fn hand_over(&self, takeover: Takeover) {
        *lock(&self.takeover) = Some(takeover);
        self.over.notify_one();
    }

    /// Resolves when the HTTP library must release the connection. If nobody takes it over, it is dropped.
    pub(crate) async fn over(&self) -> Option<Takeover> {
        self.over.notified().await;
        lock(&self.takeover).take()
    }

    pub(crate) fn ending(&self, ending: Ending) {
        lock(&self.outbox).push(ending);
    }

    pub(crate) fn has_endings(&self) -> bool {
        !lock(&self.outbox).is_empty()
    }

    /// The bytes of all endings are out. `at` is just before that, so that no client can have them earlier.
    pub(crate) fn settle(&self, at: Instant) {
        let endings = std::mem::take(&mut *lock(&self.outbox));
        for Ending { exchange, outcome, then } in endings {
            exchange.end(outcome, at);
            if let Some(manner) = then {
                self.cut(manner);
            }
        }
    }
}
