"""How connectors are: what the service says about one, and what waiting for one tells."""

from __future__ import annotations

from ._records import _new, _Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._records import Accepted, Connector


class TaskStatus(_Record):
    """How one task of a connector is."""

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
        """Such as ``RUNNING``; an open set: ``STOPPED``, ``UNASSIGNED``, ``RESTARTING``, ``FAILED``, ..."""
        return self[1]

    @property
    def worker_id(self) -> str | None:
        """Who runs the task."""
        return self[2]

    @property
    def message(self) -> str | None:
        """What the service says about the task."""
        return self[3]

    @property
    def trace(self) -> str | None:
        """The task's stack trace."""
        return self[4]


class ConnectorStatus(_Record):
    """How a connector is, at one moment.

    States are text, and an open set. Seen of a connector: ``NONE``, ``PROVISIONING``, ``RUNNING``, ``DEGRADED``,
    ``FAILED``, ``PAUSED``, ``RESTARTING``, ``DELETED``.

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
        """The connector's state, such as ``RUNNING``. It says little about the tasks."""
        return self[2]

    @property
    def worker_id(self) -> str | None:
        """Who runs the connector."""
        return self[3]

    @property
    def trace(self) -> str | None:
        """The connector's own stack trace."""
        return self[4]

    @property
    def tasks(self) -> tuple[TaskStatus, ...]:
        """The tasks, in the service's order; there may be none."""
        return self[5]

    @property
    def tasks_running(self) -> int:
        """How many tasks say ``RUNNING``."""
        return self[6]

    @property
    def problems(self) -> tuple[str, ...]:
        """What the service says is wrong, in its own words."""
        return self[7]

    @property
    def raw(self) -> str:
        """The whole document, JSON, with the fields that this view leaves out."""
        return self[8]


class ListedConnector(_Record):
    """A connector as a listing describes it.

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
        """Its address."""
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
        """How the connector and its tasks are; ``None`` if the listing does not say."""
        return self[3]


class Running(_Record):
    """A connector that was seen running: it says ``RUNNING``, it has its tasks, and each of them says ``RUNNING``."""

    __slots__ = ()
    __match_args__ = ("connector", "status", "accepted", "looks", "elapsed")

    def __new__(
        cls,
        connector: Connector,
        status: ConnectorStatus,
        accepted: Accepted | None,
        looks: int,
        elapsed: float,
    ) -> Running:
        return _new(cls, (connector, status, accepted, looks, elapsed))

    @property
    def connector(self) -> Connector:
        """The connector."""
        return self[0]

    @property
    def status(self) -> ConnectorStatus:
        """What the last look saw."""
        return self[1]

    @property
    def accepted(self) -> Accepted | None:
        """The answer to the resume; ``None`` if none was sent."""
        return self[2]

    @property
    def looks(self) -> int:
        """How many looks it took, at least 1."""
        return self[3]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to the last look, the resume included."""
        return self[4]


class WaitProgress(_Record):
    """One look at a connector that is waited for. ``str(progress)`` is one line."""

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
        """Which look, from 1."""
        return self[1]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to this look."""
        return self[2]

    @property
    def status(self) -> ConnectorStatus | None:
        """What the look saw; ``None`` if it had no answer."""
        return self[3]

    @property
    def error(self) -> str | None:
        """Why the look had no answer, in a few words. It does not end the wait."""
        return self[4]

    @property
    def next_look(self) -> float | None:
        """Seconds until the next look; ``None`` if this was the last one."""
        return self[5]

    @property
    def summary(self) -> str:
        """The look in one line."""
        return self[6]

    def __str__(self) -> str:
        return self.summary
