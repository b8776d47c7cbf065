//! The advice of an error: one sentence, for each kind, on what to do.

use crate::config::credentials::Scheme;
use crate::config::options::DEFAULT_BASE_URL;
use crate::error::{TimeLimit, TransportReason};
use crate::http::response::Refusal;
use crate::model::address::{Connector, Place, Target};
use crate::model::operation::{Change, Operation};
use crate::text::{quoted, time};

const ON_PROXY_CREDENTIALS: &str =
    "Give `proxy` as http://user:password@host:port, with the proxy's user and password.";

/// Everything but the failure that the advice depends on.
pub(crate) struct Advisor<'a> {
    pub(crate) operation: Operation<'a>,
    pub(crate) authority: &'a str,
    /// Scheme, authority and path.
    pub(crate) base_url: &'a str,
    pub(crate) scheme: Scheme,
    pub(crate) has_client_certificate: bool,
}

impl Advisor<'_> {
    /// Advice on an answer that is not a 2xx.
    pub(crate) fn on_refusal(&self, refusal: &Refusal) -> String {
        match refusal.head.status.as_u16() {
            400 if self.has_refused_name() => {
                "Workers refuse a name with a slash, a backslash or a percent sign in a URL (since Kafka 4, however it is \
                 written): create the connector again under another name."
                    .to_owned()
            }
            400 if self.is_cloud() && self.is_restart() => {
                "The service restarts only connectors that run or have failed: look at its status, and resume it if it is paused."
                    .to_owned()
            }
            404 | 405 if self.is_unknown_stop(refusal) => {
                "Kafka before 3.5 cannot stop a connector: pause it, which keeps its tasks, or upgrade the workers.".to_owned()
            }
            401 => on_unauthorized(self.scheme).to_owned(),
            403 => self.on_forbidden(),
            404 => on_not_found(self.operation.target(), self.base_url),
            407 => ON_PROXY_CREDENTIALS.to_owned(),
            408 | 425 => format!("Try again {}.", when(refusal)),
            409 => "The connector or its workers are changing state; try again in a minute.".to_owned(),
            429 if self.is_cloud() => {
                format!("The limit is shared by your whole organization: call again {}", more_time(refusal))
            }
            429 => format!("Call again {}", more_time(refusal)),
            500..=599 => self.on_server_error(refusal),
            300..=399 => on_redirect(refusal.head.location.as_deref(), self.authority, self.base_url),
            _ => on_unexpected(self.operation.target(), self.base_url),
        }
    }

    fn on_server_error(&self, refusal: &Refusal) -> String {
        let again =
            if self.operation.is_idempotent() { "try again" } else { "look at the connector's status, or try again" };
        let who = if self.is_cloud() {
            "give Confluent's support the request id if it lasts"
        } else {
            "look into the worker's log if it lasts"
        };
        format!("The service failed; {again} {}, and {who}.", when(refusal))
    }

    fn has_refused_name(&self) -> bool {
        let name = self.operation.target().connector().map(Connector::connector_name);
        !self.is_cloud() && name.is_some_and(|name| name.contains(['/', '\\', '%']))
    }

    /// Whether the worker knows no such call, unlike no such connector.
    fn is_unknown_stop(&self, refusal: &Refusal) -> bool {
        let is_stop = matches!(self.operation, Operation::Change(Change::Stop, _)) && !self.is_cloud();
        let status = refusal.head.status.as_u16();
        is_stop && (status == 405 || refusal.own_message() == Some("HTTP 404 Not Found"))
    }

    fn is_restart(&self) -> bool {
        matches!(self.operation, Operation::Change(Change::Restart(_), _))
    }

    fn is_cloud(&self) -> bool {
        matches!(self.operation.target().cluster().place(), Place::ConfluentCloud { .. })
    }

    fn on_forbidden(&self) -> String {
        if !self.is_cloud() {
            return "The credentials are valid but may not do this: ask who runs the workers, or the proxy before them."
                .to_owned();
        }
        if self.operation.is_read() {
            return "The credentials are valid but may not see this: give their account a role on the connector or its \
                    cluster, such as ConnectManager."
                .to_owned();
        }
        "The credentials are valid but may not do this: give their account the ConnectManager role on the connector, or an \
         admin role on its cluster (Operator is not enough since April 2025)."
            .to_owned()
    }

    /// Advice on a limit that ran out.
    pub(crate) fn on_timeout(&self, limit: TimeLimit) -> String {
        match limit {
            TimeLimit::ConnectTimeout => {
                format!("Check the way to {} (network, firewall, proxy), or raise `connect_timeout`.", self.authority)
            }
            TimeLimit::Timeout if self.is_cloud() => {
                format!("{}Raise `timeout` if answers are slow.", self.on_lost_answer())
            }
            TimeLimit::Timeout => format!(
                "{}Raise `timeout` if answers are slow; a worker that is stuck says why after 90 s of its own.",
                self.on_lost_answer()
            ),
            TimeLimit::Deadline => format!("{}Raise `deadline` to wait longer.", self.on_lost_answer()),
        }
    }

    /// Advice on a token that did not come before the deadline.
    pub(crate) fn on_token_too_late(&self) -> &'static str {
        "Look into the source of tokens, which is slow or hangs, or raise `deadline`."
    }

    /// Advice on a request that had no answer.
    pub(crate) fn on_connection_error(&self, kind: TransportReason) -> String {
        let authority = self.authority;
        match kind {
            TransportReason::TooManyOpenFiles => {
                "Raise the limit of open files (ulimit -n), or make fewer calls at once.".to_owned()
            }
            TransportReason::NameResolution => {
                format!("Check `base_url` ({authority}) and this machine's name resolution.")
            }
            TransportReason::Connect => {
                format!("Check that {authority} can be reached from here: network, firewall, proxy.")
            }
            TransportReason::Proxy => {
                format!("Check the proxy (option `proxy`, or HTTPS_PROXY), and that it may connect to {authority}.")
            }
            TransportReason::ProxyCredentials => ON_PROXY_CREDENTIALS.to_owned(),
            TransportReason::Tls => format!(
                "Check that {authority} is the right host; behind a proxy that opens TLS, give its certificate authority \
                 as `ca_bundle` or in SSL_CERT_FILE."
            ),
            TransportReason::ClientCertificate if self.has_client_certificate => format!(
                "{authority} refused the client's certificate: check that `client_certificate` is from an authority that it trusts, \
                 holds those in between, and is still valid."
            ),
            TransportReason::ClientCertificate => format!(
                "{authority} probably wants a certificate of the client: give `client_certificate` and `client_key`."
            ),
            TransportReason::NotHttp => {
                format!("Check `base_url`'s scheme and port: what answers at {authority} does not speak HTTP.")
            }
            TransportReason::NotProcessed => "Try again.".to_owned(),
            TransportReason::ConnectionLost if self.operation.is_read() => {
                format!("Check that {authority} answers, and try again later.")
            }
            TransportReason::ConnectionLost => self.on_lost_answer().trim_end().to_owned(),
        }
    }

    /// Advice on an answer that is too long to be read.
    pub(crate) fn on_too_long(&self) -> String {
        match self.operation {
            Operation::List(..) => {
                "List the names alone, and ask for the status of the connectors that you need.".to_owned()
            }
            _ => on_unexpected(self.operation.target(), self.base_url),
        }
    }

    /// The service may have acted on a request whose answer was lost.
    fn on_lost_answer(&self) -> String {
        let action = self.operation.action();
        if self.operation.is_read() {
            String::new()
        } else if self.operation.is_idempotent() {
            format!("The service may have taken the request; a {action} can be repeated without harm. ")
        } else {
            format!(
                "The service may have taken the request: look at the connector's status before you {action} it again. "
            )
        }
    }
}

