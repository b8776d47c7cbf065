//! One attempt: a request goes out, and what comes back is an answer or the reason why there is none.

use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::redirect::Policy;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::answer::{Head, Refusal};
use crate::error::{Error, Result, TimeLimit};
use crate::redact::Redactor;
use crate::settings::Settings;
use crate::tls;
use crate::trouble::{Trouble, causes};

/// How much of a body is read that only a person reads.
const BODY_READ: usize = 64 * 1024;

/// How much of a body is read that is the call's result: some thousand connectors with their configurations.
const RESULT_READ: usize = 64 * 1024 * 1024;

/// How long the body of a 2xx is waited for.
const DRAIN: Duration = Duration::from_secs(1);

/// How many redirects in a row are followed.
const MOST_REDIRECTS: usize = 5;

/// When an attempt must end, and which option says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Until {
    pub(crate) at: Instant,
    pub(crate) limit: TimeLimit,
}

/// What to send, the same for each attempt.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// Whether the body of a 2xx is the result, or of no use.
    pub(crate) wants_body: bool,
}

/// A 2xx.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

/// Why an attempt did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The service answered, and not with a 2xx.
    Refused(Box<Refusal>),
    /// Nothing came in time. `last_answer` is that of an earlier attempt of the same call.
    TimedOut { limit: TimeLimit, last_answer: Option<String> },
    /// Nothing came.
    Broken { trouble: Trouble, reason: String },
    /// Nothing was sent: the service had refused another call of this client, and there is no time for the wait until this one
    /// may be sent, as far as it is known.
    Held { wait: Option<Duration>, refusal: Arc<Refusal> },
}

impl Failure {
    /// Whether the same request may succeed a little later.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Refused(refusal) => {
                matches!(refusal.head.status.as_u16(), 408 | 409 | 425 | 429 | 500 | 502 | 503 | 504)
            }
            Self::TimedOut { .. } | Self::Held { .. } => true,
            Self::Broken { trouble, .. } => trouble.may_pass(),
        }
    }

    /// Whether the service refuses this request for what it is: another one may well be taken.
    pub(crate) fn is_about_the_request(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.head.status.is_client_error() && self.rate_limited().is_none())
    }

    /// Whether the service says that there is no such thing.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.head.status == StatusCode::NOT_FOUND)
    }

    /// Whether it is sure that the service did not act on the request. A 5xx may be a front end's word for an answer that
    /// it lost.
    pub(crate) fn had_no_effect(&self) -> bool {
        match self {
            Self::Refused(refusal) => matches!(refusal.head.status.as_u16(), 408 | 409 | 425 | 429),
            Self::TimedOut { limit, .. } => *limit == TimeLimit::ConnectTimeout,
            Self::Broken { trouble, .. } => trouble.is_before_sending(),
            Self::Held { .. } => true,
        }
    }

    /// The service's word that too many requests come.
    pub(crate) fn rate_limited(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) if refusal.head.status == StatusCode::TOO_MANY_REQUESTS => Some(refusal),
            _ => None,
        }
    }

    /// How long the service asked to wait.
    pub(crate) fn asked_wait(&self) -> Option<Duration> {
        let Self::Refused(refusal) = self else { return None };
        refusal.asked_wait()
    }

    /// Keeps what the service said last, so that running out of time afterwards does not lose it.
    pub(crate) fn remember(&mut self, last: &mut Option<String>) {
        match self {
            Self::Refused(refusal) => *last = Some(refusal.status_line()),
            Self::TimedOut { last_answer, .. } => last_answer.clone_from(last),
            Self::Broken { .. } | Self::Held { .. } => {}
        }
    }

    /// In a few words, for events and logs.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.status_line(),
            Self::TimedOut { limit, .. } => format!("no answer within {}", limit.name()),
            Self::Broken { reason, .. } => reason.clone(),
            Self::Held { refusal, .. } => format!("not sent after {}", refusal.status_line()),
        }
    }
}

