//! A client with tokens of 15 minutes, for hours.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use http::header::HeaderValue;
use tokio::time::{Instant, sleep};

use super::{head, refusal};
use crate::call::engine::Engine;
use crate::call::failover::Failover;
use crate::call::pacing::Pacer;
use crate::client::Client;
use crate::config::options::ClientOptions;
use crate::config::settings::Settings;
use crate::config::token_source::Token;
use crate::http::failure::Failure;
use crate::http::response::Answer;
use crate::http::transport::{Request, Transport, simulated};
use crate::jitter::Jitter;
use crate::model::address::Connector;
use crate::token::authority::Authority;

const LIFE: Duration = Duration::from_secs(900);
const LATENCY: Duration = Duration::from_millis(30);

/// Gives tokens, and accepts each for as long as it lives.
#[derive(Default)]
struct Issuer {
    given: AtomicU32,
    ends: Mutex<HashMap<String, Instant>>,
    refused: AtomicU32,
    fails: Mutex<Option<(Instant, Instant)>>,
}

impl Issuer {
    fn give(&self) -> Result<Token, String> {
        if self.fails.lock().unwrap().is_some_and(|(from, to)| (from..to).contains(&Instant::now())) {
            return Err("the issuer is down".to_owned());
        }
        let token = format!("token-number-{}", self.given.fetch_add(1, Ordering::SeqCst));
        self.ends.lock().unwrap().insert(format!("Bearer {token}"), Instant::now() + LIFE);
        Ok(Token::new(token).expires_in(LIFE))
    }

    fn client(self: &Arc<Self>) -> Client {
        let issuer = Arc::clone(self);
        let provider = move || {
            let issuer = Arc::clone(&issuer);
            async move {
                sleep(LATENCY).await;
                issuer.give()
            }
        };
        let settings = Settings::of_cloud(ClientOptions {
            token_provider: Some(provider.into()),
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
            authority,
            jitter: Jitter::seeded(7),
            pacer: Pacer::default(),
            failover: Failover::default(),
        })
    }
}

impl simulated::Service for Issuer {
    fn answer<'a>(
        &'a self,
        request: &'a Request,
    ) -> Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>> {
        Box::pin(async move {
            sleep(LATENCY).await;
            let sent = request.authorization.as_ref().map(HeaderValue::to_str).unwrap().unwrap();
            if self.ends.lock().unwrap().get(sent).is_none_or(|end| Instant::now() >= *end) {
                self.refused.fetch_add(1, Ordering::SeqCst);
                return Err(refusal(401, &[]));
            }
            Ok(Answer { head: head(202, &[]), body: Vec::new() })
        })
    }
}

fn connector() -> Connector {
    Connector::new("env-a1", "lkc-b2", "orders-sink").unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_hour_takes_five_tokens_and_no_call_is_refused() {
    let issuer = Arc::new(Issuer::default());
    let client = issuer.client();
    let end = Instant::now() + Duration::from_secs(3_600);
    while Instant::now() < end {
        let results = join_all((0..8).map(|_| client.resume(&connector()).into_future())).await;
        assert!(results.iter().all(|result| result.as_ref().is_ok_and(|accepted| accepted.attempts == 1)));
        sleep(Duration::from_millis(970)).await;
    }
    assert_eq!((issuer.given.load(Ordering::SeqCst), issuer.refused.load(Ordering::SeqCst)), (5, 0));
}

#[tokio::test(start_paused = true)]
async fn an_issuer_that_is_down_for_half_a_minute_costs_no_call() {
    let issuer = Arc::new(Issuer::default());
    let client = issuer.client();
    let begun = Instant::now();
    let (from, to) = (begun + Duration::from_secs(830), begun + Duration::from_secs(870));
    *issuer.fails.lock().unwrap() = Some((from, to));
    while begun.elapsed() < Duration::from_secs(1_000) {
        client.resume(&connector()).await.unwrap();
        sleep(Duration::from_millis(200)).await;
    }
    assert_eq!((issuer.given.load(Ordering::SeqCst), issuer.refused.load(Ordering::SeqCst)), (2, 0));
}
