"""The parts of a report on many connectors, and its progress."""

from __future__ import annotations

from . import _typing
from ._errors import UnpauseError
from ._records import Accepted, Connector, _new, _Record
from ._status import ConnectorStatus


class ConnectorResult(_Record):
    """The result for one connector.

    One that is made by hand, for a test, is ``changed`` if it is ``accepted``, unless that is given.
    """

    __slots__ = ()
    __match_args__ = ("connector", "sent", "accepted", "changed", "status", "reached", "error")

    def __new__(
        cls,
        connector: Connector,
        sent: bool = True,
        accepted: Accepted | None = None,
        changed: bool | None = None,
        status: ConnectorStatus | None = None,
        reached: bool = False,
        error: UnpauseError | None = None,
    ) -> ConnectorResult:
        if changed is None:
            changed = accepted is not None
        return _new(cls, (connector, sent, accepted, changed, status, reached, error))

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
    def changed(self) -> bool:
        """Whether the work changed it: accepted, and not listed in that state before. See :attr:`Report.changed`."""
        return self[3]

    @property
    def status(self) -> ConnectorStatus | None:
        """The status from the last poll, or from the listing before it; ``None`` if there was none."""
        return self[4]

    @property
    def reached(self) -> bool:
        """Whether it was seen in the state that the operation leads to. Always ``False`` without ``wait``."""
        return self[5]

    @property
    def error(self) -> UnpauseError | None:
        """Why it was not accepted, or is not in that state: the exception that a single call would raise."""
        return self[6]


class LeftOut(_Record):
    """A connector of the listing that was not chosen."""

    __slots__ = ()
    __match_args__ = ("connector", "state", "reason")

    def __new__(cls, connector: Connector, state: str | None, reason: _typing.LeftOutReason) -> LeftOut:
        return _new(cls, (connector, state, reason))

    @property
    def connector(self) -> Connector:
        """The connector."""
        return self[0]

    @property
    def state(self) -> str | None:
        """Its state; ``None`` if the listing has none."""
        return self[1]

    @property
    def reason(self) -> _typing.LeftOutReason:
        """Why it was left out.

        ``"name"``: its name does not match ``name_glob``. ``"state"``: it is in none of the states. ``"no_status"``:
        its name matches, and the listing has no status of it: it was just created, or the service is in trouble. Look
        at its status.
        """
        return self[2]


class ReportCounts(_Record):
    """The number of connectors at each stage."""

    __slots__ = ()
    __match_args__ = ("total", "accepted", "reached", "failed", "done")

    def __new__(
        cls,
        total: int,
        accepted: int,
        reached: int,
        failed: int,
        done: int,
    ) -> ReportCounts:
        return _new(cls, (total, accepted, reached, failed, done))

    @property
    def total(self) -> int:
        """All connectors, including duplicates."""
        return self[0]

    @property
    def accepted(self) -> int:
        """The service accepted the request."""
        return self[1]

    @property
    def reached(self) -> int:
        """Seen in the state that the operation leads to. Always 0 without ``wait``."""
        return self[2]

    @property
    def failed(self) -> int:
        """Not accepted, or accepted but not in that state in time."""
        return self[3]

    @property
    def done(self) -> int:
        """Finished: failed, or accepted and, with ``wait``, in that state."""
        return self[4]


class ManyProgress(_Record):
    """One more connector was accepted, is in its new state, or failed. ``str(progress)`` is one line."""

    __slots__ = ()
    __match_args__ = ("result", "counts", "summary")

    def __new__(
        cls,
        result: ConnectorResult,
        counts: ReportCounts,
        summary: str,
    ) -> ManyProgress:
        return _new(cls, (result, counts, summary))

    @property
    def result(self) -> ConnectorResult:
        """The connector and its result so far."""
        return self[0]

    @property
    def counts(self) -> ReportCounts:
        """The counts of all connectors so far."""
        return self[1]

    @property
    def summary(self) -> str:
        """The progress in one line."""
        return self[2]

    def __str__(self) -> str:
        return self.summary
