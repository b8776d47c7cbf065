//! How many requests may be sent now: a gate, a number of requests in flight, and a window.
//!
//! - A 429 closes the gate for as long as the service says; if it says nothing, for a silence that grows: see [`Blind`].
//! - After it two requests go first; each answer lets three more go (slow start), up to three quarters of what was in
//!   flight when the service refused (multiplicative decrease), and from there one more every other round trip (additive
//!   increase). Where the window is known, it is what limits, and slow start goes on.
//! - What the 429 says about the limit, and what was sent before it, tell how many requests fit in which time: see
//!   [`Window`].

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::blind::Blind;
use super::window::{Sent, Window};
use crate::http::response::Refusal;

/// How many requests go first when the gate opens.
const FIRST: f64 = 2.0;

/// How many more may be in flight after each answer, as long as there is less in flight than there was.
const SLOW_START: f64 = 2.0;

/// How much of what was in flight at a refusal is soon in flight again.
const DECREASE: f64 = 0.75;

/// How many more requests may be in flight after as many answers as are in flight.
const INCREASE: f64 = 0.5;

/// More in flight than anybody has: the limit is forgotten.
const UNLIMITED: f64 = 1_000.0;

/// How long one refusal closes the gate at the most: nothing else opens it, and what a service or a proxy says may be nonsense.
const LONGEST: Duration = Duration::from_secs(3600);

/// How long the requests in flight keep others from being sent. Their answers may have come, but to a job that nobody polls.
const UNHEARD: Duration = Duration::from_secs(5);

/// How many requests are remembered; a larger limit is not learned.
const REMEMBERED: usize = 16_384;

/// A request that may be, or was, sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Admission {
    sent: Sent,
    /// Sent to find out whether the window is shorter than believed.
    early: bool,
}

/// Whether a request may be sent now.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict<T> {
    Go(T),
    At(Instant),
    /// When a request in flight is answered, or at this time.
    WhenAnswered(Instant),
}

impl<T> Verdict<T> {
    /// `None` for what would be only after `end`.
    pub(super) fn before(self, end: Instant) -> Verdict<Option<T>> {
        match self {
            Self::Go(passed) => Verdict::Go(Some(passed)),
            Self::At(at) if at >= end => Verdict::Go(None),
            Self::At(at) => Verdict::At(at),
            Self::WhenAnswered(at) => Verdict::WhenAnswered(at),
        }
    }
}

#[derive(Default)]
pub(super) struct Pace {
    gate: Option<Gate>,
    in_flight: u32,
    early_in_flight: bool,
    flight: Option<Flight>,
    window: Option<Window>,
    /// Set while the limit is looked for that no answer describes.
    blind: Option<Blind>,
    /// The requests that the service did not refuse, the oldest first.
    log: VecDeque<Sent>,
    numbered: u64,
    last_sent: Option<Instant>,
    round_trip: RoundTrip,
}

/// Why and how long nothing is sent.
struct Gate {
    closed: Instant,
    opens: Instant,
    refusal: Arc<Refusal>,
}

/// How many requests may be in flight.
struct Flight {
    limit: f64,
    threshold: f64,
}

/// How long answers take, as TCP keeps it (RFC 6298).
#[derive(Default)]
struct RoundTrip {
    smoothed: Option<f64>,
    variation: f64,
}

impl Pace {
    pub(super) fn closed(&self, now: Instant) -> Option<(Instant, Arc<Refusal>)> {
        let gate = self.gate.as_ref().filter(|gate| gate.opens > now)?;
        Some((gate.opens, Arc::clone(&gate.refusal)))
    }

    pub(super) fn last_refusal(&self) -> Option<Arc<Refusal>> {
        self.gate.as_ref().map(|gate| Arc::clone(&gate.refusal))
    }

    pub(super) fn knows_limit(&self) -> bool {
        self.window.is_some()
    }

    pub(super) fn room(&mut self, now: Instant) -> Verdict<()> {
        match self.verdict(now) {
            Verdict::Go(_) => Verdict::Go(()),
            Verdict::At(at) => Verdict::At(at),
            Verdict::WhenAnswered(at) => Verdict::WhenAnswered(at),
        }
    }

    pub(super) fn admit(&mut self, now: Instant) -> Verdict<Admission> {
        let verdict = self.verdict(now);
        if let Verdict::Go(admission) = verdict {
            self.in_flight += 1;
            self.early_in_flight |= admission.early;
            self.numbered += 1;
            self.last_sent = Some(now);
            self.log.push_back(admission.sent);
            if self.log.len() > REMEMBERED {
                self.log.pop_front();
            }
        }
        verdict
    }

