//! One attempt: a request goes out, and an answer or the reason why there is none comes back.

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use reqwest::redirect::Policy;
use tokio::time::timeout_at;
use url::Url;

use crate::config::redact::Redactor;
use crate::config::settings::Settings;
use crate::config::tls;
use crate::error::{Error, Result};
use crate::http::body::{FOR_PEOPLE, OF_A_CHANGE, read_result, read_some};
use crate::http::connection_error::causes;
use crate::http::failure::{Failure, Until};
use crate::http::response::{Answer, Head, Refusal};

/// Time for a body that is not the result: of a change, or of a failure, whose status says most.
const DRAIN: Duration = Duration::from_secs(1);

/// How long a connection is kept without a request.
const POOL_IDLE: Duration = Duration::from_secs(20);

/// The shortest time between two pings of an HTTP/2 connection, and the shortest time for the answer to one.
const PING_INTERVAL: Duration = Duration::from_secs(1);
const PING_TIMEOUT: Duration = Duration::from_secs(3);

/// The most redirects that are followed in a row.
const MOST_REDIRECTS: usize = 5;

/// The request of a call, the same for each attempt.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// The path of the operation, below that of the base URL.
    pub(crate) path: String,
    /// If the body of a 2xx is the result: its greatest length in bytes.
    pub(crate) wanted: Option<usize>,
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
        let mut response = self.follow(http, &request, until, redactor).await?;
        let head = Head::new(response.status(), response.headers(), redactor);
        if !head.status.is_success() {
            let body = read_some(&mut response, FOR_PEOPLE, until.at_most(DRAIN)).await;
            return Err(Failure::Refused(Box::new(Refusal::new(head, &body, redactor))));
        }
        if let Some(most) = request.wanted {
            return Ok(Answer { head, body: read_result(&mut response, most, until, redactor).await? });
        }
        // Read to the end, so that the connection can be kept.
        let body = read_some(&mut response, OF_A_CHANGE, until.at_most(DRAIN)).await;
        Ok(Answer { head, body })
    }

    /// Sends the request, and follows redirects by the same method: the HTTP library would make a GET of a POST that is answered
    /// 301.
    async fn follow(
        &self,
        http: &reqwest::Client,
        request: &Request,
        until: Until,
        redactor: &Redactor,
    ) -> Result<reqwest::Response, Failure> {
        let mut url = request.url.clone();
        let mut redirects = 0;
        loop {
            let response = match timeout_at(until.at, http.execute(self.one(&request.method, &url))).await {
                Ok(Ok(response)) => response,
                Ok(Err(error)) => return Err(Failure::of(error, redactor)),
                Err(_) => return Err(until.passed()),
            };
            match redirect(&response, &url, request) {
                Some(next) if redirects < MOST_REDIRECTS => url = next,
                _ => return Ok(response),
            }
            redirects += 1;
        }
    }

    fn one(&self, method: &Method, url: &Url) -> reqwest::Request {
        let mut request = reqwest::Request::new(method.clone(), url.clone());
        request.headers_mut().clone_from(&self.headers);
        if *method != Method::GET {
            // RFC 9110, 8.6: a method that usually has content should say so when it has none; some gateways answer 411 else.
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        request
    }
}

/// The address that an answer redirects to, if it is the same call at another place. Credentials go to the origin that they belong
/// to, and nowhere else; and what another connector is answered is no answer for this one.
fn redirect(response: &reqwest::Response, from: &Url, request: &Request) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let to = from.join(location).ok().filter(|to| to.origin() == from.origin())?;
    let same_path = to.path().trim_end_matches('/').ends_with(&request.path);
    let same_query = request.url.query().is_none_or(|query| to.query().is_some_and(|new| new.contains(query)));
    (same_path && same_query).then_some(to)
}

fn http_client(settings: &Settings) -> Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls::client_config(&settings.trust())?)
        .connect_timeout(settings.connect_timeout)
        // Kafka Connect's workers close a connection that has been idle for 30 s, perhaps just as a request goes out.
        .pool_idle_timeout(POOL_IDLE)
        // Dropping a request leaves an HTTP/2 connection as it is, so a dead one would fail every attempt. Pings find it before
        // an attempt that hangs on it has run out of time; but a busy service needs some seconds for one.
        .http2_keep_alive_interval((settings.timeout / 3).max(PING_INTERVAL))
        .http2_keep_alive_timeout((settings.timeout / 3).max(PING_TIMEOUT))
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
