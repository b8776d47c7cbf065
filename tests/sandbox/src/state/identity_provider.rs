//! An identity provider: its token endpoint for the client credentials flow, and the one that GitHub Actions has for its jobs.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use serde::Deserialize;
use serde_json::json;

use crate::respond::answer::Answer;
use crate::spec::seconds::Seconds;
use crate::state::api::parameters;
use crate::state::credentials::parse;
use crate::state::form::Form;
use crate::state::jwt;

pub(crate) const TOKEN_PATH: &str = "/oauth2/token";
const GITHUB_PATH: &str = "/github/token";
/// A GitHub token lives so long.
const GITHUB_LIFETIME: Duration = Duration::from_secs(300);

/// The clients of an identity provider.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct IdentityProvider {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    /// If set, a request must ask for it.
    scope: Option<String>,
    lifetime: Seconds,
    /// What proves that a job of GitHub Actions asks.
    request_token: String,
}

impl Default for IdentityProvider {
    fn default() -> Self {
        Self {
            client_id: "SANDBOX-CLIENT".to_owned(),
            client_secret: "sandbox-client-secret".to_owned(),
            scope: None,
            lifetime: Seconds(Duration::from_secs(3_600)),
            request_token: "sandbox-request-token".to_owned(),
        }
    }
}

impl IdentityProvider {
    pub(crate) fn answer(&self, head: &Parts, form: Option<&Form>) -> Answer {
        match (&head.method, head.uri.path()) {
            (&Method::POST, TOKEN_PATH) => {
                form.map_or_else(|| refusal(400, "invalid_request"), |form| self.grant(head, form))
            }
            (&Method::GET, GITHUB_PATH) => self.github(head),
            _ => Answer::empty(StatusCode::NOT_FOUND),
        }
    }

    fn grant(&self, head: &Parts, form: &Form) -> Answer {
        let field = |name: &str| form.get(name).map_or("", String::as_str);
        if field("grant_type") != "client_credentials" {
            return refusal(400, "unsupported_grant_type");
        }
        let in_body = (field("client_id").to_owned(), field("client_secret").to_owned());
        let (id, secret) = basic(&head.headers).unwrap_or(in_body);
        if (id.as_str(), secret.as_str()) != (&self.client_id, &self.client_secret) {
            return refusal(401, "invalid_client");
        }
        if self.scope.as_ref().is_some_and(|scope| scope != field("scope")) {
            return refusal(400, "invalid_scope");
        }
        let token = jwt::make(&self.client_id, field("scope"), self.lifetime.0);
        let document = json!({
            "access_token": token, "token_type": "Bearer", "expires_in": self.lifetime.0.as_secs_f64(),
        });
        Answer::json(StatusCode::OK, &document)
    }

    fn github(&self, head: &Parts) -> Answer {
        let proof = parse(head.headers.get(AUTHORIZATION));
        let is_job =
            proof.is_some_and(|(scheme, proof)| scheme.eq_ignore_ascii_case("bearer") && proof == self.request_token);
        if !is_job {
            return Answer::empty(StatusCode::UNAUTHORIZED);
        }
        let audience = parameters(&head.uri, "audience").next().unwrap_or_default();
        let token = jwt::make("repo:sandbox/sandbox:ref:refs/heads/main", &audience, GITHUB_LIFETIME);
        Answer::json(StatusCode::OK, &json!({ "value": token }))
    }
}

/// The pair in a header of HTTP Basic.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, proof) = parse(headers.get(AUTHORIZATION))?;
    let decoded = STANDARD.decode(proof).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// As RFC 6749, 5.2.
fn refusal(status: u16, error: &str) -> Answer {
    let description = match error {
        "invalid_client" => "Unknown client, or its secret is wrong",
        "invalid_scope" => "The scope is not known here",
        "unsupported_grant_type" => "Only client_credentials is supported",
        _ => "The body is no form",
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    Answer::json(status, &json!({ "error": error, "error_description": description }))
}