/// The HTTP client with everything that is the same for each request.
pub(crate) struct Transport {
    http: reqwest::Client,
    headers: HeaderMap,
    /// In place of the network, for what is tested under a clock that the test drives.
    #[cfg(test)]
    pub(crate) simulated: Option<Arc<crate::simulation::Service>>,
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::client_config(&settings.trust())?)
            .connect_timeout(settings.connect_timeout)
            // Dropping a request leaves an HTTP/2 connection as it is, so that one which leads nowhere any more would fail
            // every attempt: found out by pings, before the attempt that hangs on it has run out of time.
            .http2_keep_alive_interval(settings.timeout / 3)
            .http2_keep_alive_timeout(settings.timeout / 3)
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never());
        if settings.bypasses_environment_proxies() {
            builder = builder.no_proxy();
        }
        if let Some(proxy) = &settings.proxy {
            builder = builder.proxy(proxy.for_all()?);
        }
        let http = builder.build().map_err(|error| {
            Error::configuration(
                format!("the HTTP client cannot be built: {}", settings.redactor.line(&causes(&error))),
                "Check the options and the environment's proxy variables.",
            )
        })?;
        Ok(Self {
            http,
            headers: headers(settings),
            #[cfg(test)]
            simulated: None,
        })
    }

    /// Sends one request. A 2xx is a success whatever follows its head; anything else is a failure whatever its body.
    pub(crate) async fn send(
        &self,
        request: Request,
        until: Until,
        redactor: &Redactor,
    ) -> std::result::Result<Answer, Failure> {
        #[cfg(test)]
        if let Some(service) = &self.simulated {
            return timeout_at(until.at, service.answer(&request)).await.unwrap_or_else(|_| Err(until.passed()));
        }
        let Request { method, url, wants_body } = request;
        let mut response = self.follow(&method, url, until, redactor).await?;
        let head = Head::new(response.status(), response.headers(), redactor);
        if !head.status.is_success() {
            let body = read_body(&mut response, until.at).await;
            return Err(Failure::Refused(Box::new(Refusal::new(head, &body, redactor))));
        }
        if wants_body {
            return Ok(Answer { head, body: read_result(&mut response, until, redactor).await? });
        }
        // Read to the end, so that the connection can be kept; but nobody should wait for what nobody needs.
        read_body(&mut response, until.at.min(Instant::now() + DRAIN)).await;
        Ok(Answer { head, body: Vec::new() })
    }
}

impl Transport {
    /// Sends the request where it is sent on to, too, by the same method: the HTTP library would make a GET of a POST that is
    /// answered 301.
    async fn follow(
        &self,
        method: &Method,
        mut url: Url,
        until: Until,
        redactor: &Redactor,
    ) -> std::result::Result<reqwest::Response, Failure> {
        let mut redirects = 0;
        loop {
            let mut request = reqwest::Request::new(method.clone(), url.clone());
            request.headers_mut().clone_from(&self.headers);
            if *method != Method::GET {
                // RFC 9110, 8.6: a method that usually has content should say so when it has none; some gateways answer 411 else.
                request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            let response = match timeout_at(until.at, self.http.execute(request)).await {
                Ok(Ok(response)) => response,
                Ok(Err(error)) => return Err(failure(error, redactor)),
                Err(_) => return Err(until.passed()),
            };
            match sent_on(&response, &url) {
                Some(next) if redirects < MOST_REDIRECTS => url = next,
                _ => return Ok(response),
            }
            redirects += 1;
        }
    }
}

/// Where an answer sends the request on to. Credentials go to the origin that they were given for, and nowhere else.
fn sent_on(response: &reqwest::Response, from: &Url) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    from.join(location).ok().filter(|to| to.origin() == from.origin())
}

impl Until {
    fn passed(self) -> Failure {
        Failure::TimedOut { limit: self.limit, last_answer: None }
    }
}

/// The whole body: a part of a result is none.
async fn read_result(
    response: &mut reqwest::Response,
    until: Until,
    redactor: &Redactor,
) -> std::result::Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    loop {
        match timeout_at(until.at, response.chunk()).await {
            Ok(Ok(Some(chunk))) if body.len() + chunk.len() <= RESULT_READ => body.extend_from_slice(&chunk),
            Ok(Ok(Some(_))) => {
                let reason = format!("the answer is longer than {} MiB", RESULT_READ / 1024 / 1024);
                return Err(Failure::Broken { trouble: Trouble::Malformed, reason });
            }
            Ok(Ok(None)) => return Ok(body),
            Ok(Err(error)) => return Err(failure(error, redactor)),
            Err(_) => return Err(until.passed()),
        }
    }
}

/// What came of the body before it ended, broke off, grew too large or took too long.
async fn read_body(response: &mut reqwest::Response, until: Instant) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Ok(Some(chunk))) = timeout_at(until, response.chunk()).await {
        let room = BODY_READ.saturating_sub(body.len());
        body.extend(chunk.iter().take(room));
        if chunk.len() >= room {
            break;
        }
    }
    body
}

fn headers(settings: &Settings) -> HeaderMap {
    let mut headers = settings.headers.clone();
    if let Some(credentials) = &settings.credentials.header {
        headers.insert(AUTHORIZATION, credentials.clone());
    }
    headers.insert(USER_AGENT, settings.user_agent.clone());
    headers.entry(ACCEPT).or_insert(HeaderValue::from_static("application/json"));
    headers
}

fn failure(error: reqwest::Error, redactor: &Redactor) -> Failure {
    if error.is_connect() && error.is_timeout() {
        return Failure::TimedOut { limit: TimeLimit::ConnectTimeout, last_answer: None };
    }
    let trouble = Trouble::of(&error);
    let causes = causes(&error.without_url());
    Failure::Broken { trouble, reason: redactor.line(&format!("{}: {causes}", trouble.name())) }
}
