"""The report on many connectors."""

from __future__ import annotations

import sys

from . import _native, _typing
from ._errors import UnpauseError
from ._records import Connector, _Fields
from ._results import ConnectorResult, LeftOut, ReportCounts
from ._saved import document
from ._typing import Iterator, Sequence

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

    report: Report | None = None

    def derive(self, exceptions: Sequence[UnpauseError], /) -> FailuresError:  # type: ignore[override,unused-ignore]
        """Make a group of some of the errors. For ``except*``."""
        return _failures(self.message, exceptions, self.report)

    def _names(self) -> tuple[str, ...]:
        return (*super()._names(), "exceptions")


def _failures(message: str, errors: Sequence[UnpauseError], report: Report | None) -> FailuresError:
    made = FailuresError(message, errors)
    made.report = report
    made.retryable = all(error.retryable for error in errors)
    return made


def _counted(results: Sequence[ConnectorResult], *, wait: bool) -> ReportCounts:
    accepted, reached, failed, done = 0, 0, 0, 0
    for result in results:
        accepted += result.accepted is not None
        reached += result.reached
        failed += result.error is not None
        done += result.error is not None or (result.reached if wait else result.accepted is not None)
    return ReportCounts(len(results), accepted, reached, failed, done)


class Report(_Fields):
    """The result for each connector.

    Its length, its truth and iterating are those of its results. ``str(report)`` is one line: how many matched, were
    accepted, are in their new state, failed, and why.

    A report is an input, too: ``resume_many(report)`` takes the connectors that the report says were changed. Save it
    with :meth:`to_json`, if that is another program's work.

    One that is made by hand, for a test, counts its results, unless it is given ``counts``.

    Example:
        >>> paused = client.pause_all("env-a1b2c3", "lkc-x7y8z9", wait=True)  # doctest: +SKIP
        >>> print(paused)  # doctest: +SKIP
        11 of 12 match: 11 accepted, 11 paused, 0 failed, 2.4 s
        >>> for result in paused:  # doctest: +SKIP
        ...     print(result.connector, result.reached)
        >>> paused.raise_for_failures()  # doctest: +SKIP
        >>> report = client.resume_many(paused, wait=True)  # doctest: +SKIP

    """

    __slots__ = ("_core", "_values")
    __match_args__ = (
        "operation",
        "results",
        "counts",
        "listed",
        "matched",
        "name_glob",
        "states",
        "unseen_states",
        "left_out",
        "elapsed",
        "dry_run",
        "wait",
        "summary",
    )

    _core: _native.SavedReport | None
    _values: tuple[_typing.Any, ...]

    def __init__(
        self,
        operation: _typing.ManyOperation,
        results: tuple[ConnectorResult, ...],
        counts: ReportCounts | None = None,
        listed: int | None = None,
        matched: int | None = None,
        name_glob: str | None = None,
        states: tuple[str, ...] = (),
        unseen_states: tuple[str, ...] = (),
        left_out: tuple[LeftOut, ...] = (),
        elapsed: float = 0.0,
        dry_run: bool = False,
        wait: bool = False,
        summary: str | None = None,
    ) -> None:
        if counts is None:
            counts = _counted(results, wait=wait)
        if summary is None:
            summary = f"{counts.total} connectors: {counts.accepted} accepted, {counts.failed} failed"
        chosen = (listed, matched, name_glob, states, unseen_states, left_out)
        self._values = (operation, results, counts, *chosen, elapsed, dry_run, wait, summary)
        self._core = None

    @classmethod
    def _of(cls, core: _native.SavedReport | None, values: tuple[_typing.Any, ...]) -> _typing.Self:
        """Make a report that keeps the core's own, in which nothing is lost."""
        made = cls.__new__(cls)
        made._core, made._values = core, values
        return made

    @classmethod
    def from_json(cls, text: str) -> Report:
        """Read a report that :meth:`to_json` has written, or that any other language has saved.

        Args:
            text: The whole text. Fields that are unknown here are ignored.

        Returns:
            The report, as it was.

        Raises:
            InvalidRequestError: The text is something else, is cut short, or is of a later version; the message names
                the place, and ``field`` is ``"text"``.

        Example:
            >>> print(Report.from_json('{"version": 1, "operation": "pause", "results": []}'))
            0 connectors: 0 accepted, 0 failed, 0.0 s
            >>> client.resume_many(Report.from_json(Path("paused.json").read_text()))  # doctest: +SKIP

        """
        report: Report = _native.read_report(text)
        return report

    def to_json(self) -> str:
        """Return the report as JSON, for :meth:`from_json` in any language; it holds no secret.

        Names are in ``snake_case``, durations in seconds. :meth:`to_dict` is the same as a dictionary.

        Returns:
            The text.

        Raises:
            InvalidRequestError: The report was made by hand, and has a value that no report has.

        Example:
            >>> Path("paused.json").write_text(paused.to_json())  # doctest: +SKIP

        """
        return self._saved().to_json()

    def to_dict(self) -> dict[str, _typing.Any]:
        """Return the document that :meth:`to_json` writes, as a dictionary: ``json.dumps`` gives the saved text."""
        import json

        saved: dict[str, _typing.Any] = json.loads(self.to_json())
        return saved

    def _saved(self) -> _native.SavedReport:
        """Return the core's own report. One that was made by hand gets it when it is needed."""
        if self._core is None:
            import json

            written = {"version": 1, **{name: document(getattr(self, name)) for name in self.__match_args__}}
            self._core = _native.saved_report(json.dumps(written))
        return self._core

    @property
    def operation(self) -> _typing.ManyOperation:
        """The change that was asked for: ``"resume"``, ``"pause"``, ``"stop"`` or ``"restart"``."""
        return self._values[0]

    @property
    def results(self) -> tuple[ConnectorResult, ...]:
        """One for each connector, in the order given, or sorted by name if they come from a listing."""
        return self._values[1]

    @property
    def counts(self) -> ReportCounts:
        """The number of connectors at each stage."""
        return self._values[2]

    @property
    def listed(self) -> int | None:
        """How many connectors the listing has; ``None`` if they were given, or there is no listing yet."""
        return self._values[3]

    @property
    def matched(self) -> int | None:
        """How many of the listed connectors were chosen."""
        return self._values[4]

    @property
    def name_glob(self) -> str | None:
        """The pattern that was asked for."""
        return self._values[5]

    @property
    def states(self) -> tuple[str, ...]:
        """The states that were asked for; empty for the operation's own default."""
        return self._values[6]

    @property
    def unseen_states(self) -> tuple[str, ...]:
        """Those of ``states`` that no listed connector is in."""
        return self._values[7]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The listed connectors that were not chosen, sorted by name, each with the reason."""
        return self._values[8]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to its end, or until now."""
        return self._values[9]

    @property
    def dry_run(self) -> bool:
        """Whether it was a dry run: nothing was sent, and the results are the connectors that would be changed."""
        return self._values[10]

    @property
    def wait(self) -> bool:
        """Whether the call waited until the connectors were in the state that the operation leads to."""
        return self._values[11]

    @property
    def summary(self) -> str:
        """The report in one line."""
        return self._values[12]

    @property
    def failures(self) -> tuple[ConnectorResult, ...]:
        """The results with an ``error``."""
        return tuple(result for result in self.results if result.error is not None)

    @property
    def changed(self) -> tuple[Connector, ...]:
        """The connectors that were changed, each once, under the names that the service knows them by.

        Their requests were accepted, and the listing did not say that they were already in that state. A request that
        is in doubt (sent, and no answer) is not among them.
        """
        answers = [result.accepted for result in self.results if result.changed]
        return tuple(dict.fromkeys(answer.connector for answer in answers if answer is not None))

    @property
    def ok(self) -> bool:
        """Whether nothing failed and nothing is left to do.

        ``False`` also for a report of interrupted work, once it has its connectors.
        """
        return self.counts.failed == 0 and (self.dry_run or self.counts.done == self.counts.total)

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

    def __iter__(self) -> Iterator[ConnectorResult]:
        return iter(self.results)

    def __getitem__(self, index: int) -> ConnectorResult:
        return self.results[index]

    def __eq__(self, other: object) -> bool:
        return self._values == other._values if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values)

    def __reduce__(self) -> tuple[_typing.Any, ...]:
        return (type(self)._of, (self._core, self._values))
