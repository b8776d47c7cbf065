//! The public names against `tests/parity/names.json`. The patterns are exhaustive: a field that is added does not compile until
//! it is named here.
//!
//! Rust has one name more among its options, `on_event`: other languages have their own ways to listen. Options of the same
//! meaning stand in one struct here: `connection` has those of every client, `many` those of a job on many connectors. A `summary` is
//! `Display`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "clippy takes only #[test] functions for tests")]

use std::collections::BTreeSet;

use crate::{
    Accepted, AllOptions, AttemptEvent, CallOptions, Client, ClientCredentials, ClientOptions, ConnectionOptions,
    Connector, ConnectorResult, ConnectorStatus, CredentialsStage, DEFAULT_BASE_URL, DEFAULT_CONCURRENCY,
    DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_FAILURE_GRACE, DEFAULT_MIN_TASKS, DEFAULT_SETTLE,
    DEFAULT_TIMEOUT, DEFAULT_WAIT_DEADLINE, DesiredState, EndEvent, Error, ErrorKind, HoldEvent, KafkaConnect,
    KafkaConnectOptions, LeftOut, LeftOutReason, ListedConnector, ManyOperation, ManyOptions, ManyProgress, RateLimit,
    RenewalEvent, Report, ReportCounts, RestartOptions, Restarting, RetryEvent, RetryPolicy, Situation, StartEvent,
    StsToken, TaskStatus, Token, TransportReason, WaitOptions, WaitProgress, WaitResult,
};
use serde_json::Value;

/// The names of a struct's fields; does not compile when one is missing.
macro_rules! fields {
    ($type:ident { $($field:ident),* }) => {{
        #[expect(dead_code, reason = "only compiled")]
        fn exhaustive($type { $($field: _),* }: $type) {}
        vec![$(stringify!($field)),*]
    }};
}

/// The names of some methods without parameters; does not compile when one is missing.
macro_rules! accessors {
    ($type:ident { $($method:ident),* }) => {{
        $(let _ = $type::$method;)*
        vec![$(stringify!($method)),*]
    }};
}

fn listed() -> Value {
    serde_json::from_str(include_str!("../../tests/parity/names.json")).unwrap()
}

fn names(of: &Value) -> BTreeSet<&str> {
    match of {
        Value::Object(map) => map.keys().map(String::as_str).collect(),
        Value::Array(list) => list.iter().map(|name| name.as_str().unwrap()).collect(),
        other => panic!("{other} lists no names"),
    }
}

fn set(names: Vec<&str>) -> BTreeSet<&str> {
    names.into_iter().collect()
}

