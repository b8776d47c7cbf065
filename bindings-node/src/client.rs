//! The client: work runs on the worker thread, and its results come back through the mailbox of the calling thread.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{Either as Or, select};
use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::bridge::{
    Answer, Heard, Service, ServiceOptions, TokenDesk, Work, closed, guarded, guarded_future, panicking_call,
};
use unpause::{Error, Tally};

use crate::errors::NativeError;
use crate::listener::{LISTENER, Listener};
use crate::mailbox::{Deliveries, Mailbox};
use crate::options::{NativeClientOptions, client_options, kafka_connect_options};
use crate::token_sources::NativeTokenSource;
use crate::worker::runtime;

/// Private: `Client` and `KafkaConnect` are built on it.
#[napi]
pub struct NativeClient {
    base_url: String,
    /// `None` after `close`.
    service: Mutex<Option<Service>>,
    /// Where the client asks for tokens, if JavaScript answers. Calls in flight ask also after `close`.
    pub(crate) desk: Option<Arc<TokenDesk>>,
}

/// The circumstances of a call or a job.
pub(crate) struct Around {
    pub(crate) wants_events: bool,
    /// Whether the function that gives tokens makes it.
    pub(crate) providing: bool,
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
    opened(has_function(&options), || Ok(ServiceOptions::ConfluentCloud(client_options(options)?)))
}

/// A client for self-managed Kafka Connect, or why there can be none.
#[napi]
pub fn open_kafka_connect(options: NativeClientOptions) -> Either<NativeClient, NativeError> {
    opened(has_function(&options), || Ok(ServiceOptions::KafkaConnect(kafka_connect_options(options)?)))
}

fn has_function(options: &NativeClientOptions) -> bool {
    options.token_provider.as_ref().is_some_and(NativeTokenSource::has_function)
}

fn opened(
    has_function: bool,
    options: impl FnOnce() -> Result<ServiceOptions, Error>,
) -> Either<NativeClient, NativeError> {
    match guarded(|| options()?.open()) {
        Ok(service) => {
            let base_url = service.base_url().to_owned();
            let desk = has_function.then(|| Arc::clone(service.token_desk()));
            Either::A(NativeClient { base_url, service: Mutex::new(Some(service)), desk })
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
        let started = self.start(env, mailbox, Around { wants_events: false, providing: false }, |_| {
            Ok(Work::call(panicking_call(), Answer::Names))
        })?;
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
        around: Around,
        make: impl FnOnce(&Service) -> Result<Work, Error>,
    ) -> napi::Result<Result<Started, Error>> {
        // A job reports from the start, so that a listener that comes at once misses nothing.
        let listening = Arc::new(AtomicBool::new(true));
        let mut tally = None;
        let call = mailbox.deliveries.call(env, self.desk.clone(), |number| {
            guarded(|| {
                let slot = self.slot();
                let service = slot.as_ref().ok_or_else(closed)?;
                let work = make(service)?;
                tally = work.tally();
                let deliveries = Arc::clone(&mailbox.deliveries);
                let listener =
                    around.wants_events.then(|| Listener { of: number, deliveries: Arc::clone(&deliveries) });
                let driving =
                    Driving { number, deliveries, listening: Arc::clone(&listening), desk: self.desk.clone() };
                let asks_itself = around.providing.then(|| service.clone());
                let driven = async move {
                    match asks_itself {
                        Some(service) => service.providing(driving.drive(work)).await,
                        None => driving.drive(work).await,
                    }
                };
                Ok(runtime()?.spawn(LISTENER.scope(listener, driven)).abort_handle())
            })
        })?;
        Ok(call.map(|call| Started { call, listening, tally }))
    }

    fn slot(&self) -> MutexGuard<'_, Option<Service>> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Work that is driven to its end, with everything that it reports.
struct Driving {
    number: u32,
    deliveries: Arc<Deliveries>,
    listening: Arc<AtomicBool>,
    desk: Option<Arc<TokenDesk>>,
}

/// The next thing on the way to the end: something to hear of the work, or a question for a token.
enum Turn {
    Heard(Heard),
    Asked(u64, Arc<TokenDesk>),
}

impl Driving {
    async fn drive(self, mut work: Work) {
        loop {
            let turn = self.turn(&mut work);
            let turn = guarded_future(async { Ok(turn.await) }).await;
            match turn.unwrap_or_else(|panic| Turn::Heard(Heard::End(Err(panic)))) {
                Turn::Heard(Heard::Progress(progress)) => self.deliveries.progress(self.number, progress),
                Turn::Heard(Heard::End(result)) => return self.deliveries.result(self.number, result),
                Turn::Asked(question, desk) => {
                    // It would get the same question again before it notices that it was cancelled.
                    if !self.deliveries.question(self.number, question, &desk) {
                        return;
                    }
                }
            }
        }
    }

    async fn turn(&self, work: &mut Work) -> Turn {
        let heard = pin!(work.next(|| self.listening.load(Ordering::Relaxed)));
        let Some(desk) = &self.desk else { return Turn::Heard(heard.await) };
        match select(heard, pin!(desk.wanted())).await {
            Or::Left((heard, _)) => Turn::Heard(heard),
            Or::Right((question, _)) => Turn::Asked(question, Arc::clone(desk)),
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
