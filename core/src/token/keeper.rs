//! Keeps a client's token, and renews it: one renewal at a time, for all calls that wait.
//!
//! A renewal belongs to no call. It runs while a call waits for it or goes on beside it, and on no thread of its own. If the last
//! call that waits goes away, it ends; an early one stays for the next call.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared, WeakShared};
use http::HeaderValue;
use tokio::time::Instant;

use crate::config::credentials::bearer;
use crate::config::token_source::Token;
use crate::error::Result;
use crate::jitter::Jitter;
use crate::lock::lock;
use crate::secret::Secret;
use crate::token::jwt;
use crate::token::lifetime::Lifetime;
use crate::token::obtain::Obtainer;
use crate::token::providing::{Identity, reentered};

/// After an early renewal that brought nothing newer, the next one waits so long.
const NOTHING_NEWER: Duration = Duration::from_secs(10);

/// The longest wait after an early renewal that failed.
const MOST_PATIENCE: Duration = Duration::from_secs(30);

/// A token as it is sent.
pub(crate) struct Bearer {
    pub(crate) header: HeaderValue,
    value: Secret,
    /// `None` if nobody knows: then it is good for the attempts that waited for it.
    lifetime: Option<Lifetime>,
}

/// A renewal that is under way.
#[derive(Clone)]
pub(crate) struct Flight {
    number: u64,
    is_early: bool,
    shared: Shared<BoxFuture<'static, Result<Arc<Bearer>>>>,
}

/// The end of a renewal.
pub(crate) struct Renewed {
    pub(crate) result: Result<Arc<Bearer>>,
    pub(crate) elapsed: Duration,
}

pub(crate) struct TokenKeeper {
    obtainer: Arc<Obtainer>,
    jitter: Jitter,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<Bearer>>,
    flight: Option<InFlight>,
    flights: u64,
    /// No early renewal begins before.
    not_before: Option<Instant>,
    /// Early renewals in a row that failed.
    failures: u32,
}

struct InFlight {
    number: u64,
    started: Instant,
    held: Held,
}

/// Calls that wait keep their flight. An early one has nobody who waits, so the keeper keeps it.
enum Held {
    ByCalls(WeakShared<BoxFuture<'static, Result<Arc<Bearer>>>>),
    Early(Flight),
}

enum Plan {
    Send(Arc<Bearer>, Option<Flight>),
    Wait(Flight),
}

impl Bearer {
    pub(crate) fn new(token: Token, asked: Instant, asked_by_system: SystemTime, fraction: f64) -> Result<Self> {
        let life = token.expires_in.or_else(|| jwt::life(token.value.expose(), asked_by_system));
        Ok(Self {
            header: bearer(&token.value)?,
            lifetime: life.map(|life| Lifetime::new(asked, asked_by_system, life, fraction)),
            value: token.value,
        })
    }

    /// Whether it may still be sent by an attempt that waited.
    pub(crate) fn is_alive(&self, now: Instant) -> bool {
        self.lifetime.is_none_or(|lifetime| !lifetime.has_ended(now))
    }

    pub(crate) fn left(&self, now: Instant) -> Option<Duration> {
        self.lifetime.map(|lifetime| lifetime.left(now))
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.value.expose() == other.value.expose()
    }

    fn outlives(&self, other: &Self) -> bool {
        match (&self.lifetime, &other.lifetime) {
            (Some(own), Some(other)) => own.outlives(other),
            _ => true,
        }
    }
}

impl TokenKeeper {
    pub(crate) fn new(obtainer: Obtainer) -> Self {
        Self { obtainer: Arc::new(obtainer), jitter: Jitter::new(), state: Mutex::default() }
    }

    /// A token that is alive, and the renewal to run beside the attempt. Waits for a new token if there is none.
    pub(crate) async fn usable(&self) -> Result<(Arc<Bearer>, Option<Flight>)> {
        loop {
            let flight = match self.plan()? {
                Plan::Send(bearer, renewal) => return Ok((bearer, renewal)),
                Plan::Wait(flight) => flight,
            };
            let is_early = flight.is_early;
            match self.land(flight).await.0 {
                // It may have begun long ago, and nobody has waited since.
                Err(_) if is_early => {}
                result => return Ok((result?, None)),
            }
        }
    }