/// The options of a client, with those that it shares with the other client.
fn flattened(mut of_client: Vec<&'static str>) -> BTreeSet<&'static str> {
    of_client.extend(fields!(ConnectionOptions {
        timeout,
        connect_timeout,
        deadline,
        retry,
        ca_bundle,
        environment_authorities,
        client_certificate,
        client_key,
        proxy,
        user_agent,
        headers,
        allow_insecure,
        on_event
    }));
    &set(of_client) - &set(vec!["connection", "environment_authorities", "on_event"])
}

#[test]
fn options_and_their_defaults() {
    let listed = listed();
    let fields = fields!(ClientOptions { api_key, api_secret, token, token_provider, base_url, connection });
    assert_eq!(flattened(fields), names(&listed["client_options"]));
    assert_eq!(set(fields!(CallOptions { timeout, deadline })), names(&listed["call_options"]));
    assert_eq!(set(fields!(RetryPolicy { max_attempts, base, cap })), names(&listed["retry_policy"]));

    let options = &listed["client_options"];
    assert_eq!(options["base_url"], DEFAULT_BASE_URL);
    assert_eq!(options["timeout"].as_f64(), Some(DEFAULT_TIMEOUT.as_secs_f64()));
    assert_eq!(options["connect_timeout"].as_f64(), Some(DEFAULT_CONNECT_TIMEOUT.as_secs_f64()));
    assert_eq!(options["deadline"].as_f64(), Some(DEFAULT_DEADLINE.as_secs_f64()));
    let retry = &listed["retry_policy"];
    assert_eq!(retry["max_attempts"].as_u64(), Some(u64::from(RetryPolicy::DEFAULT.max_attempts)));
    assert_eq!(retry["base"].as_f64(), Some(RetryPolicy::DEFAULT.base.as_secs_f64()));
    assert_eq!(retry["cap"].as_f64(), Some(RetryPolicy::DEFAULT.cap.as_secs_f64()));
}

#[test]
fn options_of_the_client_for_workers() {
    let listed = listed();
    let fields = fields!(KafkaConnectOptions { base_url, username, password, token, token_provider, connection });
    let (of_workers, of_cloud) = (&listed["kafka_connect_options"], &listed["client_options"]);
    assert_eq!(flattened(fields), names(of_workers));
    // The same defaults: they are made by the same code.
    for name in &names(of_workers) & &names(of_cloud) {
        let expected = if name == "base_url" { &Value::Null } else { &of_cloud[name] };
        assert_eq!(&of_workers[name], expected, "{name}");
    }

    let restart = &listed["restart_options"];
    assert_eq!(set(fields!(RestartOptions { include_tasks, only_failed })), names(restart));
    let default = RestartOptions::default();
    assert_eq!(
        (&restart["include_tasks"], &restart["only_failed"]),
        (&default.include_tasks.into(), &default.only_failed.into())
    );
}

#[test]
fn options_of_waiting_and_of_many() {
    let listed = listed();
    let wait = fields!(WaitOptions { timeout, deadline, min_tasks, settle, failure_grace });
    assert_eq!(set(wait), names(&listed["wait_options"]));
    let many = fields!(ManyOptions { concurrency, wait, timeout, deadline, min_tasks, settle, failure_grace });
    assert_eq!(set(many.clone()), names(&listed["many_options"]));
    // `many` is a field here, and elsewhere its fields.
    let all = fields!(AllOptions { name_glob, states, dry_run, many });
    let all = &(&set(all) - &set(vec!["many"])) | &set(many);
    assert_eq!(all, names(&listed["all_options"]));

    for options in ["wait_options", "many_options", "all_options"] {
        let options = &listed[options];
        assert_eq!(options["min_tasks"].as_u64(), Some(u64::from(DEFAULT_MIN_TASKS)));
        assert_eq!(options["settle"].as_f64(), Some(DEFAULT_SETTLE.as_secs_f64()));
        assert_eq!(options["failure_grace"].as_f64(), Some(DEFAULT_FAILURE_GRACE.as_secs_f64()));
    }
    assert_eq!(listed["wait_deadline"].as_f64(), Some(DEFAULT_WAIT_DEADLINE.as_secs_f64()));
    for options in ["many_options", "all_options"] {
        let options = &listed[options];
        assert_eq!(options["concurrency"].as_u64(), Some(u64::from(DEFAULT_CONCURRENCY)));
        assert_eq!(options["wait"], ManyOptions::default().wait);
    }
    let all = &listed["all_options"];
    assert_eq!((&all["states"], AllOptions::default().states), (&Value::Null, None));
    assert_eq!(all["dry_run"], AllOptions::default().dry_run);
}

#[test]
fn what_comes_back() {
    let listed = listed();
    let accepted = fields!(Accepted { connector, request_id, attempts, elapsed, rate_limit, restarting });
    assert_eq!(set(accepted), names(&listed["accepted"]));
    assert_eq!(set(fields!(Restarting { connector, tasks })), names(&listed["restarting"]));
    assert_eq!(set(fields!(RateLimit { limit, remaining, reset })), names(&listed["rate_limit"]));
    let connector = accessors!(Connector { environment_id, kafka_cluster_id, connector_name });
    assert_eq!(set(connector), names(&listed["connector"]));
    let connector = fields!(ListedConnector { connector, id, connector_type, status });
    assert_eq!(set(connector), names(&listed["listed_connector"]));
}

#[test]
fn how_a_connector_is() {
    let private = |name: &&str| *name != "kind";
    let listed = listed();
    let mut status =
        fields!(ConnectorStatus { name, connector_type, state, kind, worker_id, trace, tasks, problems, raw });
    status.retain(private);
    status.extend(accessors!(ConnectorStatus { tasks_running }));
    assert_eq!(set(status), names(&listed["connector_status"]));
    let mut task = fields!(TaskStatus { id, state, kind, worker_id, message, trace });
    task.retain(private);
    assert_eq!(set(task), names(&listed["task_status"]));
    let result = fields!(WaitResult { connector, state, status, accepted, looks, elapsed });
    assert_eq!(set(result), names(&listed["wait_result"]));
    let states = [DesiredState::Running, DesiredState::Paused, DesiredState::Stopped];
    for state in states {
        // Exhaustive: a state that is added must come here.
        match state {
            DesiredState::Running | DesiredState::Paused | DesiredState::Stopped => {}
        }
    }
    assert_eq!(set(states.map(DesiredState::name).to_vec()), names(&listed["desired_states"]));
}

#[test]
fn progress_and_reports() {
    let listed = listed();
    let progress = fields!(WaitProgress { connector, look, elapsed, status, error, next_look });
    assert_eq!(with_summary(progress, WaitProgress::to_string), names(&listed["wait_progress"]));
    let result = fields!(ConnectorResult { connector, sent, accepted, changed, status, reached, error });
    assert_eq!(set(result), names(&listed["connector_result"]));
    let counts = fields!(ReportCounts { total, accepted, reached, failed, done });
    assert_eq!(set(counts), names(&listed["report_counts"]));
    let mut progress = fields!(ManyProgress { result, counts, operation });
    progress.retain(|name| *name != "operation");
    assert_eq!(with_summary(progress, ManyProgress::to_string), names(&listed["many_progress"]));
    let mut report = fields!(Report {
        operation,
        results,
        counts,
        listed,
        matched,
        name_glob,
        states,
        unseen_states,
        left_out,
        elapsed,
        dry_run,
        wait
    });
    report.extend(accessors!(Report { ok, failures, changed, to_json, from_json }));
    assert_eq!(with_summary(report, Report::to_string), names(&listed["report"]));
    assert_eq!(set(fields!(LeftOut { connector, state, reason })), names(&listed["left_out"]));
}

#[test]
fn operations_and_reasons() {
    use ManyOperation::{Pause, Restart, Resume, Stop};
    let listed = listed();
    let operations = [Resume, Pause, Stop, Restart];
    for operation in operations {
        // Exhaustive: an operation that is added must come here.
        match operation {
            Resume | Pause | Stop | Restart => {}
        }
    }
    assert_eq!(set(operations.map(ManyOperation::name).to_vec()), names(&listed["many_operations"]));
    for reason in LeftOutReason::ALL {
        match reason {
            LeftOutReason::Name | LeftOutReason::State | LeftOutReason::NoStatus => {}
        }
    }
    assert_eq!(set(LeftOutReason::ALL.map(LeftOutReason::name).to_vec()), names(&listed["left_out_reasons"]));
}

fn with_summary<T>(mut names: Vec<&str>, _summary: fn(&T) -> String) -> BTreeSet<&str> {
    names.push("summary");
    set(names)
}

#[test]
fn methods() {
    let listed = listed();
    let mut methods = accessors!(Client {
        resume,
        pause,
        restart,
        status,
        list,
        list_expanded,
        wait_until,
        wait_until_running,
        resume_and_wait,
        pause_and_wait,
        restart_and_wait,
        resume_all,
        pause_all,
        restart_all
    });
    // Generic in what is given, so that they are no values by their names alone.
    let _ = |client: &Client, options| {
        (client.resume_many([], options), client.pause_many([], options), client.restart_many([], options))
    };
    methods.extend(["resume_many", "pause_many", "restart_many"]);
    assert_eq!(set(methods), names(&listed["methods"]));

    let mut methods = accessors!(KafkaConnect {
        resume,
        pause,
        stop,
        restart,
        status,
        list,
        list_expanded,
        wait_until,
        wait_until_running,
        resume_and_wait,
        pause_and_wait,
        stop_and_wait,
        restart_and_wait,
        resume_all,
        pause_all,
        stop_all,
        restart_all
    });
    let _ = |connect: &KafkaConnect, options| {
        let restart = connect.restart_many([""], RestartOptions::default(), options);
        let others = (connect.resume_many([""], options), connect.pause_many([""], options));
        (restart, others, connect.stop_many([""], options))
    };
    methods.extend(["resume_many", "pause_many", "stop_many", "restart_many"]);
    assert_eq!(set(methods), names(&listed["kafka_connect_methods"]));
}

#[test]
fn situations() {
    use Situation::{
        Failed, NoTasks, NotSettled, Other, PausedAgain, Provisioning, ResumedAgain, StillPaused, StillRunning,
        TasksNotPaused, TasksNotRunning, TasksNotStopped, Unknown,
    };
    let listed = listed();
    for situation in Situation::ALL {
        // Exhaustive: a situation that is added must come here, and into `ALL`.
        match situation {
            StillPaused | PausedAgain | StillRunning | ResumedAgain | Provisioning | Failed | NoTasks
            | TasksNotRunning | TasksNotPaused | TasksNotStopped | NotSettled | Other | Unknown => {}
        }
    }
    assert_eq!(set(Situation::ALL.map(Situation::name).to_vec()), names(&listed["situations"]));
}

#[test]
fn tokens_and_the_stages_of_getting_one() {
    let listed = listed();
    assert_eq!(set(fields!(Token { value, expires_in })), names(&listed["token"]));
    let sts = fields!(StsToken {
        identity_pool_id,
        subject_token,
        subject_token_file,
        github_audience,
        client_credentials,
        lifetime
    });
    assert_eq!(set(sts), names(&listed["sts_token"]));
    let credentials = fields!(ClientCredentials { token_url, client_id, client_secret, token_scope });
    assert_eq!(set(credentials), names(&listed["client_credentials"]));
    use CredentialsStage::{Exchange, IdentityProvider, SubjectToken, TokenProvider};
    for stage in CredentialsStage::ALL {
        // Exhaustive: a stage that is added must come here, and into `ALL`.
        match stage {
            TokenProvider | SubjectToken | IdentityProvider | Exchange => {}
        }
    }
    assert_eq!(set(CredentialsStage::ALL.map(CredentialsStage::name).to_vec()), names(&listed["credentials_stages"]));
}

#[test]
fn transport_reasons() {
    use TransportReason::{
        ClientCertificate, Connect, ConnectionLost, NameResolution, NotHttp, NotProcessed, Proxy, ProxyCredentials,
        Tls, TooManyOpenFiles,
    };
    let listed = listed();
    for reason in TransportReason::ALL {
        // Exhaustive: a reason that is added must come here, and into `ALL`.
        match reason {
            TooManyOpenFiles | NameResolution | Connect | Proxy | ProxyCredentials | Tls | ClientCertificate
            | NotHttp | NotProcessed | ConnectionLost => {}
        }
    }
    assert_eq!(set(TransportReason::ALL.map(TransportReason::name).to_vec()), names(&listed["transport_reasons"]));
}

/// The target of an event is its connector, or a cluster.
#[test]
fn events_and_their_fields() {
    let listed = listed();
    let events = [
        ("start", fields!(StartEvent { call, action, target })),
        ("attempt", fields!(AttemptEvent { call, action, target, attempt, status, request_id, elapsed, error })),
        ("retry", fields!(RetryEvent { call, action, target, attempt, max_attempts, wait, error })),
        ("hold", fields!(HoldEvent { call, action, target, wait })),
        ("renewal", fields!(RenewalEvent { call, action, target, elapsed, expires_in, error })),
        ("end", fields!(EndEvent { call, action, target, attempts, elapsed, error })),
    ];
    assert_eq!(events.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), names(&listed["events"]));
    for (event, fields) in events {
        let fields = fields.into_iter().map(|name| if name == "target" { "connector" } else { name });
        assert_eq!(fields.collect::<BTreeSet<_>>(), names(&listed["events"][event]), "{event}");
    }
}

