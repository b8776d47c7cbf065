//! An identity provider: its token endpoint (RFC 6749, 4.4), and the one of GitHub Actions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{ALLOW, AUTHORIZATION, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::respond::answer::Answer;
use crate::spec::seconds::Seconds;
use crate::state::api::parameters;
use crate::state::credentials::{bearer, parse};
use crate::state::tokens::form::{Form, decode};
use crate::state::tokens::{issued, jwt, seconds};

pub(crate) const TOKEN_PATH: &str = "/oauth2/token";
const GITHUB_PATH: &str = "/github/token";

/// A common default of identity providers, and the life of GitHub's tokens.
const LIFETIME: Duration = Duration::from_secs(3600);
const GITHUB_LIFETIME: Duration = Duration::from_secs(300);

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct IdentityProvider {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    scope: Option<String>,
    lifetime: Option<Seconds>,
    request_token: String,
    tokens: Vec<String>,
    #[serde(skip)]
    count: AtomicUsize,
}

impl Default for IdentityProvider {
    fn default() -> Self {
        Self {
            client_id: "sandbox-client".to_owned(),
            client_secret: "sandbox-client-secret".to_owned(),
            scope: None,
            lifetime: None,
            request_token: "sandbox-request-token".to_owned(),
            tokens: Vec::new(),
            count: AtomicUsize::new(0),
        }
    }
}

/// An error of the token endpoint (RFC 6749, 5.2).
struct Refusal {
    status: StatusCode,
    error: &'static str,
    description: String,
}

impl IdentityProvider {
    pub(crate) fn takes_form_at(path: &str) -> bool {
        path == TOKEN_PATH
    }

    pub(crate) fn answer(&self, head: &Parts, form: Option<&Form>) -> Answer {
        match (head.uri.path(), &head.method, form) {
            (_, &Method::POST, Some(form)) => self.client_credentials(head, form).unwrap_or_else(Answer::from),
            (GITHUB_PATH, &Method::GET, _) => self.github(head),
            (TOKEN_PATH, ..) => not_allowed("POST"),
            (GITHUB_PATH, ..) => not_allowed("GET"),
            _ => Answer::error(StatusCode::NOT_FOUND, "Not Found"),
        }
    }

    fn client_credentials(&self, head: &Parts, form: &Form) -> Result<Answer, Refusal> {
        form.check().map_err(|mistake| Refusal::bad("invalid_request", mistake))?;
        let grant_type = form.required("grant_type").map_err(|mistake| Refusal::bad("invalid_request", mistake))?;
        if grant_type != "client_credentials" {
            return Err(Refusal::bad("unsupported_grant_type", format!("grant_type {grant_type} is not served")));
        }
        self.authenticate(&head.headers, form)?;
        let scope = form.get("scope");
        if self.scope.is_some() && scope != self.scope.as_deref() {
            return Err(Refusal::bad("invalid_scope", "scope is not that of the client".to_owned()));
        }
        let lifetime = self.lifetime.map_or(LIFETIME, |lifetime| lifetime.0);
        let mut document = json!({
            "access_token": self.next(lifetime, &json!({ "sub": self.client_id, "scope": scope })),
            "token_type": "Bearer",
            "expires_in": seconds(lifetime),
        });
        if let (Some(document), Some(scope)) = (document.as_object_mut(), scope) {
            document.insert("scope".to_owned(), scope.into());
        }
        Ok(issued(&document))
    }

    /// The client's id and secret come in the header or in the form, and never in both (RFC 6749, 2.3).
    fn authenticate(&self, headers: &HeaderMap, form: &Form) -> Result<(), Refusal> {
        let in_form = form.get("client_id").zip(form.get("client_secret"));
        let in_form = in_form.map(|(id, secret)| (id.to_owned(), secret.to_owned()));
        let given = match (headers.get(AUTHORIZATION), in_form) {
            (Some(_), Some(_)) => {
                return Err(Refusal::bad("invalid_request", "the client authenticates twice".to_owned()));
            }
            (Some(header), None) => basic(header),
            (None, in_form) => in_form,
        };
        if given.is_some_and(|(id, secret)| id == self.client_id && secret == self.client_secret) {
            return Ok(());
        }
        let description = "client_id or client_secret is wrong or missing".to_owned();
        Err(Refusal { status: StatusCode::UNAUTHORIZED, error: "invalid_client", description })
    }

    fn github(&self, head: &Parts) -> Answer {
        if bearer(head.headers.get(AUTHORIZATION)) != Some(&self.request_token) {
            return Answer::json(StatusCode::UNAUTHORIZED, &json!({ "message": "Unauthorized" }));
        }
        let audience = parameters(&head.uri, "audience").next();
        let lifetime = self.lifetime.map_or(GITHUB_LIFETIME, |lifetime| lifetime.0);
        let claims = json!({ "sub": "repo:sandbox/sandbox:ref:refs/heads/main", "aud": audience });
        issued(&json!({ "value": self.next(lifetime, &claims) }))
    }

    /// The next of the script's tokens, the last one again and again; without a script a new JWT.
    fn next(&self, lifetime: Duration, claims: &Value) -> String {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        if let Some(token) = self.tokens.get(number).or(self.tokens.last()) {
            return token.clone();
        }
        let mut all = jwt::lived(lifetime);
        let mut add = |name: &str, value: Value| all.insert(name.to_owned(), value);
        add("iss", "unpause-sandbox".into());
        add("jti", (number + 1).to_string().into());
        let given = claims.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        given.for_each(|(name, value)| drop(add(name, value.clone())));
        jwt::mint(&Value::Object(all))
    }
}

impl Refusal {
    fn bad(error: &'static str, description: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error, description }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let document = json!({ "error": refusal.error, "error_description": refusal.description });
        let answer = Self::json(refusal.status, &document);
        if refusal.status == StatusCode::UNAUTHORIZED {
            return answer.with(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"sandbox\""));
        }
        answer
    }
}

/// The id and the secret in a header of HTTP Basic, each encoded as in a form (RFC 6749, 2.3.1).
fn basic(header: &HeaderValue) -> Option<(String, String)> {
    let (scheme, proof) = parse(Some(header))?;
    let pair = String::from_utf8(STANDARD.decode(proof).ok()?).ok()?;
    let (id, secret) = pair.split_once(':').filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    Some((decode(id), decode(secret)))
}

fn not_allowed(allow: &'static str) -> Answer {
    Answer::error(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed").with(ALLOW, HeaderValue::from_static(allow))
}