    /// Whose providers these are.
    pub(crate) fn identity(&self) -> &Identity {
        &self.obtainer.identity
    }

    /// Forgets a token that the service has refused, unless there is another one already.
    pub(crate) fn refuse(&self, refused: &Arc<Bearer>) {
        lock(&self.state).current.take_if(|current| Arc::ptr_eq(current, refused));
    }

    /// Follows a renewal to its end; `None` if another call has reported it.
    pub(crate) async fn follow(&self, flight: Flight) -> Option<Renewed> {
        let (result, elapsed) = self.land(flight).await;
        elapsed.map(|elapsed| Renewed { result, elapsed })
    }

    fn plan(&self) -> Result<Plan> {
        let mut state = lock(&self.state);
        let (now, system) = (Instant::now(), SystemTime::now());
        let alive = state.current.as_ref().and_then(|bearer| Some((bearer, bearer.lifetime?)));
        match alive.filter(|(_, lifetime)| !lifetime.has_ended(now)) {
            Some((bearer, lifetime)) => {
                let (bearer, is_due) = (Arc::clone(bearer), lifetime.is_due(now, system));
                let renewal = if is_due { self.early(&mut state, now) } else { None };
                Ok(Plan::Send(bearer, renewal))
            }
            None if self.obtainer.identity.is_providing() => Err(reentered()),
            None => Ok(Plan::Wait(state.under_way().unwrap_or_else(|| self.start(&mut state, now, false)))),
        }
    }

    fn early(&self, state: &mut State, now: Instant) -> Option<Flight> {
        let is_too_soon = state.not_before.is_some_and(|time| now < time) || self.obtainer.identity.is_providing();
        state.under_way().or_else(|| (!is_too_soon).then(|| self.start(state, now, true)))
    }

    fn start(&self, state: &mut State, started: Instant, is_early: bool) -> Flight {
        let (obtainer, fraction) = (Arc::clone(&self.obtainer), self.jitter.fraction());
        let renewal = async move {
            // The life is counted from before the question.
            let (asked, asked_by_system) = (Instant::now(), SystemTime::now());
            let token = obtainer.obtain().await?;
            Bearer::new(token, asked, asked_by_system, fraction).map(Arc::new)
        };
        state.flights += 1;
        let flight = Flight { number: state.flights, is_early, shared: renewal.boxed().shared() };
        let held = match flight.shared.downgrade().filter(|_| !is_early) {
            Some(weak) => Held::ByCalls(weak),
            None => Held::Early(flight.clone()),
        };
        state.flight = Some(InFlight { number: flight.number, started, held });
        flight
    }

    /// Waits for the end of a renewal, and installs its token. The first call that comes to its end also gets the time that it took.
    async fn land(&self, flight: Flight) -> (Result<Arc<Bearer>>, Option<Duration>) {
        let result = flight.shared.await;
        let mut state = lock(&self.state);
        let Some(landed) = state.flight.take_if(|own| own.number == flight.number) else { return (result, None) };
        let now = Instant::now();
        match &result {
            Ok(bearer) => {
                let is_newer = state.current.as_ref().is_none_or(|old| bearer.outlives(old));
                state.not_before = (!is_newer).then(|| now + NOTHING_NEWER);
                state.failures = 0;
                // The old one lives on, unless a call waited because it has ended.
                if is_newer || !flight.is_early {
                    state.current = Some(Arc::clone(bearer));
                }
            }
            Err(_) => {
                state.failures += 1;
                state.not_before = Some(now + patience(state.failures, self.jitter.fraction()));
            }
        }
        (result, Some(now - landed.started))
    }
}

impl State {
    /// The renewal that is under way, if anybody still waits for it.
    fn under_way(&self) -> Option<Flight> {
        let flight = self.flight.as_ref()?;
        match &flight.held {
            Held::Early(early) => Some(early.clone()),
            Held::ByCalls(weak) => Some(Flight { number: flight.number, is_early: false, shared: weak.upgrade()? }),
        }
    }
}

/// The wait after so many early renewals in a row that failed: 1 s, 2 s, 4 s, …, up to a quarter longer.
fn patience(failures: u32, fraction: f64) -> Duration {
    let doubled = Duration::from_secs(1 << (failures.saturating_sub(1)).min(5));
    doubled.min(MOST_PATIENCE).mul_f64(1.0 + fraction / 4.0)
}
