"""How a blocking client is opened and closed, and its calls: one request, with its retries, each."""

from __future__ import annotations

from . import _native
from ._logging import log_level
from ._options import BaseClient, CloudClient, listener

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    from typing import Any

    from typing_extensions import Self

    from ._native import OnProgress, ResumeSome, Service, Wait
    from ._records import Accepted
    from ._report import ResumeReport
    from ._status import ConnectorStatus, ListedConnector, Running


class Blocking(BaseClient):
    """What blocks, for either service."""

    __slots__ = ()

    _native: _native.BlockingClient

    def _open(self, service: Service, options: dict[str, Any]) -> None:
        self._native = _native.BlockingClient(service, options)

    def _wait(self, name: Wait, target: tuple[str, ...], on_progress: OnProgress, **options: object) -> Running:
        return self._native.job(name, target, options, listener(on_progress), log_level())

    def _resume(self, name: ResumeSome, target: object, on_progress: OnProgress, **options: object) -> ResumeReport:
        return self._native.job(name, target, options, listener(on_progress), log_level())

    def close(self) -> None:
        """Close the connections. Calls in flight in other threads end as they would; new ones are refused."""
        self._native.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class Calls(Blocking, CloudClient):
    """The part of ``Client`` that makes single calls."""

    __slots__ = ()

    def resume(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Resume a paused connector; do nothing if it is not paused.

        The service works **asynchronously**: a return means that it accepted the request (202), not that the
        connector's tasks run; for that there is :meth:`resume_and_wait`. The call is idempotent, so what may pass (408,
        409, 425, 429, 500, 502, 503, 504, no answer) is retried until the attempts or the deadline run out.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded. Or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the service said when it accepted the request.

        Raises:
            InvalidRequestError: A part of the address is empty, ``.`` or ``..``; nothing was sent.
            UnauthorizedError: 401. ForbiddenError: 403. NotFoundError: 404. ConflictError: 409.
            RateLimitedError: 429, to the last attempt. ServerError: 5xx. UnexpectedStatusError: Anything else.
            RequestTimeoutError: No answer in time.
            TransportError: No answer at all.

        Example:
            >>> accepted = client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> accepted.attempts  # doctest: +SKIP
            1
            >>> connector = Connector.parse("env-a1b2c3/lkc-x7y8z9/orders-sink")
            >>> accepted = client.resume(*connector)  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector

        """
        target = (environment_id, kafka_cluster_id, connector_name)
        return self._native.call("resume", target, (timeout, deadline), log_level())

    def pause(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Pause a connector and its tasks.

        Asynchronous, idempotent and retried, as :meth:`resume`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded. Or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the service said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`resume`.

        Example:
            >>> accepted = client.pause("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector

        """
        target = (environment_id, kafka_cluster_id, connector_name)
        return self._native.call("pause", target, (timeout, deadline), log_level())

    def restart(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Restart a connector, a failed one too, which a resume does not revive.

        A restart is **not idempotent**: it is tried again only if the service cannot have acted on it (408, 409, 425,
        429, no connection). After a 5xx or a lost answer look at the :meth:`status` first.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded. Or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the service said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`resume`. The service answers 400 (``UnexpectedStatusError``) for what it does not
                restart, such as a paused connector.

        Example:
            >>> accepted = client.restart("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector

        """
        target = (environment_id, kafka_cluster_id, connector_name)
        return self._native.call("restart", target, (timeout, deadline), log_level())

    def status(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> ConnectorStatus:
        """Ask how a connector and its tasks are now.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded. Or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the service says, typed, and as it wrote it.

        Raises:
            UnpauseError: As :meth:`resume`.
            InvalidResponseError: A 200 that holds no status.

        Example:
            >>> status = client.status("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> status.state  # doctest: +SKIP
            'RUNNING'

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus

        """
        target = (environment_id, kafka_cluster_id, connector_name)
        return self._native.call("status", target, (timeout, deadline), log_level())

    def list(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> builtins.list[str]:
        """List the names of all connectors of a cluster.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            The names, in the service's order.

        Raises:
            UnpauseError: As :meth:`status`.

        Example:
            >>> client.list("env-a1b2c3", "lkc-x7y8z9")  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1Connectors

        """
        target = (environment_id, kafka_cluster_id)
        return self._native.call("list", target, (timeout, deadline), log_level())

    def list_expanded(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> builtins.list[ListedConnector]:
        """List all connectors of a cluster with id, type, state and tasks.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            The connectors, in the order of their names.

        Raises:
            UnpauseError: As :meth:`status`.

        Example:
            >>> listed = client.list_expanded("env-a1b2c3", "lkc-x7y8z9")  # doctest: +SKIP
            >>> [one.connector for one in listed if one.status and one.status.state == "FAILED"]  # doctest: +SKIP
            []

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions

        """
        target = (environment_id, kafka_cluster_id)
        return self._native.call("list_expanded", target, (timeout, deadline), log_level())
