//! What the library returns, as documents whose fields have their names in the cases.

use serde_json::{Value, json};
use unpause::{
    Accepted, Connector, ConnectorResult, ConnectorStatus, CredentialsStage, Error, LeftOut, ListedConnector,
    ManyProgress, RateLimit, Report, ReportCounts, Situation, TaskStatus, TimeLimit, TransportReason, WaitProgress,
    WaitResult,
};

pub(crate) fn accepted(accepted: &Accepted) -> Value {
    json!({
        "connector": connector(&accepted.connector),
        "request_id": accepted.request_id,
        "attempts": accepted.attempts,
        "elapsed": accepted.elapsed.as_secs_f64(),
        "rate_limit": accepted.rate_limit.map(rate_limit),
        "restarting": accepted.restarting.as_ref().map(|parts| json!({
            "connector": parts.connector,
            "tasks": parts.tasks,
        })),
    })
}

pub(crate) fn error(error: &Error) -> Value {
    json!({
        // The enum's own case, which Debug names.
        "kind": format!("{:?}", error.kind()),
        "message": error.to_string(),
        "field": error.field(),
        "stage": error.stage().map(CredentialsStage::name),
        "status": error.status(),
        "code": error.code(),
        "request_id": error.request_id(),
        "attempts": error.attempts(),
        "elapsed": error.elapsed().map(|elapsed| elapsed.as_secs_f64()),
        "body": error.body(),
        "summary": error.summary(),
        "advice": error.advice(),
        "retryable": error.is_retryable(),
        "retry_after": error.retry_after().map(|wait| wait.as_secs_f64()),
        "rate_limit": error.rate_limit().map(rate_limit),
        "limit": error.limit().map(TimeLimit::name),
        "connector": error.connector().map(connector),
        "connector_status": error.connector_status().map(status),
        "situation": error.situation().map(Situation::name),
        "looks": error.looks(),
        "reason": error.transport_reason().map(TransportReason::name),
    })
}

pub(crate) fn connector(connector: &Connector) -> Value {
    json!({
        "environment_id": connector.environment_id().unwrap_or_default(),
        "kafka_cluster_id": connector.kafka_cluster_id().unwrap_or_default(),
        "connector_name": connector.connector_name(),
    })
}

fn rate_limit(rate_limit: RateLimit) -> Value {
    json!({
        "limit": rate_limit.limit,
        "remaining": rate_limit.remaining,
        "reset": rate_limit.reset.map(|reset| reset.as_secs_f64()),
    })
}

pub(crate) fn status(status: &ConnectorStatus) -> Value {
    json!({
        "name": status.name,
        "connector_type": status.connector_type,
        "state": status.state,
        "worker_id": status.worker_id,
        "trace": status.trace,
        "tasks": status.tasks.iter().map(task).collect::<Vec<_>>(),
        "tasks_running": status.tasks_running(),
        "problems": status.problems,
        "raw": status.raw,
    })
}

fn task(task: &TaskStatus) -> Value {
    json!({
        "id": task.id,
        "state": task.state,
        "worker_id": task.worker_id,
        "message": task.message,
        "trace": task.trace,
    })
}

pub(crate) fn listed(listed: &ListedConnector) -> Value {
    json!({
        "connector": connector(&listed.connector),
        "id": listed.id,
        "connector_type": listed.connector_type,
        "status": listed.status.as_ref().map(status),
    })
}

pub(crate) fn wait_result(result: &WaitResult) -> Value {
    json!({
        "connector": connector(&result.connector),
        "state": result.state.name(),
        "status": status(&result.status),
        "accepted": result.accepted.as_ref().map(accepted),
        "looks": result.looks,
        "elapsed": result.elapsed.as_secs_f64(),
    })
}

pub(crate) fn wait_progress(progress: &WaitProgress) -> Value {
    json!({
        "connector": connector(&progress.connector),
        "look": progress.look,
        "elapsed": progress.elapsed.as_secs_f64(),
        "status": progress.status.as_ref().map(status),
        "error": progress.error,
        "next_look": progress.next_look.map(|wait| wait.as_secs_f64()),
        "summary": progress.to_string(),
    })
}

pub(crate) fn many_progress(progress: &ManyProgress) -> Value {
    json!({
        "result": connector_result(&progress.result),
        "counts": counts(progress.counts),
        "summary": progress.to_string(),
    })
}

pub(crate) fn report(report: &Report) -> Value {
    json!({
        "operation": report.operation.name(),
        "results": report.results.iter().map(connector_result).collect::<Vec<_>>(),
        "ok": report.ok(),
        "failures": report.failures().map(connector_result).collect::<Vec<_>>(),
        "changed": report.changed().map(connector).collect::<Vec<_>>(),
        "counts": counts(report.counts),
        "listed": report.listed,
        "matched": report.matched,
        "name_glob": report.name_glob,
        "states": report.states,
        "unseen_states": report.unseen_states,
        "left_out": report.left_out.iter().map(left_out).collect::<Vec<_>>(),
        "elapsed": report.elapsed.as_secs_f64(),
        "dry_run": report.dry_run,
        "wait": report.wait,
        "summary": report.to_string(),
    })
}

fn connector_result(result: &ConnectorResult) -> Value {
    json!({
        "connector": connector(&result.connector),
        "sent": result.sent,
        "accepted": result.accepted.as_ref().map(accepted),
        "changed": result.changed,
        "status": result.status.as_ref().map(status),
        "reached": result.reached,
        "error": result.error.as_ref().map(error),
    })
}

fn left_out(left_out: &LeftOut) -> Value {
    json!({
        "connector": connector(&left_out.connector),
        "state": left_out.state,
        "reason": left_out.reason.name(),
    })
}

fn counts(counts: ReportCounts) -> Value {
    let ReportCounts { total, accepted, reached, failed, done, .. } = counts;
    json!({ "total": total, "accepted": accepted, "reached": reached, "failed": failed, "done": done })
}
