"""The status of connectors, from a call, a listing or a wait."""

from __future__ import annotations

from . import _typing
from ._records import Accepted, Connector, _new, _Record


class TaskStatus(_Record):
    """The status of one task of a connector."""

    __slots__ = ()
    __match_args__ = ("id", "state", "worker_id", "message", "trace")

    def __new__(
        cls,
        id: int,
        state: str,
        worker_id: str | None,
        message: str | None,
        trace: str | None,
    ) -> TaskStatus:
        return _new(cls, (id, state, worker_id, message, trace))

    @property
    def id(self) -> int:
        """The task's number, from 0."""
        return self[0]

    @property
    def state(self) -> str:
        """The task's state: ``RUNNING``, ``STOPPED``, ``UNASSIGNED``, ``RESTARTING``, ``FAILED`` or any other text."""
        return self[1]

    @property
    def worker_id(self) -> str | None:
        """The worker that runs the task."""
        return self[2]

    @property
    def message(self) -> str | None:
        """The service's message about the task."""
        return self[3]

    @property
    def trace(self) -> str | None:
        """The stack trace of the task."""
        return self[4]


class ConnectorStatus(_Record):
    """The status of a connector at one moment.

    A state is any text, because services add new ones. Known states of a connector: ``NONE``, ``PROVISIONING``,
    ``RUNNING``, ``DEGRADED``, ``FAILED``, ``PAUSED``, ``RESTARTING``, ``DELETED``.

    Source:
        https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus
    """

    __slots__ = ()
    __match_args__ = (
        "name",
        "connector_type",
        "state",
        "worker_id",
        "trace",
        "tasks",
        "tasks_running",
        "problems",
        "raw",
    )

    def __new__(
        cls,
        name: str,
        connector_type: str | None,
        state: str,
        worker_id: str | None,
        trace: str | None,
        tasks: tuple[TaskStatus, ...],
        tasks_running: int,
        problems: tuple[str, ...],
        raw: str,
    ) -> ConnectorStatus:
        return _new(cls, (name, connector_type, state, worker_id, trace, tasks, tasks_running, problems, raw))

    @property
    def name(self) -> str:
        """The connector's name, as the service writes it."""
        return self[0]

    @property
    def connector_type(self) -> str | None:
        """``sink`` or ``source``."""
        return self[1]

    @property
    def state(self) -> str:
        """The connector's state, such as ``RUNNING``. The tasks have states of their own."""
        return self[2]

    @property
    def worker_id(self) -> str | None:
        """The worker that runs the connector."""
        return self[3]

    @property
    def trace(self) -> str | None:
        """The stack trace of the connector itself."""
        return self[4]

    @property
    def tasks(self) -> tuple[TaskStatus, ...]:
        """The tasks, in the service's order; may be empty."""
        return self[5]

    @property
    def tasks_running(self) -> int:
        """How many tasks are ``RUNNING``."""
        return self[6]

    @property
    def problems(self) -> tuple[str, ...]:
        """The problems that the service reports, in its own words."""
        return self[7]

    @property
    def raw(self) -> str:
        """The whole JSON document as text, including fields that this class leaves out."""
        return self[8]


class ListedConnector(_Record):
    """One connector of a listing.

    Source:
        https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions
    """

    __slots__ = ()
    __match_args__ = ("connector", "id", "connector_type", "status")

    def __new__(
        cls,
        connector: Connector,
        id: str | None,
        connector_type: str | None,
        status: ConnectorStatus | None,
    ) -> ListedConnector:
        return _new(cls, (connector, id, connector_type, status))

    @property
    def connector(self) -> Connector:
        """The connector's address."""
        return self[0]

    @property
    def id(self) -> str | None:
        """The service's own id, ``lcc-...``."""
        return self[1]

    @property
    def connector_type(self) -> str | None:
        """``sink`` or ``source``."""
        return self[2]

    @property
    def status(self) -> ConnectorStatus | None:
        """The status of the connector and its tasks; ``None`` if the listing has none."""
        return self[3]


class WaitResult(_Record):
    """A connector in the state that was waited for, with its tasks."""

    __slots__ = ()
    __match_args__ = ("connector", "state", "status", "accepted", "looks", "elapsed")

    def __new__(
        cls,
        connector: Connector,
        state: _typing.DesiredState,
        status: ConnectorStatus,
        accepted: Accepted | None,
        looks: int,
        elapsed: float,
    ) -> WaitResult:
        return _new(cls, (connector, state, status, accepted, looks, elapsed))

    @property
    def connector(self) -> Connector:
        """The connector."""
        return self[0]

    @property
    def state(self) -> _typing.DesiredState:
        """The state that it is in: ``"running"``, ``"paused"`` or ``"stopped"``."""
        return self[1]

    @property
    def status(self) -> ConnectorStatus:
        """The status that the last poll saw."""
        return self[2]

    @property
    def accepted(self) -> Accepted | None:
        """The answer to the change; ``None`` if none was sent."""
        return self[3]

    @property
    def looks(self) -> int:
        """How many polls it took, at least 1."""
        return self[4]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to the last poll, including the change."""
        return self[5]


class WaitProgress(_Record):
    """One poll of a wait. ``str(progress)`` is one line."""

    __slots__ = ()
    __match_args__ = ("connector", "look", "elapsed", "status", "error", "next_look", "summary")

    def __new__(
        cls,
        connector: Connector,
        look: int,
        elapsed: float,
        status: ConnectorStatus | None,
        error: str | None,
        next_look: float | None,
        summary: str,
    ) -> WaitProgress:
        return _new(cls, (connector, look, elapsed, status, error, next_look, summary))

    @property
    def connector(self) -> Connector:
        """The connector."""
        return self[0]

    @property
    def look(self) -> int:
        """The number of the poll, from 1."""
        return self[1]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to this poll."""
        return self[2]

    @property
    def status(self) -> ConnectorStatus | None:
        """The status that the poll saw; ``None`` if it had no answer."""
        return self[3]

    @property
    def error(self) -> str | None:
        """Why the poll had no answer, in a few words. This does not end the wait."""
        return self[4]

    @property
    def next_look(self) -> float | None:
        """Seconds until the next poll; ``None`` if this was the last one."""
        return self[5]

    @property
    def summary(self) -> str:
        """The poll in one line."""
        return self[6]

    def __str__(self) -> str:
        return self.summary
