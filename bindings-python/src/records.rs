//! The core's results as the records of the public face: plain tuples go to its makers, which are fetched once.

use pyo3::exceptions::PyBaseException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};
use unpause::bridge::{Answer, Progress};
use unpause::{
    Accepted, Cluster, Connector, ConnectorResult, ConnectorStatus, LeftOut, ListedConnector, ManyProgress, RateLimit,
    Report, ReportCounts, Restarting, Tally, TaskStatus, WaitProgress, WaitResult,
};

use crate::errors::to_exception;
use crate::memory;
use crate::saved_report::SavedReport;

/// So many entries are worth some megabytes, and a millisecond.
const MANY: usize = 10_000;

/// A record of the public face.
type Made<'py> = PyResult<Bound<'py, PyAny>>;

/// Calls `unpause._from_native.{$maker}` with a tuple of the record's parts.
macro_rules! make {
    ($py:expr, $maker:literal, $data:expr) => {{
        static MAKER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        MAKER.import($py, "unpause._from_native", $maker)?.call1($data)
    }};
}

pub(crate) fn answer(py: Python<'_>, from: Answer) -> Made<'_> {
    match from {
        Answer::Accepted(from) => accepted(py, &from),
        Answer::Status(from) => status(py, &from),
        Answer::Names(names) => names.into_pyobject(py),
        Answer::Listed(from) => listed(py, from),
        Answer::Waited(from) => wait_result(py, &from),
        Answer::Report(from) => report(py, *from),
    }
}

pub(crate) fn progress<'py>(py: Python<'py>, from: &Progress) -> Made<'py> {
    match from {
        Progress::Wait(from) => wait_progress(py, from),
        Progress::Many(from) => many_progress(py, from),
    }
}

fn accepted<'py>(py: Python<'py>, from: &Accepted) -> Made<'py> {
    let address = Addresses::default().tuple(py, &from.connector)?;
    make!(py, "accepted", accepted_data(py, from, address)?)
}

fn status<'py>(py: Python<'py>, from: &ConnectorStatus) -> Made<'py> {
    make!(py, "status", status_data(py, from)?)
}

/// One by one, as `connector_result`. There may be a hundred thousand, so each is dropped once it is made.
fn listed(py: Python<'_>, from: Vec<ListedConnector>) -> Made<'_> {
    let (mut addresses, mut made) = (Addresses::default(), Vec::with_capacity(from.len()));
    for one in from {
        made.push(make!(py, "listed", listed_data(py, &one, &mut addresses)?)?);
        drop(one);
        if made.len().is_multiple_of(MANY) {
            memory::give_back();
        }
    }
    made.into_pyobject(py)
}

fn wait_result<'py>(py: Python<'py>, from: &WaitResult) -> Made<'py> {
    let mut addresses = Addresses::default();
    let address = addresses.tuple(py, &from.connector)?;
    let accepted =
        from.accepted.as_ref().map(|it| addresses.accepted(py, it, &from.connector, &address)).transpose()?;
    let (status, elapsed) = (status_data(py, &from.status)?, from.elapsed.as_secs_f64());
    make!(py, "wait_result", (address, from.state.name(), status, accepted, from.looks, elapsed))
}

fn wait_progress<'py>(py: Python<'py>, from: &WaitProgress) -> Made<'py> {
    let address = Addresses::default().tuple(py, &from.connector)?;
    let status = from.status.as_ref().map(|it| status_data(py, it)).transpose()?;
    let next_look = from.next_look.map(|it| it.as_secs_f64());
    let summary = from.to_string();
    make!(
        py,
        "wait_progress",
        (address, from.look, from.elapsed.as_secs_f64(), status, from.error.as_deref(), next_look, summary)
    )
}

fn many_progress<'py>(py: Python<'py>, from: &ManyProgress) -> Made<'py> {
    let result = connector_result(py, &from.result, &mut Addresses::default())?;
    make!(py, "many_progress", (result, counts_data(from.counts), from.to_string()))
}

pub(crate) fn report<'py>(py: Python<'py>, from: Report) -> Made<'py> {
    let mut addresses = Addresses::default();
    let result = |one| connector_result(py, one, &mut addresses);
    let results = from.results.iter().map(result).collect::<PyResult<Vec<_>>>()?;
    let (operation, counts, elapsed) = (from.operation.name(), counts_data(from.counts), from.elapsed.as_secs_f64());
    let (selection, summary) = (selection_data(py, &from)?, from.to_string());
    let (dry_run, wait) = (from.dry_run, from.wait);
    let saved = Bound::new(py, SavedReport::new(from))?;
    make!(py, "report", (saved, operation, results, counts, selection, elapsed, dry_run, wait, summary))
}

/// `(listed, matched, name_glob, states, unseen_states, left_out)`.
fn selection_data<'py>(py: Python<'py>, from: &Report) -> PyResult<Bound<'py, PyTuple>> {
    let mut addresses = Addresses::default();
    let left_out = |one| left_out_data(py, one, &mut addresses);
    let left_out = from.left_out.iter().map(left_out).collect::<PyResult<Vec<_>>>()?;
    let (states, unseen_states) = (PyTuple::new(py, &from.states)?, PyTuple::new(py, &from.unseen_states)?);
    (from.listed, from.matched, from.name_glob.as_deref(), states, unseen_states, left_out).into_pyobject(py)
}

