"""The asyncio client for self-managed Kafka Connect."""

from __future__ import annotations

import builtins
import os

from .. import _native, _typing
from .._base import AsyncioBase, public
from .._credentials import AsyncTokenFunction, ClientCredentials
from .._job import Job, ManyJob
from .._records import Accepted, RetryPolicy
from .._report import Report
from .._results import ManyProgress
from .._status import ConnectorStatus, ListedConnector, WaitProgress, WaitResult
from .._typing import Callable, Iterable, Mapping


@public
class AsyncKafkaConnect(AsyncioBase):
    """Calls the REST interface of self-managed Kafka Connect workers from asyncio.

    The calls, retries (also of the 409 of workers that rebalance), pacing, waiting and exceptions are those of
    :class:`AsyncClient`, the client for Confluent Cloud. So is the use in event loops, threads and forked children, and
    so is cancelling. A connector is named by its name alone, and any worker can be asked. The results have connectors
    without ``environment_id`` and ``kafka_cluster_id``: both are empty.

    Args:
        base_url: The URL of a worker's REST interface, such as ``http://127.0.0.1:8083``; may have a path. Or a list of
            several workers of one cluster: all calls go to the first that connects, for as long as it works. If no
            connection can be made, or the answer is a 503, the next one is asked within the same attempt.
        username: A user name, for workers that require one; goes with ``password``.
        password: The user's password.
        token: A bearer token, in place of user name and password.
        token_provider: A function that gives tokens to a client that outlives one, or :class:`ClientCredentials`. Each
            token is used until shortly before it expires. The function returns a :class:`Token`, or a text: if that is
            a JWT its ``exp`` counts, otherwise the function is called for each attempt.
            The function is an ``async def``, or a ``def``, which runs in a thread because it may block.
        timeout: Seconds for one attempt, from connecting to the end of the answer. Default 30.
        connect_timeout: Seconds for opening a connection, TLS included. Default 10.
        deadline: Seconds for whatever is called: a call with all its attempts and waits, a whole wait for a state, and
            each connector of a call on many. Default 120; what waits for a state has 600.
        retry: How often to retry, and how long to wait in between. Default ``RetryPolicy()``.
        ca_bundle: Path of a PEM file of certificate authorities to trust, in place of the system's and of those that
            ``REQUESTS_CA_BUNDLE``, ``SSL_CERT_FILE`` or ``SSL_CERT_DIR`` name, in this order.
        client_certificate: Path of a PEM file with the client's own certificate, for workers that ask for one, and
            after it those of the authorities in between; and with its private key, unless ``client_key`` names another
            file.
        client_key: Path of a PEM file with the private key of ``client_certificate``, without a passphrase.
        proxy: An HTTP proxy, ``http://user:password@host:port``. It replaces ``HTTPS_PROXY``, ``HTTP_PROXY`` and
            ``NO_PROXY`` of the environment, which never apply to a ``base_url`` on loopback.
        user_agent: A text to add to the ``User-Agent`` header, such as ``my-tool/1.2``.
        headers: Headers to add to each request.
        allow_insecure: Whether to allow credentials over plain ``http://`` to another machine, including those in a
            header such as ``x-api-key``. Without credentials it changes nothing. Default: no.

    Raises:
        ConfigurationError: The options make no client: a bad URL, a user name without a password, an unreadable CA
            file.
        InvalidRequestError: An option is out of range; ``field`` names it.

    Example:
        >>> import asyncio
        >>> async def main():
        ...     async with AsyncKafkaConnect("http://127.0.0.1:8083") as connect:
        ...         return repr(connect)
        >>> asyncio.run(main())
        "AsyncKafkaConnect(base_url='http://127.0.0.1:8083')"

    """

    __slots__ = ()

    def __init__(
        self,
        base_url: str | Iterable[str],
        *,
        username: str | None = None,
        password: str | None = None,
        token: str | None = None,
        token_provider: AsyncTokenFunction | ClientCredentials | None = None,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        deadline: float | None = None,
        retry: RetryPolicy | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        client_certificate: str | os.PathLike[str] | None = None,
        client_key: str | os.PathLike[str] | None = None,
        proxy: str | None = None,
        user_agent: str | None = None,
        headers: Mapping[str, str] | None = None,
        allow_insecure: bool = False,
    ) -> None:
        options: dict[str, object] = {
            "base_url": base_url,
            "username": username,
            "password": password,
            "token": token,
            "token_provider": token_provider,
            "timeout": timeout,
            "connect_timeout": connect_timeout,
            "deadline": deadline,
            "retry": retry,
            "ca_bundle": ca_bundle,
            "client_certificate": client_certificate,
            "client_key": client_key,
            "proxy": proxy,
            "user_agent": user_agent,
            "headers": headers,
            "allow_insecure": allow_insecure,
        }
        # If this fails, tools show the locals of this frame.
        del username, password, token, token_provider, base_url, proxy, headers
        self._open("kafka_connect", options)

    async def aclose(self) -> None:
        """Close the connections that no call uses. New calls are refused."""
        self._native.close()

    async def resume(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Resume a paused or stopped connector; do nothing if it is neither.

        Works asynchronously, is idempotent and is retried, as :meth:`AsyncClient.resume`.

        Args:
            name: The connector's name, not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The worker's answer to the accepted request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume`.

        Example:
            >>> accepted = await connect.resume("orders-sink")  # doctest: +SKIP
            >>> accepted.connector.connector_name  # doctest: +SKIP
            'orders-sink'

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return await self._call("resume", (name,), timeout, deadline)

    async def pause(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Pause a connector: its tasks stay and do nothing.

        Works asynchronously, is idempotent and is retried, as :meth:`AsyncClient.resume`.

        Args:
            name: The connector's name, not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The worker's answer to the accepted request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume`.

        Example:
            >>> accepted = await connect.pause("orders-sink")  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return await self._call("pause", (name,), timeout, deadline)

    async def stop(self, name: str, *, timeout: float | None = None, deadline: float | None = None) -> Accepted:
        """Stop a connector: its tasks are shut down and free their resources until it is resumed.

        Works asynchronously, is idempotent and is retried, as :meth:`AsyncClient.resume`. Needs Kafka Connect 3.5 or
        newer.

        Args:
            name: The connector's name, not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The worker's answer to the accepted request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume`.

        Example:
            >>> accepted = await connect.stop("orders-sink")  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return await self._call("stop", (name,), timeout, deadline)

    async def restart(
        self,
        name: str,
        *,
        include_tasks: bool = _native.DEFAULT_INCLUDE_TASKS,
        only_failed: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Restart a connector and its tasks, also failed ones, which a resume does not revive.

        **Not idempotent**, so not always retried; see :meth:`AsyncClient.restart`.

        Args:
            name: The connector's name, not encoded.
            include_tasks: Whether to restart the tasks, too. Default: yes, because it is mostly a task that fails.
            only_failed: Whether to restart only the parts (connector, tasks) that have failed. Default: no.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The worker's answer to the accepted request.

        Raises:
            UnpauseError: As :meth:`AsyncClient.restart`.

        Example:
            >>> accepted = await connect.restart("orders-sink", only_failed=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return await self._call("restart", (name,), timeout, deadline, (include_tasks, only_failed))

    async def status(
        self, name: str, *, timeout: float | None = None, deadline: float | None = None
    ) -> ConnectorStatus:
        """Get the current status of a connector and its tasks.

        Args:
            name: The connector's name, not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The worker's answer, typed; ``raw`` is its text.

        Raises:
            UnpauseError: As :meth:`AsyncClient.status`.

        Example:
            >>> status = await connect.status("orders-sink")  # doctest: +SKIP
            >>> status.state  # doctest: +SKIP
            'RUNNING'

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return await self._call("status", (name,), timeout, deadline)

    async def list(self, *, timeout: float | None = None, deadline: float | None = None) -> builtins.list[str]:
        """List the names of all connectors.

        Args:
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

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
        return await self._call("list", (), timeout, deadline)

    async def list_expanded(
        self, *, timeout: float | None = None, deadline: float | None = None
    ) -> builtins.list[ListedConnector]:
        """List all connectors with type, state and tasks; they have no ids.

        Args:
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The connectors, sorted by name.

        Raises:
            UnpauseError: As :meth:`AsyncClient.list_expanded`.

        Example:
            >>> listed = await connect.list_expanded()  # doctest: +SKIP
            >>> [str(one.connector) for one in listed]  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return await self._call("list_expanded", (), timeout, deadline)

    def wait_until(
        self,
        name: str,
        state: _typing.DesiredState,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, WaitResult]:
        """Poll a connector until it and its tasks are in a state: running, paused or stopped.

        A stopped connector says ``STOPPED``, and its tasks are gone. Polls, options and progress are those of
        :meth:`AsyncClient.wait_until`.

        Returns:
            A job. Awaiting it gives the connector as it was seen in that state.

        Raises:
            UnpauseError: As :meth:`AsyncClient.wait_until`.

        Example:
            >>> result = await connect.wait_until("orders-sink", "stopped", deadline=60)  # doctest: +SKIP
            >>> result.status.tasks  # doctest: +SKIP
            ()

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait_job(
            "wait_until",
            (name,),
            on_progress,
            state=state,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def wait_until_running(
        self,
        name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, WaitResult]:
        """Poll a connector until it runs: until it and all of its tasks say ``RUNNING``.

        Polls, options and progress are those of :meth:`AsyncClient.wait_until_running`.

        Returns:
            A job. Awaiting it gives the connector as it was seen running.

        Raises:
            UnpauseError: As :meth:`AsyncClient.wait_until_running`.

        Example:
            >>> result = await connect.wait_until_running("orders-sink", deadline=60)  # doctest: +SKIP
            >>> result.looks  # doctest: +SKIP
            1

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait_job(
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
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, WaitResult]:
        """Resume a connector and wait until it runs: :meth:`resume`, then :meth:`wait_until_running`.

        Options and progress are those of :meth:`AsyncClient.resume_and_wait`.

        Returns:
            A job. Awaiting it gives the connector as it was seen running, with the answer to the resume.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume_and_wait`.

        Example:
            >>> result = await connect.resume_and_wait("orders-sink")  # doctest: +SKIP
            >>> result.status.tasks_running  # doctest: +SKIP
            2

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait_job(
            "resume_and_wait",
            (name,),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def pause_and_wait(
        self,
        name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, WaitResult]:
        """Pause a connector and wait until it and its tasks are paused: :meth:`pause`, then :meth:`wait_until`.

        Options and progress are those of :meth:`AsyncClient.pause_and_wait`.

        Returns:
            A job. Awaiting it gives the connector as it was seen paused, with the answer to the pause.

        Raises:
            UnpauseError: As :meth:`AsyncClient.pause_and_wait`.

        Example:
            >>> result = await connect.pause_and_wait("orders-sink")  # doctest: +SKIP
            >>> result.state  # doctest: +SKIP
            'paused'

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait_job(
            "pause_and_wait",
            (name,),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def stop_and_wait(
        self,
        name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, WaitResult]:
        """Stop a connector and wait until its tasks are gone: :meth:`stop`, then :meth:`wait_until`.

        Options and progress are those of :meth:`AsyncClient.pause_and_wait`. A failed connector can be stopped, too.

        Returns:
            A job. Awaiting it gives the connector as it was seen stopped, with the answer to the stop.

        Raises:
            UnpauseError: As :meth:`stop` and :meth:`wait_until`.

        Example:
            >>> result = await connect.stop_and_wait("orders-sink")  # doctest: +SKIP
            >>> result.status.tasks  # doctest: +SKIP
            ()

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait_job(
            "stop_and_wait",
            (name,),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def restart_and_wait(
        self,
        name: str,
        *,
        include_tasks: bool = _native.DEFAULT_INCLUDE_TASKS,
        only_failed: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, WaitResult]:
        """Restart a connector and wait until it runs: :meth:`restart`, then :meth:`wait_until_running`.

        ``include_tasks`` and ``only_failed`` are those of :meth:`restart`, the other options and the progress those of
        :meth:`AsyncClient.restart_and_wait`. If the worker answers that nothing is restarted, the present state counts.

        Returns:
            A job. Awaiting it gives the connector as it was seen running, with the answer to the restart.

        Raises:
            UnpauseError: As :meth:`AsyncClient.restart_and_wait`.

        Example:
            >>> result = await connect.restart_and_wait("orders-sink", only_failed=True)  # doctest: +SKIP
            >>> result.accepted.restarting  # doctest: +SKIP
            Restarting(connector=False, tasks=(1,))

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._wait_job(
            "restart_and_wait",
            (name,),
            on_progress,
            include_tasks=include_tasks,
            only_failed=only_failed,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def resume_many(
        self,
        names: Report | Iterable[str],
        *,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Resume many connectors, each once, and wait until they run, if asked to.

        An error of one connector does not stop the others: the report has a result for each. ``names`` are the names of
        the connectors, or a :class:`Report`, for the connectors that it says were changed. Options, progress and
        interruption are those of :meth:`AsyncClient.resume_many`.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume_many`.

        Example:
            >>> report = await connect.resume_many(["orders-sink", "audit-sink"], wait=True)  # doctest: +SKIP
            >>> print(report)  # doctest: +SKIP
            2 connectors: 2 accepted, 2 running, 0 failed, 3.1 s

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
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

    def pause_many(
        self,
        names: Report | Iterable[str],
        *,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Pause many connectors, each once, and wait until they and their tasks are paused, if asked to.

        Options, progress and interruption are those of :meth:`AsyncClient.pause_many`, ``names`` those of
        :meth:`resume_many`.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.pause_many`.

        Example:
            >>> paused = await connect.pause_many(["orders-sink", "audit-sink"], wait=True)  # doctest: +SKIP
            >>> report = await connect.resume_many(paused, wait=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
            "pause_many",
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

    def stop_many(
        self,
        names: Report | Iterable[str],
        *,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Stop many connectors, each once, and wait until their tasks are gone, if asked to.

        Options, progress and interruption are those of :meth:`AsyncClient.pause_many`, ``names`` those of
        :meth:`resume_many`. Needs Kafka Connect 3.5 or newer.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`pause_many`.

        Example:
            >>> stopped = await connect.stop_many(["orders-sink", "audit-sink"], wait=True)  # doctest: +SKIP
            >>> report = await connect.resume_many(stopped, wait=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
            "stop_many",
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

    def restart_many(
        self,
        names: Report | Iterable[str],
        *,
        include_tasks: bool = _native.DEFAULT_INCLUDE_TASKS,
        only_failed: bool = False,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Restart many connectors, each once, and wait until they run again, if asked to.

        ``include_tasks`` and ``only_failed`` are those of :meth:`restart`, the other options, progress and interruption
        those of :meth:`AsyncClient.restart_many`.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.restart_many`.

        Example:
            >>> report = await connect.restart_many(["orders-sink"], only_failed=True, wait=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
            "restart_many",
            names,
            on_progress,
            include_tasks=include_tasks,
            only_failed=only_failed,
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
        states: Iterable[str] | None = None,
        dry_run: bool = False,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Resume all connectors in certain states, by default all that are paused, but not the stopped ones.

        Options and progress are those of :meth:`AsyncClient.resume_all`.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.resume_all`.

        Example:
            >>> report = await connect.resume_all(states=["PAUSED", "STOPPED"], dry_run=True)  # doctest: +SKIP
            >>> [str(result.connector) for result in report.results]  # doctest: +SKIP
            ['orders-sink']

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
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

    def pause_all(
        self,
        *,
        name_glob: str | None = None,
        states: Iterable[str] | None = None,
        dry_run: bool = False,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Pause all connectors in certain states, by default all that are neither paused nor stopped.

        Options and progress are those of :meth:`AsyncClient.pause_all`. Keep the report, which :meth:`resume_many`
        takes.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.pause_all`.

        Example:
            >>> paused = await connect.pause_all(name_glob="orders-*", wait=True)  # doctest: +SKIP
            >>> report = await connect.resume_many(paused, wait=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
            "pause_all",
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

    def stop_all(
        self,
        *,
        name_glob: str | None = None,
        states: Iterable[str] | None = None,
        dry_run: bool = False,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Stop all connectors in certain states, by default all that are not stopped yet.

        Options and progress are those of :meth:`AsyncClient.pause_all`. Keep the report: ``resume_many(report)``
        resumes exactly the connectors that this call has stopped; those among them that were paused before run then,
        too.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`pause_all`.

        Example:
            >>> stopped = await connect.stop_all(states=["RUNNING"], wait=True)  # doctest: +SKIP
            >>> report = await connect.resume_many(stopped, wait=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
            "stop_all",
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

    def restart_all(
        self,
        *,
        include_tasks: bool = _native.DEFAULT_INCLUDE_TASKS,
        only_failed: bool = False,
        name_glob: str | None = None,
        states: Iterable[str] | None = None,
        dry_run: bool = False,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> ManyJob:
        """Restart all connectors in certain states, by default all that have failed or have failed tasks.

        ``include_tasks`` and ``only_failed`` are those of :meth:`restart`, the other options and the progress those of
        :meth:`AsyncClient.restart_all`.

        Returns:
            A job. Awaiting it gives the result for each connector.

        Raises:
            UnpauseError: As :meth:`AsyncClient.restart_all`.

        Example:
            >>> report = await connect.restart_all(only_failed=True, wait=True)  # doctest: +SKIP

        Source:
            https://kafka.apache.org/documentation/#connect_rest

        """
        return self._many_job(
            "restart_all",
            (),
            on_progress,
            include_tasks=include_tasks,
            only_failed=only_failed,
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
