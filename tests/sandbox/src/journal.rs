//! The journal of a server: its requests in order of arrival, and exact counts of everything that a test may wait for.

use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Instant;

use http::request::Parts;
use http::{StatusCode, Version};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::lock::lock;

/// A bound on memory: a benchmark sends millions of requests, and the first ones tell as much as all.
const KEPT_ENTRIES: usize = 10_000;

pub(crate) struct Journal {
    started: Instant,
    book: Mutex<Book>,
    changed: Notify,
    /// Held (shared) while the last bytes of an answer are written and noted, and (alone) while the journal is read. So if
    /// you have read an answer, it is in the journal, however the threads are scheduled.
    sending: RwLock<()>,
}

#[derive(Default)]
struct Book {
    entries: Vec<Entry>,
    counts: Counts,
}

/// How often each thing happened at one server.
#[derive(Clone, Copy, Default, Serialize)]
pub(crate) struct Counts {
    pub(crate) requests: u64,
    pub(crate) answered: u64,
    pub(crate) abandoned: u64,
    pub(crate) faulted: u64,
    pub(crate) token_requests: u64,
    #[serde(skip)]
    pub(crate) opened: u64,
    #[serde(skip)]
    pub(crate) closed: u64,
}

/// A request as the control interface shows it. It owns its texts: each slice of a read buffer would keep the whole buffer.
#[derive(Serialize)]
struct Entry {
    connection: u64,
    method: String,
    target: String,
    version: String,
    headers: Vec<[String; 2]>,
    arrived: f64,
    finished: Option<f64>,
    status: Option<u16>,
    outcome: &'static str,
    /// Only of requests for tokens: nobody could see otherwise which proof came.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<Value>,
}

#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    Answered,
    Abandoned,
    Faulted,
}

impl Journal {
    pub(crate) fn new(started: Instant) -> Self {
        Self { started, book: Mutex::default(), changed: Notify::new(), sending: RwLock::new(()) }
    }

    /// Counts a connection and numbers it.
    pub(crate) fn opened(&self) -> u64 {
        self.record(|book| {
            book.counts.opened += 1;
            book.counts.opened
        })
    }

    pub(crate) fn closed(&self) {
        self.record(|book| book.counts.closed += 1);
    }

    /// Notes a request and numbers it.
    pub(crate) fn arrived(&self, connection: u64, head: &Parts) -> u64 {
        let arrived = self.elapsed();
        self.record(|book| {
            book.counts.requests += 1;
            if book.entries.len() < KEPT_ENTRIES {
                book.entries.push(Entry::new(connection, head, arrived));
            }
            book.counts.requests
        })
    }

    /// Counts a request for a token, and notes its form.
    pub(crate) fn brought(&self, request: u64, form: Value) {
        self.record(|book| {
            book.counts.token_requests += 1;
            if let Some(entry) = book.entry(request) {
                entry.form = Some(form);
            }
        });
    }

    /// Notes how the request with this number ended.
    pub(crate) fn ended(&self, request: u64, status: Option<StatusCode>, outcome: Outcome, at: Instant) {
        let at = at.saturating_duration_since(self.started).as_secs_f64();
        self.record(|book| {
            let (word, count) = match outcome {
                Outcome::Answered => ("answered", &mut book.counts.answered),
                Outcome::Abandoned => ("abandoned", &mut book.counts.abandoned),
                Outcome::Faulted => ("faulted", &mut book.counts.faulted),
            };
            *count += 1;
            if let Some(entry) = book.entry(request) {
                entry.finished = Some(at);
                entry.status = status.map(|status| status.as_u16());
                entry.outcome = word;
            }
        });
    }

    /// Hold it while you write the last bytes of an answer and call [`ended`](Self::ended).
    pub(crate) fn sending(&self) -> RwLockReadGuard<'_, ()> {
        self.sending.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn counts(&self) -> Counts {
        lock(&self.book).counts
    }

    /// Resolves at the next change after this call, not after the first poll of the future.
    pub(crate) fn changed(&self) -> impl Future<Output = ()> + '_ {
        self.changed.notified()
    }

    /// The entries as the control interface shows them, with the counts of the same moment.
    pub(crate) fn read(&self) -> (Value, Counts) {
        let _nothing_half_noted = self.sending.write().unwrap_or_else(PoisonError::into_inner);
        let book = lock(&self.book);
        (json!(book.entries), book.counts)
    }

    fn record<T>(&self, write: impl FnOnce(&mut Book) -> T) -> T {
        let written = write(&mut lock(&self.book));
        self.changed.notify_waiters();
        written
    }

    fn elapsed(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}

impl Book {
    /// `None` if this request is one too many to be kept.
    fn entry(&mut self, request: u64) -> Option<&mut Entry> {
        self.entries.get_mut(usize::try_from(request - 1).unwrap_or(usize::MAX))
    }
}

impl Entry {
    fn new(connection: u64, head: &Parts, arrived: f64) -> Self {
        Self {
            connection,
            method: head.method.to_string(),
            target: target(head),
            version: format!("{:?}", head.version),
            headers: headers(head),
            arrived,
            finished: None,
            status: None,
            outcome: "open",
            form: None,
        }
    }
}

/// HTTP/2 has no request target: scheme and authority are fields of their own, and the path is what HTTP/1.1 would
/// have sent.
fn target(head: &Parts) -> String {
    match head.uri.path_and_query() {
        Some(path) if head.version == Version::HTTP_2 => path.to_string(),
        _ => head.uri.to_string(),
    }
}

fn headers(head: &Parts) -> Vec<[String; 2]> {
    let authority = head.uri.authority().filter(|_| head.version == Version::HTTP_2);
    let pseudo = authority.map(|authority| [":authority".to_owned(), authority.to_string()]);
    let fields = head
        .headers
        .iter()
        .map(|(name, value)| [name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()]);
    pseudo.into_iter().chain(fields).collect()
}
