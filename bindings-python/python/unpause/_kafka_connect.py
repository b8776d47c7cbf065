"""The blocking client for self-managed Kafka Connect."""

from __future__ import annotations

from . import _native
from ._calls import Blocking
from ._logging import log_level
from ._options import publish
from ._workers import WorkersClient

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable, Iterable

    from ._records import Accepted
    from ._report import ResumeProgress, ResumeReport
    from ._status import ConnectorStatus, ListedConnector, Running, WaitProgress


class KafkaConnect(Blocking, WorkersClient):
    """Calls the REST interface of self-managed Kafka Connect workers, and blocks until each call has ended.

    As :class:`Client`, which is for Confluent Cloud, with the same retries (409 while the workers rebalance among
    them), pacing, waiting and exceptions. A connector is named by its name alone, and any worker may be asked. In what
    comes back, ``environment_id`` and ``kafka_cluster_id`` of a connector are empty.

    Args:
        base_url: Where a worker's REST interface is, such as ``http://127.0.0.1:8083``; may have a path.
        username: A user's name, for workers that ask for one; goes with ``password``.
        password: The user's password.
        token: A bearer token, in place of name and password.
        timeout: Seconds for one attempt, from connecting to the end of the answer. Default 30.
        connect_timeout: Seconds for making a connection, TLS included. Default 10.
        deadline: Seconds for a whole call, with all its attempts and waits. Default 120.
        retry: How often and how patiently to try again. Default ``RetryPolicy()``.
        ca_bundle: Path of a PEM file of certificate authorities to trust, in place of the system's.
        proxy: An HTTP proxy, ``http://user:password@host:port``, in place of what ``HTTPS_PROXY``, ``HTTP_PROXY`` and
            ``NO_PROXY`` say. The environment's is never used for a ``base_url`` on loopback.
        user_agent: What to add to the ``User-Agent`` header, such as ``my-tool/1.2``.
        headers: Headers to add to each request.
        allow_insecure: Allow credentials over plain ``http://`` to another machine, a header such as ``x-api-key``
            among them. Without credentials it does not matter.

    Raises:
        ConfigurationError: No client can be made of the options: a bad URL, a name without a password, an unreadable CA
            file.
        InvalidRequestError: An option is out of range; ``field`` names it.

    Example:
        >>> with KafkaConnect("http://127.0.0.1:8083") as connect:
        ...     connect
        KafkaConnect(base_url='http://127.0.0.1:8083')

    """

    __slots__ = ()

    def resume(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Resume a paused or stopped connector; do nothing if it runs.

        Asynchronous, idempotent and retried, as :meth:`Client.resume`.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`Client.resume`.

        Example:
            >>> accepted = connect.resume("orders-sink")  # doctest: +SKIP
            >>> accepted.connector.connector_name  # doctest: +SKIP
            'orders-sink'

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._native.call("resume", (name,), (timeout, deadline), log_level())

    def pause(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Pause a connector: its tasks stay, and do nothing.

        Asynchronous, idempotent and retried, as :meth:`Client.resume`.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`Client.resume`.

        Example:
            >>> accepted = connect.pause("orders-sink")  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._native.call("pause", (name,), (timeout, deadline), log_level())

    def stop(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Stop a connector: its tasks are shut down, and what they hold is free until it is resumed.

        Asynchronous, idempotent and retried, as :meth:`Client.resume`. Needs Kafka Connect 3.5 or newer.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`Client.resume`.

        Example:
            >>> accepted = connect.stop("orders-sink")  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._native.call("stop", (name,), (timeout, deadline), log_level())

    def restart(
        self,
        name: str,
        *,
        include_tasks: bool = _native.DEFAULT_INCLUDE_TASKS,
        only_failed: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Restart a connector and its tasks, failed ones too, which a resume does not revive.

        **Not idempotent**, and so not always retried; see :meth:`Client.restart`.

        Args:
            name: The connector's name; not encoded.
            include_tasks: Whether to restart its tasks, too. Default: yes, because what fails is mostly a task.
            only_failed: Whether to restart only what has failed. Default: no.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`Client.restart`.

        Example:
            >>> accepted = connect.restart("orders-sink", only_failed=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._native.call("restart", (name,), (timeout, deadline), log_level(), (include_tasks, only_failed))

    def status(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> ConnectorStatus:
        """Ask how a connector and its tasks are now.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker says, typed, and as it wrote it.

        Raises:
            UnpauseError: As :meth:`Client.status`.

        Example:
            >>> status = connect.status("orders-sink")  # doctest: +SKIP
            >>> status.state  # doctest: +SKIP
            'RUNNING'

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._native.call("status", (name,), (timeout, deadline), log_level())

    def list(self, *, timeout: float | None = None, deadline: float | None = None) -> builtins.list[str]:
        """List the names of all connectors.

        Args:
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            The names, in the worker's order.

        Raises:
            UnpauseError: As :meth:`Client.list`.

        Example:
            >>> connect.list()  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._native.call("list", (), (timeout, deadline), log_level())

    def list_expanded(
        self, *, timeout: float | None = None, deadline: float | None = None
    ) -> builtins.list[ListedConnector]:
        """List all connectors with type, state and tasks; they have no ids.

        Args:
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            The connectors, in the order of their names.

        Raises:
            UnpauseError: As :meth:`Client.list_expanded`.

        Example:
            >>> listed = connect.list_expanded()  # doctest: +SKIP
            >>> [str(one.connector) for one in listed]  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._native.call("list_expanded", (), (timeout, deadline), log_level())

    def wait_until_running(
        self,
        name: str,
        *,
        timeout: float | None = None,
        deadline: float = _native.DEFAULT_WAIT_DEADLINE,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Running:
        """Look at a connector until it runs: it and all of its tasks say ``RUNNING``.

        Looks, options and progress are as of :meth:`Client.wait_until_running`.

        Returns:
            The connector, as it was seen running.

        Raises:
            UnpauseError: As :meth:`Client.wait_until_running`.

        Example:
            >>> running = connect.wait_until_running("orders-sink", deadline=60)  # doctest: +SKIP
            >>> running.looks  # doctest: +SKIP
            1

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait(
            "wait_until_running",
            (name,),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def resume_and_wait(
        self,
        name: str,
        *,
        timeout: float | None = None,
        deadline: float = _native.DEFAULT_WAIT_DEADLINE,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Running:
        """Resume a connector and wait until it runs: :meth:`resume`, then :meth:`wait_until_running`.

        Options and progress are as of :meth:`Client.resume_and_wait`.

        Returns:
            The connector, as it was seen running, with the answer to the resume.

        Raises:
            UnpauseError: As :meth:`Client.resume_and_wait`.

        Example:
            >>> running = connect.resume_and_wait("orders-sink")  # doctest: +SKIP
            >>> running.status.tasks_running  # doctest: +SKIP
            2

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait(
            "resume_and_wait",
            (name,),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def resume_many(
        self,
        names: Iterable[str],
        *,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ResumeProgress], object] | None = None,
    ) -> ResumeReport:
        """Resume many connectors, each once, and wait until they run, if asked to.

        Nothing stops at an error: the report has a result for each connector. ``names`` are the connectors' names;
        options, progress and what an interruption leaves are as of :meth:`Client.resume_many`.

        Returns:
            What became of each connector.

        Raises:
            UnpauseError: As :meth:`Client.resume_many`.

        Example:
            >>> report = connect.resume_many(["orders-sink", "audit-sink"], wait=True)  # doctest: +SKIP
            >>> print(report)  # doctest: +SKIP
            2 connectors: 2 accepted, 2 running, 0 failed, 3.1 s

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._resume(
            "resume_many",
            names,
            on_progress,
            concurrency=concurrency,
            wait=wait,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def resume_all(
        self,
        *,
        name_glob: str | None = None,
        states: Iterable[str] = _native.DEFAULT_STATES,
        dry_run: bool = False,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ResumeProgress], object] | None = None,
    ) -> ResumeReport:
        """Resume all connectors in one of some states, by default all that are paused, not the stopped ones.

        Options and progress are as of :meth:`Client.resume_all`.

        Returns:
            What became of each connector.

        Raises:
            UnpauseError: As :meth:`Client.resume_all`.

        Example:
            >>> report = connect.resume_all(states=["PAUSED", "STOPPED"], dry_run=True)  # doctest: +SKIP
            >>> [str(result.connector) for result in report.results]  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._resume(
            "resume_all",
            (),
            on_progress,
            name_glob=name_glob,
            states=states,
            dry_run=dry_run,
            concurrency=concurrency,
            wait=wait,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )


publish(KafkaConnect)