/// `(address, state, reason)`.
fn left_out_data<'py>(
    py: Python<'py>,
    from: &LeftOut,
    addresses: &mut Addresses<'py>,
) -> PyResult<Bound<'py, PyTuple>> {
    (addresses.tuple(py, &from.connector)?, from.state.as_deref(), from.reason.name()).into_pyobject(py)
}

/// Gives an exception that interrupts a job on many connectors the report so far.
pub(crate) fn interrupted(interrupt: &Bound<'_, PyBaseException>, tally: &Tally) {
    let py = interrupt.py();
    let attach = || -> PyResult<()> {
        let report = report(py, py.detach(|| tally.report()))?;
        make!(py, "interrupted", (interrupt, report)).map(drop)
    };
    // A failure here is less important than the exception itself.
    attach().map_or_else(|error| error.write_unraisable(py, None), drop);
}

/// `(limit, remaining, reset in seconds)`.
pub(crate) fn rate_limit_data(from: RateLimit) -> (Option<u64>, Option<u64>, Option<f64>) {
    (from.limit, from.remaining, from.reset.map(|reset| reset.as_secs_f64()))
}

/// `(name, type, state, worker_id, trace, tasks, tasks_running, problems, raw)`.
pub(crate) fn status_data<'py>(py: Python<'py>, from: &ConnectorStatus) -> PyResult<Bound<'py, PyTuple>> {
    (
        &from.name,
        from.connector_type.as_deref(),
        &from.state,
        from.worker_id.as_deref(),
        from.trace.as_deref(),
        from.tasks.iter().map(task_data).collect::<Vec<_>>(),
        from.tasks_running(),
        PyTuple::new(py, &from.problems)?,
        &from.raw,
    )
        .into_pyobject(py)
}

/// `(id, state, worker_id, message, trace)`.
fn task_data(from: &TaskStatus) -> (u64, &str, Option<&str>, Option<&str>, Option<&str>) {
    (from.id, &from.state, from.worker_id.as_deref(), from.message.as_deref(), from.trace.as_deref())
}

fn listed_data<'py>(
    py: Python<'py>,
    from: &ListedConnector,
    addresses: &mut Addresses<'py>,
) -> PyResult<Bound<'py, PyTuple>> {
    let address = addresses.tuple(py, &from.connector)?;
    let status = from.status.as_ref().map(|it| status_data(py, it)).transpose()?;
    (address, from.id.as_deref(), from.connector_type.as_deref(), status).into_pyobject(py)
}

/// `(address, request_id, attempts, elapsed, rate limit, restarting)`.
fn accepted_data<'py>(py: Python<'py>, from: &Accepted, address: Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyTuple>> {
    let rate_limit = from.rate_limit.map(rate_limit_data);
    let restarting = from.restarting.as_ref().map(|it| restarting_data(py, it)).transpose()?;
    let (request_id, elapsed) = (from.request_id.as_deref(), from.elapsed.as_secs_f64());
    (address, request_id, from.attempts, elapsed, rate_limit, restarting).into_pyobject(py)
}

/// `(connector, tasks)`.
fn restarting_data<'py>(py: Python<'py>, from: &Restarting) -> PyResult<(bool, Bound<'py, PyTuple>)> {
    Ok((from.connector, PyTuple::new(py, &from.tasks)?))
}

/// Made one by one, so that the tuples are gone before Python's garbage collector looks at them.
fn connector_result<'py>(py: Python<'py>, from: &ConnectorResult, addresses: &mut Addresses<'py>) -> Made<'py> {
    let address = addresses.tuple(py, &from.connector)?;
    let accepted =
        from.accepted.as_ref().map(|it| addresses.accepted(py, it, &from.connector, &address)).transpose()?;
    let status = from.status.as_ref().map(|it| status_data(py, it)).transpose()?;
    let error = from.error.as_ref().map(|it| to_exception(py, it)).transpose()?;
    make!(py, "connector_result", (address, from.sent, accepted, from.changed, status, from.reached, error))
}

fn counts_data(from: ReportCounts) -> (usize, usize, usize, usize, usize) {
    (from.total, from.accepted, from.reached, from.failed, from.done)
}

/// Makes addresses. Neighbours are mostly of one cluster, whose ids are made once.
#[derive(Default)]
struct Addresses<'py>(Option<(Cluster, Bound<'py, PyString>, Bound<'py, PyString>)>);

impl<'py> Addresses<'py> {
    fn tuple(&mut self, py: Python<'py>, of: &Connector) -> PyResult<Bound<'py, PyTuple>> {
        let (environment_id, kafka_cluster_id) = match &self.0 {
            Some((last, environment_id, kafka_cluster_id)) if last == of.cluster() => {
                (environment_id.clone(), kafka_cluster_id.clone())
            }
            _ => {
                let text = |part: Option<&str>| PyString::new(py, part.unwrap_or_default());
                let made = (text(of.environment_id()), text(of.kafka_cluster_id()));
                self.0 = Some((of.cluster().clone(), made.0.clone(), made.1.clone()));
                made
            }
        };
        (environment_id, kafka_cluster_id, of.connector_name()).into_pyobject(py)
    }

    /// An answer beside the connector of the call. The two addresses are one, unless the call gave the connector's id.
    fn accepted(
        &mut self,
        py: Python<'py>,
        from: &Accepted,
        named: &Connector,
        address: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let same = from.connector == *named;
        let address = if same { address.clone() } else { self.tuple(py, &from.connector)? };
        accepted_data(py, from, address)
    }
}
