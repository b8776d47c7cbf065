//! The client: work runs on the worker thread, and its results come back through the mailbox of the calling thread.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::bridge::{Answer, Heard, Service, ServiceOptions, Work, closed, guarded, guarded_future, panicking_call};
use unpause::{Error, Tally};

use crate::errors::NativeError;
use crate::listener::{LISTENER, Listener};
use crate::mailbox::{Deliveries, Mailbox};
use crate::options::{NativeClientOptions, client_options, kafka_connect_options};
use crate::worker::runtime;

/// Private: `Client` and `KafkaConnect` are built on it.
#[napi]
pub struct NativeClient {
    base_url: String,
    /// `None` after `close`.
    service: Mutex<Option<Service>>,
}

/// Work that runs: its number, and for a job its listeners and its tally.
pub(crate) struct Started {
    pub(crate) call: u32,
    pub(crate) listening: Arc<AtomicBool>,
    pub(crate) tally: Option<Tally>,
}

/// A client for Confluent Cloud, or why there can be none.
#[napi]
pub fn open(options: NativeClientOptions) -> Either<NativeClient, NativeError> {
    opened(|| Ok(ServiceOptions::ConfluentCloud(client_options(options)?)))
}

/// A client for self-managed Kafka Connect, or why there can be none.
#[napi]
pub fn open_kafka_connect(options: NativeClientOptions) -> Either<NativeClient, NativeError> {
    opened(|| Ok(ServiceOptions::KafkaConnect(kafka_connect_options(options)?)))
}

fn opened(options: impl FnOnce() -> Result<ServiceOptions, Error>) -> Either<NativeClient, NativeError> {
    match guarded(|| options()?.open()) {
        Ok(service) => {
            let base_url = service.base_url().to_owned();
            Either::A(NativeClient { base_url, service: Mutex::new(Some(service)) })
        }
        Err(error) => Either::B(error.into()),
    }
}

#[napi]
impl NativeClient {
    /// Where the service is.
    #[napi(getter)]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// For the tests: a call that panics.
    #[napi]
    pub fn panic(&self, env: Env, mailbox: &Mailbox) -> napi::Result<Either<u32, NativeError>> {
        let started = self.start(env, mailbox, false, |_| Ok(Work::call(panicking_call(), Answer::Names)))?;
        Ok(number(started))
    }

    /// Closes the connections that no call uses.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        drop(self.slot().take());
    }
}

impl NativeClient {
    /// Starts the work that `make` makes; its result will come under its number.
    pub(crate) fn start(
        &self,
        env: Env,
        mailbox: &Mailbox,
        wants_events: bool,
        make: impl FnOnce(&Service) -> Result<Work, Error>,
    ) -> napi::Result<Result<Started, Error>> {
        // A job reports from the start, so that a listener that comes at once misses nothing.
        let listening = Arc::new(AtomicBool::new(true));
        let mut tally = None;
        let call = mailbox.deliveries.call(env, |number| {
            guarded(|| {
                let work = make(self.slot().as_ref().ok_or_else(closed)?)?;
                tally = work.tally();
                let deliveries = Arc::clone(&mailbox.deliveries);
                let listener = wants_events.then(|| Listener { of: number, deliveries: Arc::clone(&deliveries) });
                let driven = drive(work, number, deliveries, Arc::clone(&listening));
                Ok(runtime()?.spawn(LISTENER.scope(listener, driven)).abort_handle())
            })
        })?;
        Ok(call.map(|call| Started { call, listening, tally }))
    }

    fn slot(&self) -> MutexGuard<'_, Option<Service>> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drives the work to its end, and delivers everything that it reports.
async fn drive(mut work: Work, number: u32, deliveries: Arc<Deliveries>, listening: Arc<AtomicBool>) {
    loop {
        let next = work.next(|| listening.load(Ordering::Relaxed));
        match guarded_future(async { Ok(next.await) }).await.unwrap_or_else(|panic| Heard::End(Err(panic))) {
            Heard::Progress(progress) => deliveries.progress(number, progress),
            Heard::End(result) => return deliveries.result(number, result),
        }
    }
}

/// The number of started work, or why it cannot be started.
pub(crate) fn number(started: Result<Started, Error>) -> Either<u32, NativeError> {
    match started {
        Ok(started) => Either::A(started.call),
        Err(error) => Either::B(error.into()),
    }
}
