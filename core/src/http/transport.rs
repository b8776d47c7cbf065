//! One attempt: a request goes out, and an answer or the reason why there is none comes back.

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use reqwest::redirect::Policy;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::config::redact::Redactor;
use crate::config::settings::Settings;
use crate::config::tls;
use crate::error::{Error, Result, TimeLimit};
use crate::http::connection_error::{ConnectionError, causes};
use crate::http::failure::{Failure, Until};
use crate::http::response::{Answer, Head, Refusal};

/// The part of a body that is read for a person only, in bytes.
const BODY_READ: usize = 64 * 1024;

/// The longest body that is read as a call's result, in bytes: some thousand connectors with their configurations.
const RESULT_READ: usize = 64 * 1024 * 1024;

/// Time for the body of a 2xx that nobody needs.
const DRAIN: Duration = Duration::from_secs(1);

/// The most redirects that are followed in a row.
const MOST_REDIRECTS: usize = 5;

/// The request of a call, the same for each attempt.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// Whether the body of a 2xx is the result.
    pub(crate) wants_body: bool,
}

/// The HTTP client with everything that is the same for each request.
pub(crate) struct Transport {
    wire: Wire,
    headers: HeaderMap,
}

enum Wire {
    Http(reqwest::Client),
    /// For tests under a clock that the test drives.
    #[cfg(test)]
    Simulated(std::sync::Arc<dyn simulated::Service>),
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self> {
        Ok(Self { wire: Wire::Http(http_client(settings)?), headers: headers(settings) })
    }

    #[cfg(test)]
    pub(crate) fn simulated(service: std::sync::Arc<dyn simulated::Service>) -> Self {
        Self { wire: Wire::Simulated(service), headers: HeaderMap::new() }
    }

    /// Sends one request. A 2xx is a success whatever follows its head; anything else is a failure whatever its body.
    pub(crate) async fn send(&self, request: Request, until: Until, redactor: &Redactor) -> Result<Answer, Failure> {
        #[cfg_attr(not(test), expect(clippy::infallible_destructuring_match, reason = "tests have one more wire"))]
        let http = match &self.wire {
            Wire::Http(http) => http,
            #[cfg(test)]
            Wire::Simulated(service) => {
                return timeout_at(until.at, service.answer(&request)).await.unwrap_or_else(|_| Err(until.passed()));
            }
        };
        let Request { method, url, wants_body } = request;
        let mut response = self.follow(http, &method, url, until, redactor).await?;
        let head = Head::new(response.status(), response.headers(), redactor);
        if !head.status.is_success() {
            let body = read_body(&mut response, until).await;
            return Err(Failure::Refused(Box::new(Refusal::new(head, &body, redactor))));
        }
        if wants_body {
            return Ok(Answer { head, body: read_result(&mut response, until, redactor).await? });
        }
        // Read to the end, so that the connection can be kept; but nobody should wait for what nobody needs.
        read_body(&mut response, Until { at: until.at.min(Instant::now() + DRAIN), ..until }).await;
        Ok(Answer { head, body: Vec::new() })
    }

    /// Sends the request, and follows redirects by the same method: the HTTP library would make a GET of a POST that is answered
    /// 301.
    async fn follow(
        &self,
        http: &reqwest::Client,
        method: &Method,
        mut url: Url,
        until: Until,
        redactor: &Redactor,
    ) -> Result<reqwest::Response, Failure> {
        let mut redirects = 0;
        loop {
            let mut request = reqwest::Request::new(method.clone(), url.clone());
            request.headers_mut().clone_from(&self.headers);
            if *method != Method::GET {
                // RFC 9110, 8.6: a method that usually has content should say so when it has none; some gateways answer 411 else.
                request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            let response = match timeout_at(until.at, http.execute(request)).await {
                Ok(Ok(response)) => response,
                Ok(Err(error)) => return Err(failure(error, redactor)),
                Err(_) => return Err(until.passed()),
            };
            match redirect(&response, &url) {
                Some(next) if redirects < MOST_REDIRECTS => url = next,
                _ => return Ok(response),
            }
            redirects += 1;
        }
    }
}

/// The address that an answer redirects to. Credentials go to the origin that they belong to, and nowhere else.
fn redirect(response: &reqwest::Response, from: &Url) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    from.join(location).ok().filter(|to| to.origin() == from.origin())
}

/// The whole body: a part of a result is useless.
async fn read_result(response: &mut reqwest::Response, until: Until, redactor: &Redactor) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    loop {
        match timeout_at(until.at, response.chunk()).await {
            Ok(Ok(Some(chunk))) if body.len() + chunk.len() <= RESULT_READ => body.extend_from_slice(&chunk),
            Ok(Ok(Some(_))) => {
                let reason = format!("the answer is longer than {} MiB", RESULT_READ / 1024 / 1024);
                return Err(Failure::Unanswered { kind: ConnectionError::Malformed, reason });
            }
            Ok(Ok(None)) => return Ok(body),
            Ok(Err(error)) => return Err(failure(error, redactor)),
            Err(_) => return Err(until.passed()),
        }
    }
}

/// The body up to its end, or until it broke off, grew too large or took too long.
async fn read_body(response: &mut reqwest::Response, until: Until) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Ok(Some(chunk))) = timeout_at(until.at, response.chunk()).await {
        let room = BODY_READ.saturating_sub(body.len());
        body.extend(chunk.iter().take(room));
        if chunk.len() >= room {
            break;
        }
    }
    body
}

fn http_client(settings: &Settings) -> Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls::client_config(&settings.trust())?)
        .connect_timeout(settings.connect_timeout)
        // Dropping a request leaves an HTTP/2 connection as it is, so a dead one would fail every attempt. Pings find it before
        // an attempt that hangs on it has run out of time.
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
    builder.build().map_err(|error| {
        Error::configuration(
            format!("the HTTP client cannot be built: {}", settings.redactor.line(&causes(&error))),
            "Check the options and the environment's proxy variables.",
        )
    })
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
    let kind = ConnectionError::of(&error);
    let causes = causes(&error.without_url());
    Failure::Unanswered { kind, reason: redactor.line(&format!("{}: {causes}", kind.name())) }
}

#[cfg(test)]
pub(crate) mod simulated {
    use std::pin::Pin;

    use super::{Answer, Failure, Request, Result};

    /// A service in place of the network.
    pub(crate) trait Service: Send + Sync {
        fn answer<'a>(
            &'a self,
            request: &'a Request,
        ) -> Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;
    }
}
