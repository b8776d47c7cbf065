"""Makes records and exceptions of the bridge's plain data. The bridge calls it; 10,000 results take milliseconds."""

from __future__ import annotations

from ._errors import BY_KIND
from ._records import Accepted, Connector, RateLimit, _new
from ._report import ResumeCounts, ResumeProgress, ResumeReport, ResumeResult
from ._status import ConnectorStatus, ListedConnector, Running, TaskStatus, WaitProgress

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
    address: Address, request_id: str | None, attempts: int, elapsed: float, limit: RateLimitData | None
) -> Accepted:
    rate_limit = None if limit is None else _new(RateLimit, limit)
    return _new(Accepted, (_new(Connector, address), request_id, attempts, elapsed, rate_limit))


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


def running(address: Address, seen: StatusData, answer: AcceptedData | None, looks: int, elapsed: float) -> Running:
    return _new(Running, (_new(Connector, address), status(*seen), answer and accepted(*answer), looks, elapsed))


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


def resume_result(
    address: Address,
    sent: bool,
    answer: AcceptedData | None,
    seen: StatusData | None,
    runs: bool,
    error: UnpauseError | None,
) -> ResumeResult:
    connector = _new(Connector, address)
    return _new(ResumeResult, (connector, sent, answer and accepted(*answer), seen and status(*seen), runs, error))


def resume_progress(result: ResumeResult, counts: CountsData, summary: str) -> ResumeProgress:
    return _new(ResumeProgress, (result, _new(ResumeCounts, counts), summary))


def resume_report(
    results: list[ResumeResult], counts: CountsData, elapsed: float, dry_run: bool, wait: bool, summary: str
) -> ResumeReport:
    return ResumeReport(tuple(results), _new(ResumeCounts, counts), elapsed, dry_run, wait, summary)


def interrupted(exception: BaseException, report: ResumeReport) -> None:
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