#[test]
fn errors_and_their_fields() {
    use ErrorKind::{
        Configuration, Conflict, ConnectorFailed, Credentials, Forbidden, Internal, InvalidRequest, InvalidResponse,
        NotFound, RateLimited, Server, Timeout, Transport, Unauthorized, UnexpectedStatus, WaitTimeout,
    };
    let listed = listed();
    for kind in ErrorKind::ALL {
        // Exhaustive: a kind that is added must come here, and into `ALL`.
        match kind {
            InvalidRequest | Configuration | Credentials | Unauthorized | Forbidden | NotFound | Conflict
            | RateLimited | Server | UnexpectedStatus | InvalidResponse | Timeout | Transport | ConnectorFailed
            | WaitTimeout | Internal => {}
        }
    }
    assert_eq!(ErrorKind::ALL.iter().map(|kind| kind.name()).collect::<BTreeSet<_>>(), names(&listed["errors"]));

    let mut accessors = accessors!(Error {
        summary,
        advice,
        connector,
        field,
        limit,
        stage,
        status,
        code,
        request_id,
        attempts,
        elapsed,
        body,
        retry_after,
        rate_limit,
        connector_status,
        situation,
        looks
    });
    let _ = Error::transport_reason; // elsewhere a field of its own class
    let _ = Error::is_retryable; // Rust's name for a question
    accessors.extend(["reason", "retryable"]);
    let lists = listed["errors"].as_object().unwrap().values().filter(|fields| fields.is_array());
    let all = lists.chain([&listed["error"], &listed["answered"]]).flat_map(names).collect::<BTreeSet<_>>();
    assert_eq!(set(accessors), all);
}
