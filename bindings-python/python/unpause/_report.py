"""The report of resuming many connectors, and its progress."""

from __future__ import annotations

import sys

from . import _typing
from ._errors import UnpauseError
from ._records import Accepted, Connector, _Fields, _new, _Record
from ._status import ConnectorStatus
from ._typing import Iterator, Sequence


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


if sys.version_info >= (3, 11):
    from builtins import ExceptionGroup

    _GroupError = ExceptionGroup[UnpauseError]
else:

    class _GroupError(Exception):
        """An exception with others in it, as Python has them since 3.11."""

        def __init__(self, message: str, exceptions: Sequence[UnpauseError]) -> None:
            super().__init__(message, exceptions)

        def __str__(self) -> str:
            return f"{self.message} ({len(self.exceptions)} sub-exception{'s' * (len(self.exceptions) > 1)})"

        @property
        def message(self) -> str:
            """The message of the whole."""
            message: str = self.args[0]
            return message

        @property
        def exceptions(self) -> tuple[UnpauseError, ...]:
            """The exceptions in it."""
            return tuple(self.args[1])


class FailuresError(UnpauseError, _GroupError):
    """The errors of some connectors, raised by ``raise_for_failures`` of a report. ``exceptions`` has them.

    Since Python 3.11 it is an ``ExceptionGroup``: a traceback shows each error, and ``except*`` picks by kind.

    Attributes:
        report: The report.

    """

    report: ResumeReport | None = None

    def derive(self, exceptions: Sequence[UnpauseError], /) -> FailuresError:  # type: ignore[override,unused-ignore]
        """Make a group of some of the errors. For ``except*``."""
        return _failures(self.message, exceptions, self.report)

    def _names(self) -> tuple[str, ...]:
        return (*super()._names(), "exceptions")


def _failures(message: str, errors: Sequence[UnpauseError], report: ResumeReport | None) -> FailuresError:
    made = FailuresError(message, errors)
    made.report = report
    made.retryable = all(error.retryable for error in errors)
    return made


class ResumeReport(_Fields):
    """The result for each connector.

    Its length, its truth and iterating are those of its results. ``str(report)`` is one line: how many were accepted,
    how many run, how many failed, and why.

    Example:
        >>> report = client.resume_all("env-a1b2c3", "lkc-x7y8z9", wait=True)  # doctest: +SKIP
        >>> for result in report:  # doctest: +SKIP
        ...     print(result.connector, result.running)
        >>> report.raise_for_failures()  # doctest: +SKIP

    """

    __slots__ = ("_values",)
    __match_args__ = ("results", "counts", "elapsed", "dry_run", "wait", "summary")

    def __init__(
        self,
        results: tuple[ResumeResult, ...],
        counts: ResumeCounts,
        elapsed: float,
        dry_run: bool,
        wait: bool,
        summary: str,
    ) -> None:
        self._values = (results, counts, elapsed, dry_run, wait, summary)

    @property
    def results(self) -> tuple[ResumeResult, ...]:
        """One for each connector, in the order given, or sorted by name if they come from a listing."""
        return self._values[0]

    @property
    def counts(self) -> ResumeCounts:
        """The number of connectors at each stage."""
        return self._values[1]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to its end, or until now."""
        return self._values[2]

    @property
    def dry_run(self) -> bool:
        """Whether it was a dry run: nothing was sent, and the results are the connectors that would be resumed."""
        return self._values[3]

    @property
    def wait(self) -> bool:
        """Whether the call waited until the connectors ran."""
        return self._values[4]

    @property
    def summary(self) -> str:
        """The report in one line."""
        return self._values[5]

    @property
    def failures(self) -> tuple[ResumeResult, ...]:
        """The results with an ``error``."""
        return tuple(result for result in self.results if result.error is not None)

    @property
    def ok(self) -> bool:
        """Whether nothing failed and nothing is left to do: ``False`` also for a report of interrupted work."""
        return not self.failures and (self.dry_run or self.counts.done == self.counts.total)

    def raise_for_failures(self) -> None:
        """Raise the errors in the report, if there are any.

        Raises:
            FailuresError: At least one connector failed. It has the errors, and this report.

        """
        errors = [result.error for result in self.results if result.error is not None]
        if errors:
            raise _failures(self.summary, errors, self)

    def __str__(self) -> str:
        return self.summary

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[ResumeResult]:
        return iter(self.results)

    def __getitem__(self, index: int) -> ResumeResult:
        return self.results[index]

    def __eq__(self, other: object) -> bool:
        return self._values == other._values if isinstance(other, ResumeReport) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values)

    def __reduce__(self) -> tuple[_typing.Any, ...]:
        return (type(self), self._values)
