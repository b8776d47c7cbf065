//! Jobs: they run on the worker thread, and report their progress as long as somebody listens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use napi::Env;
use napi::bindgen_prelude::{ClassInstance, Either};
use napi_derive::napi;
use unpause::bridge::{Service, Work};
use unpause::{Error, Tally};

use crate::client::{Around, NativeClient, Started};
use crate::errors::NativeError;
use crate::mailbox::Mailbox;
use crate::options::NativeJobOptions;
use crate::report::{NativeReport, SavedReport};

/// Private: the handle of a job, which knows how far it came after its end, too.
#[napi]
pub struct NativeJob {
    call: u32,
    listening: Arc<AtomicBool>,
    tally: Option<Tally>,
}

#[napi]
impl NativeJob {
    /// Its number, under which its progress and its result come.
    #[napi(getter)]
    pub fn call(&self) -> u32 {
        self.call
    }

    /// Turns progress on or off. It is on at first.
    #[napi]
    pub fn listen(&self, on: bool) {
        self.listening.store(on, Ordering::Relaxed);
    }

    /// The report so far of a job on many connectors.
    #[napi(catch_unwind)]
    pub fn report(&self) -> Option<NativeReport> {
        self.tally.as_ref().map(|tally| tally.report().into())
    }
}

#[napi]
impl NativeClient {
    /// Waits for one connector, whose address is as in `call`. `name` is the core's of the method; `state` is that of
    /// `wait_until`.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "an object in their place would cost more to cross")]
    pub fn wait(
        &self,
        env: Env,
        mailbox: &Mailbox,
        name: String,
        address: Vec<String>,
        state: Option<String>,
        options: NativeJobOptions,
        wants_events: bool,
        providing: bool,
    ) -> napi::Result<Either<NativeJob, NativeError>> {
        self.start_job(env, mailbox, Around { wants_events, providing }, |service| {
            let (connector, scope) = (service.connector(&address)?, options.restart_scope(service));
            Ok(service.wait(&name, connector, state.as_deref(), scope, options.wait_options()?)?.into())
        })
    }

    /// Changes many connectors: those at addresses, which are as in `call`, or those that the job of a report has changed.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "an object in their place would cost more to cross")]
    pub fn many(
        &self,
        env: Env,
        mailbox: &Mailbox,
        name: String,
        given: Either<Vec<Vec<String>>, ClassInstance<'_, SavedReport>>,
        options: NativeJobOptions,
        wants_events: bool,
        providing: bool,
    ) -> napi::Result<Either<NativeJob, NativeError>> {
        self.start_job(env, mailbox, Around { wants_events, providing }, |service| {
            let connectors = match &given {
                Either::A(addresses) => service.connectors(addresses)?,
                Either::B(report) => service.changed(report.core())?,
            };
            let scope = options.restart_scope(service);
            Ok(service.many(&name, connectors, scope, options.many_options()?)?.into())
        })
    }

    /// Changes connectors of a cluster, whose address is as in `call`.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "an object in their place would cost more to cross")]
    pub fn all(
        &self,
        env: Env,
        mailbox: &Mailbox,
        name: String,
        address: Vec<String>,
        options: NativeJobOptions,
        wants_events: bool,
        providing: bool,
    ) -> napi::Result<Either<NativeJob, NativeError>> {
        self.start_job(env, mailbox, Around { wants_events, providing }, |service| {
            let (cluster, scope) = (service.cluster(&address)?, options.restart_scope(service));
            Ok(service.all(&name, cluster, scope, options.all_options()?)?.into())
        })
    }
}

impl NativeClient {
    fn start_job(
        &self,
        env: Env,
        mailbox: &Mailbox,
        around: Around,
        make: impl FnOnce(&Service) -> Result<Work, Error>,
    ) -> napi::Result<Either<NativeJob, NativeError>> {
        Ok(match self.start(env, mailbox, around, make)? {
            Ok(Started { call, listening, tally }) => Either::A(NativeJob { call, listening, tally }),
            Err(error) => Either::B(error.into()),
        })
    }
}