fn on_not_found(target: Target<'_>, base_url: &str) -> String {
    let connector = target.connector().map(Connector::connector_name);
    match (target.cluster().place(), connector) {
        (Place::ConfluentCloud { environment_id, kafka_cluster_id }, Some(connector)) => format!(
            "Tried environment {}, Kafka cluster {}, connector {}: check all \
             three, and that these credentials may see them, because the service answers 404 for those that they may not see.{}{}",
            quoted(environment_id),
            quoted(kafka_cluster_id),
            quoted(connector),
            unlike_ids(environment_id, kafka_cluster_id),
            elsewhere(base_url)
        ),
        (Place::ConfluentCloud { environment_id, kafka_cluster_id }, None) => format!(
            "Tried environment {}, Kafka cluster {}: check both, and that these \
             credentials may see them, because the service answers 404 for those that they may not see.{}{}",
            quoted(environment_id),
            quoted(kafka_cluster_id),
            unlike_ids(environment_id, kafka_cluster_id),
            elsewhere(base_url)
        ),
        (Place::KafkaConnect { .. }, Some(connector)) => format!(
            "Tried connector {}: check its name, and that `base_url` ({base_url}) leads to the right workers; a \
             worker that has just started knows no connectors yet.",
            quoted(connector)
        ),
        (Place::KafkaConnect { .. }, None) => on_unexpected(target, base_url),
    }
}

