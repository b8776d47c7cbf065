//! A service that exists only in a test's own time (tokio's paused clock): hundreds of seconds of rate limits and waits in
//! a moment, and the same each time.
//!
//! `make bench` prints the tables: `cargo test --release -p unpause --lib table -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "clippy takes only #[test] functions for tests")]

mod rate_limit;
mod schedule;
mod tokens;
mod trouble;

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::secret::Secret;
use crate::token::authority::Authority;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::call::engine::Engine;
use crate::call::failover::Failover;
use crate::call::pacing::Pacer;
use crate::client::Client;
use crate::config::options::ClientOptions;
use crate::config::redact::Redactor;
use crate::config::settings::Settings;
use crate::http::failure::Failure;
use crate::http::response::{Answer, Head, Refusal};
use crate::http::transport::{Request, Transport, simulated};
use crate::jitter::Jitter;

/// How the service counts requests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RateLimit {
    pub(crate) requests: u64,
    pub(crate) window: Duration,
    /// Windows follow the service's own clock; else one begins with the first request after the last.
    pub(crate) by_the_clock: bool,
    pub(crate) says: Says,
}

/// The headers of a 429.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// When to come again, and how many requests fit in a window.
    Limit,
    /// When to come again.
    Wait,
    Nothing,
}

/// What answers first; `None` leaves it to the service.
type Script = Box<dyn FnMut(&str) -> Option<Scripted> + Send>;

/// An answer to a request.
pub(crate) enum Scripted {
    Answer(Result<Answer, Failure>),
    Silence,
}

/// Answers after a while, as far away services do.
pub(crate) struct Service {
    latency: (Duration, Duration),
    limit: Option<RateLimit>,
    /// How long after a change a connector is in its new state.
    needs: Duration,
    state: Mutex<State>,
    script: Mutex<Option<Script>>,
    /// When requests came, and for which path.
    journal: Mutex<Vec<(Instant, String)>>,
}

struct State {
    random: fastrand::Rng,
    window: (Instant, u64),
    answers: HashMap<u16, u64>,
    /// The last change of each connector: its verb, and when it came.
    changed: HashMap<String, (String, Instant)>,
}

impl Service {
    pub(crate) fn new(limit: Option<RateLimit>, needs: Duration, seed: u64) -> Arc<Self> {
        let window = (Instant::now(), 0);
        let random = fastrand::Rng::with_seed(seed);
        let state = State { random, window, answers: HashMap::new(), changed: HashMap::new() };
        let latency = (Duration::from_millis(20), Duration::from_millis(50));
        let (state, script, journal) = (Mutex::new(state), Mutex::default(), Mutex::default());
        Arc::new(Self { latency, limit, needs, state, script, journal })
    }

    /// The same, but asked by path first.
    pub(crate) fn scripted(
        needs: Duration,
        script: impl FnMut(&str) -> Option<Scripted> + Send + 'static,
    ) -> Arc<Self> {
        let service = Self::new(None, needs, 1);
        *service.script.lock().unwrap() = Some(Box::new(script));
        service
    }

    /// A client whose requests go here and nowhere else.
    pub(crate) fn client(self: &Arc<Self>) -> Client {
        let settings = Settings::of_cloud(ClientOptions {
            api_key: Some("KEY".to_owned()),
            api_secret: Some(Secret::from("SECRET")),
            base_url: Some("http://127.0.0.1:1".to_owned()),
            ..Default::default()
        });
        let settings = settings.unwrap();
        let service: Arc<dyn simulated::Service> = self.clone();
        let transport = Arc::new(Transport::simulated(service));
        let authority = Authority::new(&settings, &transport).unwrap();
        Client::from_engine(Engine {
            settings,
            transport,
            jitter: Jitter::seeded(7),
            pacer: Pacer::default(),
            authority,
            failover: Failover::default(),
        })
    }

    async fn respond(&self, request: &Request) -> Result<Answer, Failure> {
        let there = self.one_way();
        sleep(there).await;
        let path = request.url.path();
        self.journal.lock().unwrap().push((Instant::now(), path.to_owned()));
        let scripted = self.script.lock().unwrap().as_mut().and_then(|script| script(path));
        let answer = match scripted {
            Some(Scripted::Silence) => std::future::pending().await,
            Some(Scripted::Answer(answer)) => answer,
            None => self.decide(request),
        };
        sleep(self.one_way()).await;
        answer
    }

