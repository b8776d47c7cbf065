"""Makes records of the native module's plain tuples. It calls these; ten thousand results take milliseconds."""

from __future__ import annotations

from ._records import Accepted, Connector, RateLimit, _new
from ._report import ResumeCounts, ResumeProgress, ResumeReport, ResumeResult
from ._status import ConnectorStatus, ListedConnector, Running, TaskStatus, WaitProgress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._errors import UnpauseError
    from ._native import (
        AcceptedData,
        Address,
        CountsData,
        ListedData,
        RateLimitData,
        StatusData,
        TaskData,
    )


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
    made = tuple([_new(TaskStatus, task) for task in tasks])
    return _new(ConnectorStatus, (name, connector_type, state, worker_id, trace, made, tasks_running, problems, raw))


def listed(entries: list[ListedData]) -> list[ListedConnector]:
    return [
        _new(ListedConnector, (_new(Connector, address), number, kind, seen and status(*seen)))
        for address, number, kind, seen in entries
    ]


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
    return _new(ResumeReport, (tuple(results), _new(ResumeCounts, counts), elapsed, dry_run, wait, summary))


def interrupted(exception: BaseException, report: ResumeReport) -> None:
    """Tell who handles the exception, or sees it in a terminal, how far the work had come."""
    exception.report = report  # type: ignore[attr-defined]
    if hasattr(exception, "add_note"):
        exception.add_note(f"Interrupted: {report}")
