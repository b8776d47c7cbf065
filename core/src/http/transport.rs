//! One attempt: a request goes out, and an answer or the reason why there is none comes back.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use tokio::time::timeout_at;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

use crate::config::redact::Redactor;
use crate::config::settings::{Reach, Settings};
use crate::error::Result;
use crate::http::body::{FOR_PEOPLE, OF_A_CHANGE, read_result, read_some};
use crate::http::clients::Clients;
use crate::http::failure::{Failure, Until};
use crate::http::response::{Answer, Head, Refusal};

/// Time for a body that is not the result: of a change, or of a failure, whose status says most.
const DRAIN: Duration = Duration::from_secs(1);

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
    /// The sender's proof, which may be another one for each attempt.
    pub(crate) authorization: Option<HeaderValue>,
    /// The body, as a form.
    pub(crate) form: Option<Form>,
}

/// A form that holds secrets, encoded.
#[derive(Clone)]
pub(crate) struct Form(Bytes);

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}

impl Form {
    pub(crate) fn new(fields: &[(&str, &str)]) -> Self {
        let encoded = Zeroizing::new(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish());
        Self(Bytes::from_owner(Zeroizing::new(encoded.as_bytes().to_vec())))
    }
}

/// The HTTP client with everything that is the same for each request.
pub(crate) struct Transport {
    wire: Wire,
    headers: HeaderMap,
}

enum Wire {
    Http(Clients),
    /// For tests under a clock that the test drives.
    #[cfg(test)]
    Simulated(std::sync::Arc<dyn simulated::Service>),
}

impl Transport {
    /// To the service, with the headers that are for it.
    pub(crate) fn new(settings: &Settings) -> Result<Self> {
        let http = Clients::to_service(settings)?;
        Ok(Self { wire: Wire::Http(http), headers: headers(settings.headers.clone(), settings) })
    }

    /// To another origin, which gets no headers of the service's.
    pub(crate) fn elsewhere(settings: &Settings, reach: Reach) -> Result<Self> {
        let http = Clients::elsewhere(settings, reach)?;
        Ok(Self { wire: Wire::Http(http), headers: headers(HeaderMap::new(), settings) })
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
        let mut response = self.follow(http.of(&request.url), &request, until, redactor).await?;
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
            let response = match timeout_at(until.at, http.execute(self.one(request, &url))).await {
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

    fn one(&self, request: &Request, url: &Url) -> reqwest::Request {
        let mut sent = reqwest::Request::new(request.method.clone(), url.clone());
        sent.headers_mut().clone_from(&self.headers);
        if let Some(authorization) = &request.authorization {
            sent.headers_mut().insert(AUTHORIZATION, authorization.clone());
        }
        if let Some(form) = &request.form {
            let type_of_form = HeaderValue::from_static("application/x-www-form-urlencoded");
            sent.headers_mut().insert(CONTENT_TYPE, type_of_form);
            *sent.body_mut() = Some(form.0.clone().into());
        } else if request.method != Method::GET {
            // RFC 9110, 8.6: a method that usually has content should say so when it has none; some gateways answer 411 else.
            sent.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        sent
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

fn headers(mut headers: HeaderMap, settings: &Settings) -> HeaderMap {
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
