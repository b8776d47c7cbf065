//! What a person can do about a failed call, in one sentence a kind.

use crate::answer::Refusal;
use crate::connector::Connector;
use crate::credentials::Scheme;
use crate::error::TimeLimit;
use crate::trouble::Trouble;

const ON_PROXY_CREDENTIALS: &str = "Give proxy as http://user:password@host:port, with the proxy's user and password.";

/// Advice on an answer that is not a 2xx.
pub(crate) fn on_refusal(refusal: &Refusal, connector: &Connector, scheme: Scheme, authority: &str) -> String {
    match refusal.head.status.as_u16() {
        401 => on_unauthorized(scheme).to_owned(),
        403 => "The credentials are valid but may not do this: give their account the ConnectManager role on the \
                connector, or an admin role on its cluster (Operator is not enough since April 2025)."
            .to_owned(),
        404 => format!(
            "Tried environment {:?}, Kafka cluster {:?}, connector {:?}: check all three, and that these credentials \
             may see them, because the service answers 404 for what they may not.",
            connector.environment_id(),
            connector.kafka_cluster_id(),
            connector.connector_name()
        ),
        407 => ON_PROXY_CREDENTIALS.to_owned(),
        408 | 425 => format!("Try again {}.", when(refusal)),
        409 => "The connector or its workers are changing state; try again in a minute.".to_owned(),
        429 => format!(
            "The limit is shared by your whole organization: call again {}, or give the call more time with deadline and \
             retry.",
            when(refusal)
        ),
        500..=599 => format!(
            "The service failed; try again {}, and give Confluent's support the request id if it lasts.",
            when(refusal)
        ),
        300..=399 => on_redirect(refusal.head.location.as_deref(), authority),
        _ => format!(
            "Check that base_url ({authority}) leads to the Confluent Cloud API, and not to another server or a proxy's page."
        ),
    }
}

fn when(refusal: &Refusal) -> String {
    let wait = refusal.asked_wait().filter(|wait| !wait.is_zero());
    wait.map_or_else(|| "later".to_owned(), |wait| format!("in {} s", wait.as_secs_f64()))
}

fn on_unauthorized(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::ApiKey { looks_swapped: true } => {
            "api_key starts with cflt, as secrets do and keys do not: api_key and api_secret are probably swapped."
        }
        Scheme::ApiKey { looks_swapped: false } => {
            "Use a Cloud API key (for cloud resource management), not the key of a Kafka cluster, and check that \
             api_key and api_secret belong together and are not swapped."
        }
        Scheme::Token => "The token may have expired (an STS token lives 15 minutes at the most): get a new one.",
    }
}

fn on_redirect(location: Option<&str>, authority: &str) -> String {
    match location {
        Some(location) => format!(
            "It points to {location}. Only 301, 307 and 308 within {authority} are followed, five at the most, because \
             credentials are never sent elsewhere; if it is right, set base_url to it."
        ),
        None => format!("It does not say where to; check base_url ({authority})."),
    }
}

/// Advice on a limit that ran out.
pub(crate) fn on_timeout(limit: TimeLimit, authority: &str) -> String {
    match limit {
        TimeLimit::ConnectTimeout => {
            format!("Check the way to {authority} (network, firewall, proxy), or raise connect_timeout.")
        }
        TimeLimit::Timeout => "The service may have taken the request all the same; a resume can be repeated without \
                               harm. Raise timeout if answers are slow."
            .to_owned(),
        TimeLimit::Deadline => "The service may have taken the request all the same; a resume can be repeated \
                                without harm. Raise deadline to wait longer."
            .to_owned(),
    }
}

/// Advice on a request that had no answer.
pub(crate) fn on_trouble(trouble: Trouble, authority: &str) -> String {
    match trouble {
        Trouble::Files => "Raise the limit of open files (ulimit -n), or make fewer calls at once.".to_owned(),
        Trouble::Names => format!("Check base_url ({authority}) and this machine's name resolution."),
        Trouble::Connect => format!("Check that {authority} can be reached from here: network, firewall, proxy."),
        Trouble::Proxy => {
            format!("Check the proxy (option proxy, or HTTPS_PROXY), and that it may connect to {authority}.")
        }
        Trouble::ProxyCredentials => ON_PROXY_CREDENTIALS.to_owned(),
        Trouble::Tls => format!(
            "Check that {authority} is the right host; behind a proxy that opens TLS, give its certificate authority \
             as ca_bundle or in SSL_CERT_FILE."
        ),
        Trouble::Malformed => {
            format!("Check base_url's scheme and port: what answers at {authority} does not speak HTTP.")
        }
        Trouble::Reset => {
            "The service may have taken the request all the same; a resume can be repeated without harm.".to_owned()
        }
    }
}