    /// When requests came whose path ends so.
    pub(crate) fn arrivals(&self, path: &str) -> Vec<Instant> {
        let journal = self.journal.lock().unwrap();
        journal.iter().filter(|(_, came)| came.ends_with(path)).map(|(at, _)| *at).collect()
    }

    /// How many requests were answered with `status`.
    pub(crate) fn answered(&self, status: u16) -> u64 {
        self.state.lock().unwrap().answers.get(&status).copied().unwrap_or_default()
    }

    pub(crate) fn requests(&self) -> u64 {
        self.state.lock().unwrap().answers.values().sum()
    }

    fn one_way(&self) -> Duration {
        let (least, most) = self.latency;
        (least + (most - least).mul_f64(self.state.lock().unwrap().random.f64())) / 2
    }

    fn decide(&self, request: &Request) -> Result<Answer, Failure> {
        let mut state = self.state.lock().unwrap();
        let now = Instant::now();
        if let Some(limit) = self.limit
            && let Some(left) = state.is_full(limit, now)
        {
            *state.answers.entry(429).or_default() += 1;
            return Err(too_many(limit, left));
        }
        let path: Vec<_> = request.url.path().rsplit('/').collect();
        let (status, body) = match path.as_slice() {
            [verb @ ("resume" | "pause" | "stop" | "restart"), name, ..] => {
                state.changed.insert((*name).to_owned(), ((*verb).to_owned(), now));
                (202, Value::Null)
            }
            ["status", name, ..] => (200, self.status(&state, name, now)),
            _ => (
                200,
                state
                    .changed
                    .keys()
                    .map(|name| (name.clone(), json!({"status": self.status(&state, name, now)})))
                    .collect(),
            ),
        };
        *state.answers.entry(status).or_default() += 1;
        Ok(Answer { head: head(status, &[]), body: body.to_string().into_bytes() })
    }

    fn status(&self, state: &State, name: &str, now: Instant) -> Value {
        let change = state.changed.get(name);
        let is_done = change.is_some_and(|(_, came)| now - *came >= self.needs);
        let of = match change.map(|(verb, _)| verb.as_str()) {
            Some("pause") if is_done => "PAUSED",
            Some("stop") if is_done => "STOPPED",
            // What a restart does not show is the hardest to wait for.
            Some("pause" | "stop" | "restart") => "RUNNING",
            _ if is_done => "RUNNING",
            _ => "PROVISIONING",
        };
        json!({"name": name, "connector": {"state": of}, "tasks": [{"id": 0, "state": of}]})
    }
}

impl simulated::Service for Service {
    fn answer<'a>(
        &'a self,
        request: &'a Request,
    ) -> Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>> {
        Box::pin(self.respond(request))
    }
}

impl State {
    /// Counts one request; the time until there is room again if there is none.
    fn is_full(&mut self, limit: RateLimit, now: Instant) -> Option<Duration> {
        let (begun, count) = &mut self.window;
        if now - *begun >= limit.window {
            let windows = (now - *begun).div_duration_f64(limit.window).floor() as u32;
            *begun = if limit.by_the_clock { *begun + limit.window * windows } else { now };
            *count = 0;
        }
        if *count >= limit.requests {
            return Some(*begun + limit.window - now);
        }
        *count += 1;
        None
    }
}

/// As the API describes it: whole seconds, rounded up.
fn too_many(limit: RateLimit, left: Duration) -> Failure {
    let seconds = (left.as_secs_f64().ceil() as u64).to_string();
    let requests = limit.requests.to_string();
    let mut headers =
        vec![("retry-after", seconds.as_str()), ("x-ratelimit-reset", &seconds), ("x-ratelimit-remaining", "0")];
    match limit.says {
        Says::Limit => headers.push(("x-ratelimit-limit", &requests)),
        Says::Wait => {}
        Says::Nothing => headers.clear(),
    }
    refusal(429, &headers)
}

fn refusal(status: u16, headers: &[(&'static str, &str)]) -> Failure {
    Failure::Refused(Box::new(Refusal::new(head(status, headers), b"", &Redactor::new([]))))
}

fn head(status: u16, headers: &[(&'static str, &str)]) -> Head {
    let headers: HeaderMap =
        headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
    Head::new(StatusCode::from_u16(status).unwrap(), &headers, &Redactor::new([]))
}