    fn verdict(&mut self, now: Instant) -> Verdict<Admission> {
        let sent = Sent { number: self.numbered, at: now };
        if let Some(gate) = self.gate.as_ref().filter(|gate| gate.opens > now) {
            return Verdict::At(gate.opens);
        }
        let unheard = self.last_sent.map(|last| last + UNHEARD).filter(|at| *at > now);
        if let (Some(at), Some(flight)) = (unheard, &self.flight)
            && f64::from(self.in_flight) >= flight.limit.floor()
        {
            return Verdict::WhenAnswered(at);
        }
        let Some(window) = &mut self.window else {
            return Verdict::Go(Admission { sent, early: false });
        };
        window.probe_when_due(now);
        // As many requests ago as fit in a window.
        let first = self.log.len().checked_sub(window.limit).and_then(|place| self.log.get(place));
        let guard = self.round_trip.guard();
        match first.map(|first| (first.at + window.shortest(guard), first.at + window.length(guard))) {
            Some((may, _)) if may > now => Verdict::At(may),
            Some((_, should)) if should > now && self.early_in_flight => Verdict::WhenAnswered(should),
            Some((_, should)) => Verdict::Go(Admission { sent, early: should > now }),
            None => Verdict::Go(Admission { sent, early: false }),
        }
    }

    pub(super) fn answered(&mut self, admission: Admission, now: Instant) {
        self.released(admission);
        self.round_trip.measured((now - admission.sent.at).as_secs_f64());
        if let Some(blind) = self.blind.filter(|blind| admission.sent.at >= blind.ends()) {
            // The silence was long enough: now the window is known.
            self.blind = None;
            let burst = |sent: &&Sent| (blind.began..=blind.ended).contains(&sent.at);
            let accepted = self.log.iter().filter(burst).count();
            self.window = Window::found(accepted, admission.sent.at - blind.began, now);
            self.flight = Some(Flight { limit: FIRST, threshold: UNLIMITED });
        }
        // An answer to a request from before the gate closed says nothing about the time after it.
        let is_new = self.gate.as_ref().is_none_or(|gate| admission.sent.at >= gate.opens);
        if let Some(flight) = self.flight.as_mut().filter(|_| is_new) {
            flight.limit += if flight.limit < flight.threshold { SLOW_START } else { INCREASE / flight.limit };
            if flight.limit > UNLIMITED {
                self.flight = None;
            }
        }
    }

    /// `asked`: how long the service wants to be left alone, if it says so.
    pub(super) fn refused(
        &mut self,
        admission: Admission,
        now: Instant,
        asked: Option<Duration>,
        refusal: Arc<Refusal>,
    ) {
        let in_flight = self.in_flight;
        self.released(admission);
        if let Ok(place) = self.log.binary_search_by_key(&admission.sent.number, |sent| sent.number) {
            self.log.remove(place);
        }
        let asked = asked.map(|wait| wait.min(LONGEST));
        match &mut self.gate {
            // Sent before the gate closed: nothing new.
            Some(gate) if admission.sent.at <= gate.closed => {
                gate.opens = asked.map_or(gate.opens, |wait| gate.opens.max(now + wait));
            }
            _ => self.close(admission, now, asked, refusal, in_flight),
        }
    }

    fn close(
        &mut self,
        admission: Admission,
        now: Instant,
        asked: Option<Duration>,
        refusal: Arc<Refusal>,
        in_flight: u32,
    ) {
        let since = self.gate.as_ref().map(|gate| gate.opens);
        let opens = match asked {
            Some(wait) => {
                let limit = refusal.head.rate_limit.and_then(|told| usize::try_from(told.limit?).ok());
                let learned = Window::learn(&self.log, admission.sent, since, limit, wait);
                self.window = Window::refused(self.window.take(), learned, now);
                self.blind = None;
                now + wait
            }
            None => {
                let blind =
                    Blind::refused(self.blind.take(), self.burst(admission.sent, since), now, self.round_trip.usual());
                self.window = None;
                self.blind = Some(blind);
                blind.ends().clamp(now, now + LONGEST)
            }
        };
        let learned =
            self.window.as_ref().map(|window| format!("; {} requests fit in {} s", window.limit, window.seconds));
        let wait = (opens - now).as_secs_f64();
        tracing::debug!(target: "unpause", "rate limited for {wait:.2} s{}", learned.unwrap_or_default());
        self.gate = Some(Gate { closed: now, opens, refusal });
        let threshold = if self.window.is_some() { UNLIMITED } else { f64::from(in_flight) * DECREASE };
        // Without any word of the service's, each request that comes too soon is one more refusal.
        let limit = if self.blind.is_some() { 1.0 } else { FIRST };
        self.flight = Some(Flight { limit, threshold });
    }

    /// When the first request was sent since the gate opened, if it was not refused.
    fn burst(&self, refused: Sent, since: Option<Instant>) -> Option<Instant> {
        let counts = |sent: &&Sent| sent.number != refused.number && since.is_none_or(|since| sent.at >= since);
        self.log.iter().find(counts).map(|first| first.at)
    }

    pub(super) fn released(&mut self, admission: Admission) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.early_in_flight &= !admission.early;
    }
}

impl RoundTrip {
    fn measured(&mut self, seconds: f64) {
        let smoothed = self.smoothed.unwrap_or(seconds);
        self.variation += ((smoothed - seconds).abs() - self.variation) / 4.0;
        self.smoothed = Some(smoothed + (seconds - smoothed) / 8.0);
    }

    fn usual(&self) -> Duration {
        Duration::try_from_secs_f64(self.smoothed.unwrap_or_default()).unwrap_or_default()
    }

    /// How much earlier than another a request may arrive that was sent later.
    fn guard(&self) -> f64 {
        4.0 * self.variation
    }
}
