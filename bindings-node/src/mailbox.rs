//! Results on their way from the worker thread to JavaScript: a queue, and one wake-up for all that is in it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::Env;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use tokio::task::AbortHandle;
use unpause::Error;
use unpause::bridge::{Answer, Progress, TokenDesk};

use crate::delivery::{Delivery, NativeOutcome, NativeProgress, NativeQuestion};
use crate::failure::Forgotten;

/// Calls `take` on the thread of JavaScript. Weak: an idle client lets the process end.
type WakeUp = ThreadsafeFunction<(), (), (), napi::Status, false, true>;

/// Private: one for each thread of JavaScript.
#[napi]
pub struct Mailbox {
    pub(crate) deliveries: Arc<Deliveries>,
    pub(crate) forgotten: Forgotten,
}

/// The part that the worker thread sees.
pub(crate) struct Deliveries {
    queue: Mutex<Queue>,
    wake_up: Mutex<WakeUp>,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<Delivery>,
    /// The calls that JavaScript waits for.
    in_flight: HashMap<u32, InFlight>,
    next: u32,
}

struct InFlight {
    handle: AbortHandle,
    /// Where its questions for tokens come from, if JavaScript answers them.
    desk: Option<Arc<TokenDesk>>,
}

#[napi]
impl Mailbox {
    /// `wakeUp` is called when there is something to take.
    #[napi(constructor)]
    pub fn new(#[napi(ts_arg_type = "() => void")] wake_up: WakeUp) -> Self {
        let deliveries = Arc::new(Deliveries { queue: Mutex::default(), wake_up: Mutex::new(wake_up) });
        Self { deliveries, forgotten: Forgotten::default() }
    }

    /// Everything that has come since the last time, in order.
    #[napi(catch_unwind, ts_return_type = "Array<NativeOutcome | NativeProgress | NativeEvent | NativeQuestion>")]
    pub fn take(&self, env: Env) -> napi::Result<Vec<Delivery>> {
        let mut queue = self.deliveries.queue();
        let waiting = std::mem::take(&mut queue.waiting);
        for delivery in &waiting {
            if let Delivery::A(outcome) = delivery {
                queue.in_flight.remove(&outcome.call);
            }
        }
        self.deliveries.let_go_if_idle(&queue, env)?;
        Ok(waiting)
    }

    /// Drops a call's requests and closes their connections; nothing more comes of it. After the end it does nothing.
    #[napi(catch_unwind)]
    pub fn cancel(&self, env: Env, call: u32) -> napi::Result<()> {
        let mut queue = self.deliveries.queue();
        if let Some(InFlight { handle, desk }) = queue.in_flight.remove(&call) {
            handle.abort();
            queue.waiting.retain(|delivery| match delivery {
                Delivery::A(outcome) => outcome.call != call,
                Delivery::B(progress) => progress.job != call,
                Delivery::C(_) => true,
                Delivery::D(question) => question.asked_by != call || !put_back(desk.as_deref(), question),
            });
        }
        self.deliveries.let_go_if_idle(&queue, env)
    }

    /// The numbers of thrown values that no error needs any more, since the last time.
    #[napi(catch_unwind)]
    pub fn forgotten(&self) -> Vec<u32> {
        self.forgotten.take()
    }
}

impl Deliveries {
    /// Numbers a call, starts it by `start`, and keeps the process alive until its end. The queue is locked meanwhile,
    /// so that no result comes before its call is known.
    pub(crate) fn call(
        &self,
        env: Env,
        desk: Option<Arc<TokenDesk>>,
        start: impl FnOnce(u32) -> Result<AbortHandle, Error>,
    ) -> napi::Result<Result<u32, Error>> {
        let mut queue = self.queue();
        let call = queue.next;
        let handle = match start(call) {
            Ok(handle) => handle,
            Err(error) => return Ok(Err(error)),
        };
        if queue.in_flight.is_empty() {
            self.hold(env)?;
        }
        queue.next = call.wrapping_add(1);
        queue.in_flight.insert(call, InFlight { handle, desk });
        Ok(Ok(call))
    }

    pub(crate) fn result(self: &Arc<Self>, call: u32, result: Result<Answer, Error>) {
        self.deliver(Delivery::A(NativeOutcome::new(call, result)));
    }

    pub(crate) fn progress(self: &Arc<Self>, job: u32, progress: Progress) {
        self.deliver(Delivery::B(NativeProgress::new(job, progress)));
    }

    /// Asks JavaScript for a token, on behalf of a call. If that call was cancelled, another one has to ask, and this says `false`.
    pub(crate) fn question(self: &Arc<Self>, asked_by: u32, number: u64, desk: &TokenDesk) -> bool {
        let queue = self.queue();
        match i64::try_from(number) {
            Ok(question) if queue.in_flight.contains_key(&asked_by) => {
                self.push(queue, Delivery::D(NativeQuestion { question, asked_by }));
                true
            }
            _ => {
                desk.put_back(number);
                false
            }
        }
    }

    /// On the worker thread only.
    pub(crate) fn deliver(self: &Arc<Self>, delivery: Delivery) {
        self.push(self.queue(), delivery);
    }

    fn push(self: &Arc<Self>, mut queue: MutexGuard<'_, Queue>, delivery: Delivery) {
        queue.waiting.push(delivery);
        if queue.waiting.len() == 1 {
            // A task of its own comes after those that are ready now: their results go with this wake-up.
            let this = Arc::clone(self);
            tokio::spawn(async move {
                // It fails only when the thread of JavaScript ends, and then nobody waits.
                this.wake_up().call((), ThreadsafeFunctionCallMode::NonBlocking);
            });
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_up(&self) -> MutexGuard<'_, WakeUp> {
        self.wake_up.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[expect(deprecated, reason = "what it recommends, a clone for each call, is one more object of Node's each")]
    fn hold(&self, env: Env) -> napi::Result<()> {
        self.wake_up().refer(&env)
    }

    #[expect(deprecated, reason = "as above")]
    fn let_go_if_idle(&self, queue: &Queue, env: Env) -> napi::Result<()> {
        if queue.in_flight.is_empty() { self.wake_up().unref(&env) } else { Ok(()) }
    }
}

/// Gives a question back that JavaScript has not taken, and says whether it could.
fn put_back(desk: Option<&TokenDesk>, question: &NativeQuestion) -> bool {
    match (desk, u64::try_from(question.question)) {
        (Some(desk), Ok(number)) => {
            desk.put_back(number);
            true
        }
        _ => false,
    }
}
