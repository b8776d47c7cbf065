"""What resuming many connectors ends with, and how it stands before that."""

from __future__ import annotations

from ._records import _new, _Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._errors import UnpauseError
    from ._records import Accepted, Connector
    from ._status import ConnectorStatus


class ResumeResult(_Record):
    """What became of one connector."""

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
        """The connector, as it was named."""
        return self[0]

    @property
    def sent(self) -> bool:
        """Whether a request for it went out.

        If it did and there is neither ``accepted`` nor ``error``, the work was interrupted, and the service may have
        taken the request or not.
        """
        return self[1]

    @property
    def accepted(self) -> Accepted | None:
        """The service's answer, if it took the request."""
        return self[2]

    @property
    def status(self) -> ConnectorStatus | None:
        """How the connector was when it was last looked at; ``None`` if nobody looked."""
        return self[3]

    @property
    def running(self) -> bool:
        """Whether it was seen running. Only looked for when asked to wait."""
        return self[4]

    @property
    def error(self) -> UnpauseError | None:
        """Why it was not accepted, or does not run. Not raised, but otherwise as if it were."""
        return self[5]


class ResumeCounts(_Record):
    """How many connectors are how far."""

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
        """All of them, duplicates included."""
        return self[0]

    @property
    def accepted(self) -> int:
        """The service took the request."""
        return self[1]

    @property
    def running(self) -> int:
        """Seen running. Always 0 when not asked to wait."""
        return self[2]

    @property
    def failed(self) -> int:
        """Not accepted, or accepted and not running in time."""
        return self[3]

    @property
    def done(self) -> int:
        """Nothing more will happen to them: failed, or accepted and, if asked to wait, running."""
        return self[4]


class ResumeProgress(_Record):
    """One more connector was accepted, runs, or failed. ``str(progress)`` is one line."""

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
        """The connector and what became of it by now."""
        return self[0]

    @property
    def counts(self) -> ResumeCounts:
        """All connectors by now."""
        return self[1]

    @property
    def summary(self) -> str:
        """Both in one line."""
        return self[2]

    def __str__(self) -> str:
        return self.summary


class ResumeReport(_Record):
    """What became of each connector.

    ``str(report)`` is one line that says how many were accepted, run, failed, and why.
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
        """One a connector, in the order given; of a cluster's connectors, in the order of their names."""
        return self[0]

    @property
    def counts(self) -> ResumeCounts:
        """How many are how far."""
        return self[1]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to the end, or to now."""
        return self[2]

    @property
    def dry_run(self) -> bool:
        """Whether nothing was sent on purpose: the results are the connectors that would be resumed."""
        return self[3]

    @property
    def wait(self) -> bool:
        """Whether running was waited for."""
        return self[4]

    @property
    def summary(self) -> str:
        """The whole in one line."""
        return self[5]

    @property
    def failures(self) -> tuple[ResumeResult, ...]:
        """Those that failed: the results with an ``error``."""
        return tuple(result for result in self.results if result.error is not None)

    def __str__(self) -> str:
        return self.summary
