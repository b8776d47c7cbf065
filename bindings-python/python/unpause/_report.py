"""The report of resuming many connectors, and its progress."""

from __future__ import annotations

from ._errors import UnpauseError
from ._records import Accepted, Connector, _new, _Record
from ._status import ConnectorStatus


class ResumeResult(_Record):
    """The result for one connector."""

    __slots__ = ()
    __match_args__ = ("connector", "sent", "accepted", "status", "running", "error")

    def __new__(
        cls,
        connector: Connector,
        sent: bool,
        accepted: Accepted | None,
        status: ConnectorStatus | None,
        running: bool,
        error: UnpauseError | None,
    ) -> ResumeResult:
        return _new(cls, (connector, sent, accepted, status, running, error))

    @property
    def connector(self) -> Connector:
        """The connector, as the caller named it."""
        return self[0]

    @property
    def sent(self) -> bool:
        """Whether a request for it was sent.

        If it was, and there is neither ``accepted`` nor ``error``, the work was interrupted: the service may or may not
        have accepted the request.
        """
        return self[1]

    @property
    def accepted(self) -> Accepted | None:
        """The service's answer, if it accepted the request."""
        return self[2]

    @property
    def status(self) -> ConnectorStatus | None:
        """The status that the last poll saw; ``None`` without a poll."""
        return self[3]

    @property
    def running(self) -> bool:
        """Whether it was seen running. Always ``False`` without ``wait``."""
        return self[4]

    @property
    def error(self) -> UnpauseError | None:
        """Why it was not accepted, or does not run: the exception that a single call would raise."""
        return self[5]


class ResumeCounts(_Record):
    """The number of connectors at each stage."""

    __slots__ = ()
    __match_args__ = ("total", "accepted", "running", "failed", "done")

    def __new__(
        cls,
        total: int,
        accepted: int,
        running: int,
        failed: int,
        done: int,
    ) -> ResumeCounts:
        return _new(cls, (total, accepted, running, failed, done))

    @property
    def total(self) -> int:
        """All connectors, including duplicates."""
        return self[0]

    @property
    def accepted(self) -> int:
        """The service accepted the request."""
        return self[1]

    @property
    def running(self) -> int:
        """Seen running. Always 0 without ``wait``."""
        return self[2]

    @property
    def failed(self) -> int:
        """Not accepted, or accepted but not running in time."""
        return self[3]

    @property
    def done(self) -> int:
        """Finished: failed, or accepted and, with ``wait``, running."""
        return self[4]


class ResumeProgress(_Record):
    """One more connector was accepted, runs or failed. ``str(progress)`` is one line."""

    __slots__ = ()
    __match_args__ = ("result", "counts", "summary")

    def __new__(
        cls,
        result: ResumeResult,
        counts: ResumeCounts,
        summary: str,
    ) -> ResumeProgress:
        return _new(cls, (result, counts, summary))

    @property
    def result(self) -> ResumeResult:
        """The connector and its result so far."""
        return self[0]

    @property
    def counts(self) -> ResumeCounts:
        """The counts of all connectors so far."""
        return self[1]

    @property
    def summary(self) -> str:
        """The progress in one line."""
        return self[2]

    def __str__(self) -> str:
        return self.summary


class ResumeReport(_Record):
    """The result for each connector.

    ``str(report)`` is one line: how many were accepted, how many run, how many failed, and why.
    """

    __slots__ = ()
    __match_args__ = ("results", "counts", "elapsed", "dry_run", "wait", "summary")

    def __new__(
        cls,
        results: tuple[ResumeResult, ...],
        counts: ResumeCounts,
        elapsed: float,
        dry_run: bool,
        wait: bool,
        summary: str,
    ) -> ResumeReport:
        return _new(cls, (results, counts, elapsed, dry_run, wait, summary))

    @property
    def results(self) -> tuple[ResumeResult, ...]:
        """One for each connector, in the order given, or sorted by name if they come from a listing."""
        return self[0]

    @property
    def counts(self) -> ResumeCounts:
        """The number of connectors at each stage."""
        return self[1]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to its end, or until now."""
        return self[2]

    @property
    def dry_run(self) -> bool:
        """Whether it was a dry run: nothing was sent, and the results are the connectors that would be resumed."""
        return self[3]

    @property
    def wait(self) -> bool:
        """Whether the call waited until the connectors ran."""
        return self[4]

    @property
    def summary(self) -> str:
        """The report in one line."""
        return self[5]

    @property
    def failures(self) -> tuple[ResumeResult, ...]:
        """The results with an ``error``."""
        return tuple(result for result in self.results if result.error is not None)

    def __str__(self) -> str:
        return self.summary
