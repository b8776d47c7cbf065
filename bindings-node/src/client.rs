//! The client: calls run on the worker thread, results come back through the mailbox of the thread that called.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::{Accepted, Client, Connector, Error};

use crate::events::LISTENER;
use crate::mailbox::{Deliveries, Mailbox};
use crate::options::{NativeClientOptions, call_options, client_options};
use crate::outcome::NativeError;
use crate::panics::{guarded, guarded_future, panicking_call};
use crate::worker::runtime;

/// Private: `Client` is built on it.
#[napi]
pub struct NativeClient {
    base_url: String,
    /// `None` after `close`.
    client: Mutex<Option<Client>>,
}

/// A client, or why there can be none.
#[napi]
pub fn open(options: NativeClientOptions) -> Either<NativeClient, NativeError> {
    let build = || {
        let client = Client::new(client_options(options)?)?;
        Ok(NativeClient { base_url: client.base_url().to_owned(), client: Mutex::new(Some(client)) })
    };
    guarded(build).map_or_else(|error| Either::B(error.into()), Either::A)
}

#[napi]
impl NativeClient {
    /// Where the service is.
    #[napi(getter)]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Starts the call and returns its number, under which its result will come; or why it cannot be started.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "plain values cross the border faster than an object's fields")]
    pub fn resume(
        &self,
        env: Env,
        mailbox: &Mailbox,
        environment_id: String,
        kafka_cluster_id: String,
        connector_name: String,
        timeout_ms: Option<f64>,
        deadline_ms: Option<f64>,
        wants_events: bool,
    ) -> napi::Result<Either<u32, NativeError>> {
        self.start(env, &mailbox.deliveries, wants_events, |client| {
            let connector = Connector::new(environment_id, kafka_cluster_id, connector_name)?;
            let options = call_options(timeout_ms, deadline_ms)?;
            Ok(async move { client.resume_with(&connector, &options).await })
        })
    }

    /// For the tests: a call that panics.
    #[napi]
    pub fn panic(&self, env: Env, mailbox: &Mailbox) -> napi::Result<Either<u32, NativeError>> {
        self.start(env, &mailbox.deliveries, false, |_| Ok(panicking_call()))
    }

    /// Closes the connections that no call uses.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        drop(self.slot().take());
    }
}

impl NativeClient {
    fn start<F, C>(
        &self,
        env: Env,
        deliveries: &Arc<Deliveries>,
        wants_events: bool,
        call: F,
    ) -> napi::Result<Either<u32, NativeError>>
    where
        F: FnOnce(Client) -> Result<C, Error>,
        C: Future<Output = Result<Accepted, Error>> + Send + 'static,
    {
        let started = deliveries.call(env, |number| {
            guarded(|| {
                // Boxed at once: it is a few kilobytes, which each wrapper below would move.
                let call = Box::pin(call(self.slot().clone().ok_or_else(Error::closed)?)?);
                let deliveries = Arc::clone(deliveries);
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

    fn slot(&self) -> MutexGuard<'_, Option<Client>> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