/// Which of the two is no id by its looks. Such a request is sent all the same: the service decides what an id is.
fn unlike_ids(environment_id: &str, kafka_cluster_id: &str) -> String {
    [(environment_id, "env-", "an environment"), (kafka_cluster_id, "lkc-", "a Kafka cluster")]
        .into_iter()
        .filter(|(id, start, _)| !looks_like_id(id, start))
        .map(|(id, start, of)| format!(" {} does not look like the id of {of}: {start}….", quoted(id)))
        .collect()
}

fn looks_like_id(id: &str, start: &str) -> bool {
    // Old environments are a `t` and a number.
    let rest = id.strip_prefix(start).or_else(|| id.strip_prefix('t').filter(|_| start == "env-"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A 404 may be another server's.
fn elsewhere(base_url: &str) -> String {
    if base_url == DEFAULT_BASE_URL {
        return String::new();
    }
    format!(" Check `base_url` ({base_url}), too.")
}

/// Advice on an answer that the service does not give.
pub(crate) fn on_unexpected(target: Target<'_>, base_url: &str) -> String {
    let service = match target.cluster().place() {
        Place::ConfluentCloud { .. } => "the Confluent Cloud API",
        Place::KafkaConnect { .. } => "the REST interface of a Kafka Connect worker",
    };
    format!("Check that `base_url` ({base_url}) leads to {service}, and not to another server or a proxy's page.")
}

fn more_time(refusal: &Refusal) -> String {
    format!("{}, or give the call more time with `deadline` and `retry`.", when(refusal))
}

fn when(refusal: &Refusal) -> String {
    let wait = refusal.asked_wait().filter(|wait| !wait.is_zero());
    wait.map_or_else(|| "later".to_owned(), |wait| format!("in {}", time(wait)))
}

fn on_unauthorized(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::ApiKey { looks_swapped: true } => {
            "`api_key` starts with cflt, as secrets do and keys do not: `api_key` and `api_secret` are probably swapped."
        }
        Scheme::ApiKey { looks_swapped: false } => {
            "Use a Cloud API key (for cloud resource management), not the key of a Kafka cluster, and check that \
             `api_key` and `api_secret` belong together and are not swapped."
        }
        Scheme::Password => "Check `username` and `password`.",
        Scheme::Nobody => {
            "The workers, or a proxy before them, ask for credentials: give `username` and `password`, or `token`."
        }
        Scheme::RenewedToken => {
            "The service refused a fresh token: check that it is for this service, and what its account or identity pool \
             may do."
        }
        Scheme::Token { is_cloud: false } => "The token may have expired, or be for other workers: get a new one.",
        Scheme::Token { is_cloud: true } => {
            "The token may have expired (an STS token lives 15 minutes at the most): get a new one, or give `token_provider`."
        }
    }
}

fn on_redirect(location: Option<&str>, authority: &str, base_url: &str) -> String {
    match location {
        Some(location) => format!(
            "It points to {location}. Only 301, 307 and 308 to the same call within {authority} are followed, five at the \
             most, because credentials are never sent elsewhere; if it is right, set `base_url` to it."
        ),
        None => format!("It does not say where to; check `base_url` ({base_url})."),
    }
}
