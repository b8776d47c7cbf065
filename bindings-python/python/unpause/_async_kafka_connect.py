"""The asyncio client for self-managed Kafka Connect."""

from __future__ import annotations

from . import _native
from ._async_calls import Asynchronous
from ._logging import log_level
from ._options import publish
from ._workers import WorkersClient

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable, Iterable

    from ._job import Job, ResumeJob
    from ._records import Accepted
    from ._report import ResumeProgress
    from ._status import ConnectorStatus, ListedConnector, Running, WaitProgress


class AsyncKafkaConnect(Asynchronous, WorkersClient):
    """Calls the REST interface of self-managed Kafka Connect workers from asyncio.

    Takes the same options as :class:`KafkaConnect`, and raises the same exceptions. Event loops, forks, cancelling: as
    :class:`AsyncClient`.

    Example:
        >>> import asyncio
        >>> async def main():
        ...     async with AsyncKafkaConnect("http://127.0.0.1:8083") as connect:
        ...         return repr(connect)
        >>> asyncio.run(main())
        "AsyncKafkaConnect(base_url='http://127.0.0.1:8083')"

    """

    __slots__ = ()

    async def resume(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Resume a paused or stopped connector; do nothing if it runs.

        Asynchronous, idempotent and retried, as :meth:`AsyncClient.resume`.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume`.

        Example:
            >>> accepted = await connect.resume("orders-sink")  # doctest: +SKIP
            >>> accepted.connector.connector_name  # doctest: +SKIP
            'orders-sink'

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        box = self._mailbox()
        return await box.result(self._native.call(box.native, "resume", (name,), (timeout, deadline), log_level()))

    async def pause(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Pause a connector: its tasks stay, and do nothing.

        Asynchronous, idempotent and retried, as :meth:`AsyncClient.resume`.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume`.

        Example:
            >>> accepted = await connect.pause("orders-sink")  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        box = self._mailbox()
        return await box.result(self._native.call(box.native, "pause", (name,), (timeout, deadline), log_level()))

    async def stop(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Stop a connector: its tasks are shut down, and what they hold is free until it is resumed.

        Asynchronous, idempotent and retried, as :meth:`AsyncClient.resume`. Needs Kafka Connect 3.5 or newer.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume`.

        Example:
            >>> accepted = await connect.stop("orders-sink")  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        box = self._mailbox()
        return await box.result(self._native.call(box.native, "stop", (name,), (timeout, deadline), log_level()))

    async def restart(
        self,
        name: str,
        *,
        include_tasks: bool = _native.DEFAULT_INCLUDE_TASKS,
        only_failed: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Restart a connector and its tasks, failed ones too, which a resume does not revive.

        **Not idempotent**, and so not always retried; see :meth:`AsyncClient.restart`.

        Args:
            name: The connector's name; not encoded.
            include_tasks: Whether to restart its tasks, too. Default: yes, because what fails is mostly a task.
            only_failed: Whether to restart only what has failed. Default: no.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker said when it accepted the request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.restart`.

        Example:
            >>> accepted = await connect.restart("orders-sink", only_failed=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        box = self._mailbox()
        return await box.result(
            self._native.call(
                box.native, "restart", (name,), (timeout, deadline), log_level(), (include_tasks, only_failed)
            )
        )

    async def status(
        self, name: str, *, timeout: float | None = None, deadline: float | None = None
    ) -> ConnectorStatus:
        """Ask how a connector and its tasks are now.

        Args:
            name: The connector's name; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the worker says, typed, and as it wrote it.

        Raises:
            UnpauseError: As :meth:`AsyncClient.status`.

        Example:
            >>> status = await connect.status("orders-sink")  # doctest: +SKIP
            >>> status.state  # doctest: +SKIP
            'RUNNING'

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        box = self._mailbox()
        return await box.result(self._native.call(box.native, "status", (name,), (timeout, deadline), log_level()))

    async def list(self, *, timeout: float | None = None, deadline: float | None = None) -> builtins.list[str]:
        """List the names of all connectors.

        Args:
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            The names, in the worker's order.

        Raises:
            UnpauseError: As :meth:`AsyncClient.list`.

        Example:
            >>> await connect.list()  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        box = self._mailbox()
        return await box.result(self._native.call(box.native, "list", (), (timeout, deadline), log_level()))

    async def list_expanded(
        self, *, timeout: float | None = None, deadline: float | None = None
    ) -> builtins.list[ListedConnector]:
        """List all connectors with type, state and tasks; they have no ids.

        Args:
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            The connectors, in the order of their names.

        Raises:
            UnpauseError: As :meth:`AsyncClient.list_expanded`.

        Example:
            >>> listed = await connect.list_expanded()  # doctest: +SKIP
            >>> [str(one.connector) for one in listed]  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        box = self._mailbox()
        return await box.result(self._native.call(box.native, "list_expanded", (), (timeout, deadline), log_level()))

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
    ) -> Job[WaitProgress, Running]:
        """Look at a connector until it runs: it and all of its tasks say ``RUNNING``.

        Looks, options and progress are as of :meth:`AsyncClient.wait_until_running`.

        Returns:
            A job; awaiting it gives the connector, as it was seen running.

        Raises:
            UnpauseError: As :meth:`AsyncClient.wait_until_running`.

        Example:
            >>> running = await connect.wait_until_running("orders-sink", deadline=60)  # doctest: +SKIP
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
    ) -> Job[WaitProgress, Running]:
        """Resume a connector and wait until it runs: :meth:`resume`, then :meth:`wait_until_running`.

        Options and progress are as of :meth:`AsyncClient.resume_and_wait`.

        Returns:
            A job; awaiting it gives the connector, as it was seen running, with the answer to the resume.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume_and_wait`.

        Example:
            >>> running = await connect.resume_and_wait("orders-sink")  # doctest: +SKIP
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
    ) -> ResumeJob:
        """Resume many connectors, each once, and wait until they run, if asked to.

        Nothing stops at an error: the report has a result for each connector. ``names`` are the connectors' names;
        options, progress and what an interruption leaves are as of :meth:`AsyncClient.resume_many`.

        Returns:
            A job; awaiting it gives what became of each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume_many`.

        Example:
            >>> report = await connect.resume_many(["orders-sink", "audit-sink"], wait=True)  # doctest: +SKIP
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
    ) -> ResumeJob:
        """Resume all connectors in one of some states, by default all that are paused, not the stopped ones.

        Options and progress are as of :meth:`AsyncClient.resume_all`.

        Returns:
            A job; awaiting it gives what became of each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume_all`.

        Example:
            >>> report = await connect.resume_all(states=["PAUSED", "STOPPED"], dry_run=True)  # doctest: +SKIP
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


publish(AsyncKafkaConnect)
