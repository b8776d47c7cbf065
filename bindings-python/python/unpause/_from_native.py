"""Makes records and exceptions of the bridge's plain data. The bridge calls it; 10,000 results take milliseconds."""

from __future__ import annotations

from ._errors import BY_KIND
from ._records import Accepted, Connector, RateLimit, Restarting, _new
from ._report import Report
from ._results import ConnectorResult, LeftOut, ManyProgress, ReportCounts
from ._status import ConnectorStatus, ListedConnector, TaskStatus, WaitProgress, WaitResult

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._errors import UnpauseError
    from ._native import (
        AcceptedData,
        Address,
        CountsData,
        ErrorFields,
        RateLimitData,
        RestartingData,
        SavedReport,
        SelectionData,
        StatusData,
        TaskData,
    )

_COMMON = {
    text: text
    for text in (
        *("sink", "source"),
        *("NONE", "PROVISIONING", "RUNNING", "DEGRADED", "FAILED", "PAUSED", "RESTARTING", "DELETED"),
        *("UNASSIGNED", "STOPPED"),
    )
}


def accepted(
    address: Address,
    request_id: str | None,
    attempts: int,
    elapsed: float,
    limit: RateLimitData | None,
    restarts: RestartingData | None,
) -> Accepted:
    rate_limit = None if limit is None else _new(RateLimit, limit)
    restarting = None if restarts is None else _new(Restarting, restarts)
    return _new(Accepted, (_new(Connector, address), request_id, attempts, elapsed, rate_limit, restarting))


def status(
    name: str,
    connector_type: str | None,
    state: str,
    worker_id: str | None,
    trace: str | None,
    tasks: list[TaskData],
    tasks_running: int,
    problems: tuple[str, ...],
    raw: str,
) -> ConnectorStatus:
    made = tuple(
        [
            _new(TaskStatus, (number, _shared(state, name), _shared(worker, name), message, task_trace))
            for number, state, worker, message, task_trace in tasks
        ]
    )
    kind, worker_id = _shared(connector_type, name), _shared(worker_id, name)
    parts = (name, kind, _shared(state, name), worker_id, trace, made, tasks_running, problems, raw)
    return _new(ConnectorStatus, parts)


def _shared(text: Any, name: str) -> Any:
    """Equal texts would take a third of a long listing's memory. Confluent Cloud calls a worker as its connector."""
    return name if text == name else _COMMON.get(text, text)


def listed(address: Address, number: str | None, kind: str | None, seen: StatusData | None) -> ListedConnector:
    made = seen and status(*seen)
    return _new(ListedConnector, (_new(Connector, address), number, _shared(kind, address[2]), made))


def wait_result(
    address: Address, state: str, seen: StatusData, answer: AcceptedData | None, looks: int, elapsed: float
) -> WaitResult:
    made = (_new(Connector, address), state, status(*seen), answer and accepted(*answer), looks, elapsed)
    return _new(WaitResult, made)


def wait_progress(
    address: Address,
    look: int,
    elapsed: float,
    seen: StatusData | None,
    error: str | None,
    next_look: float | None,
    summary: str,
) -> WaitProgress:
    made = seen and status(*seen)
    return _new(WaitProgress, (_new(Connector, address), look, elapsed, made, error, next_look, summary))


def connector_result(
    address: Address,
    sent: bool,
    answer: AcceptedData | None,
    changed: bool,
    seen: StatusData | None,
    reached: bool,
    error: UnpauseError | None,
) -> ConnectorResult:
    made = (sent, answer and accepted(*answer), changed, seen and status(*seen), reached, error)
    return _new(ConnectorResult, (_new(Connector, address), *made))


def many_progress(result: ConnectorResult, counts: CountsData, summary: str) -> ManyProgress:
    return _new(ManyProgress, (result, _new(ReportCounts, counts), summary))


def report(
    core: SavedReport,
    operation: str,
    results: list[ConnectorResult],
    counts: CountsData,
    selection: SelectionData,
    elapsed: float,
    dry_run: bool,
    wait: bool,
    summary: str,
) -> Report:
    *chosen, rest = selection
    left_out = tuple([_new(LeftOut, (_new(Connector, address), state, reason)) for address, state, reason in rest])
    made = (operation, tuple(results), _new(ReportCounts, counts), *chosen, left_out, elapsed, dry_run, wait, summary)
    return Report._of(core, made)


def interrupted(exception: BaseException, report: Report) -> None:
    """Add the report so far to the exception that interrupted the work: for handlers, and in a note for a terminal."""
    exception.report = report  # type: ignore[attr-defined]
    if hasattr(exception, "add_note"):
        exception.add_note(f"Interrupted: {report}")


def error(kind: str, message: str, fields: ErrorFields) -> UnpauseError:
    """Make the exception for an error of the core. It gets only the fields that its class has."""
    made = BY_KIND[kind](message)
    given: dict[str, Any] = dict(fields)
    if "summary" in fields:
        given["_summary"] = given.pop("summary")
    if "connector" in fields:
        given["connector"] = _new(Connector, fields["connector"])
    if "rate_limit" in fields:
        given["rate_limit"] = RateLimit(*fields["rate_limit"])
    if "connector_status" in fields:
        given["connector_status"] = status(*fields["connector_status"])
    # One by one into __dict__, which pickle and copy include.
    for name, value in given.items():
        if hasattr(type(made), name):
            setattr(made, name, value)
    return made
