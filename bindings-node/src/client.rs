//! The client: calls run on the worker thread, results come back through the mailbox of the thread that called.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::{Accepted, Client, Error, KafkaConnect};

use crate::events::LISTENER;
use crate::mailbox::Mailbox;
use crate::options::{NativeClientOptions, client_options, kafka_connect_options};
use crate::outcome::{Answer, NativeError};
use crate::panics::{guarded, guarded_future, panicking_call};
use crate::service::Service;
use crate::worker::runtime;

/// Private: `Client` and `KafkaConnect` are built on it.
#[napi]
pub struct NativeClient {
    base_url: String,
    /// `None` after `close`.
    service: Mutex<Option<Service>>,
}

/// A client for Confluent Cloud, or why there can be none.
#[napi]
pub fn open(options: NativeClientOptions) -> Either<NativeClient, NativeError> {
    opened(|| Ok(Service::ConfluentCloud(Client::new(client_options(options)?)?)))
}

/// A client for self-managed Kafka Connect, or why there can be none.
#[napi]
pub fn open_kafka_connect(options: NativeClientOptions) -> Either<NativeClient, NativeError> {
    opened(|| Ok(Service::KafkaConnect(KafkaConnect::new(kafka_connect_options(options)?)?)))
}

fn opened(build: impl FnOnce() -> Result<Service, Error>) -> Either<NativeClient, NativeError> {
    match guarded(build) {
        Ok(service) => {
            let base_url = service.client().base_url().to_owned();
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
        self.start(env, mailbox, false, |_, _| Ok(panicking_call::<Accepted>()))
    }

    /// Closes the connections that no call uses.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        drop(self.slot().take());
    }
}

impl NativeClient {
    /// Starts what `call` makes of the service and the call's number; its result will come under that number.
    pub(crate) fn start<T, F, C>(
        &self,
        env: Env,
        mailbox: &Mailbox,
        wants_events: bool,
        call: F,
    ) -> napi::Result<Either<u32, NativeError>>
    where
        T: Answer,
        F: FnOnce(Service, u32) -> Result<C, Error>,
        C: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let started = mailbox.deliveries.call(env, |number| {
            guarded(|| {
                // Boxed at once: it is a few kilobytes, which each wrapper below would move.
                let call = Box::pin(call(self.slot().clone().ok_or_else(Error::closed)?, number)?);
                let deliveries = Arc::clone(&mailbox.deliveries);
                let listener = wants_events.then(|| Arc::clone(&deliveries));
                let task = async move {
                    let result = LISTENER.scope(listener, guarded_future(call)).await;
                    deliveries.result(number, result);
                };
                Ok(runtime()?.spawn(task).abort_handle())
            })
        })?;
        Ok(started.map_or_else(|error| Either::B(error.into()), Either::A))
    }

    fn slot(&self) -> MutexGuard<'_, Option<Service>> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
