"""The asyncio client's long work: waiting, and resuming many."""

from __future__ import annotations

from . import _native
from ._async_calls import AsyncCalls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ._job import Job, ResumeJob
    from ._records import Connector
    from ._report import ResumeProgress
    from ._status import Running, WaitProgress


class AsyncJobs(AsyncCalls):
    """The part of ``AsyncClient`` that takes a while."""

    __slots__ = ()

    def wait_until_running(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float = _native.DEFAULT_WAIT_DEADLINE,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, Running]:
        """Look at a connector until it runs: it and all of its tasks say ``RUNNING``.

        The first look is at once, later ones after 15 % of the time that has passed, at least 0.5 and at most 10
        seconds. Every state but a lasting failure is passed through, and so are rate limits, 5xx and lost connections,
        until the deadline.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded. Or its id, ``lcc-...``.
            timeout: Seconds for one request. Default: the client's.
            deadline: Seconds for the whole wait. Default 600.
            min_tasks: How many tasks must be there, all of them ``RUNNING``; 0 allows a connector without tasks.
                Default 1.
            settle: Seconds for which the connector must be seen running, look after look. Default 0: one look is
                enough.
            failure_grace: Seconds that a failure may last before it is believed; a shorter one is passed through.
                Default 10.
            on_progress: Is called with each look (:class:`WaitProgress`), on the event loop. What it raises ends the
                wait. Iterating the job is the other way to listen.

        Returns:
            A job; awaiting it gives the connector as it was seen running (:class:`Running`).

        Raises:
            ConnectorFailedError: It failed, for longer than ``failure_grace``.
            WaitTimeoutError: It does not run yet; ``situation`` says how it stands.
            UnpauseError: As :meth:`status`, for what does not pass (401, 403, 404).

        Example:
            >>> job = client.wait_until_running("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> async for progress in job:  # doctest: +SKIP
            ...     print(progress)
            >>> running = await job  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus

        """
        return self._wait(
            "wait_until_running",
            (environment_id, kafka_cluster_id, connector_name),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def resume_and_wait(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float = _native.DEFAULT_WAIT_DEADLINE,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> Job[WaitProgress, Running]:
        """Resume a connector and wait until it runs: :meth:`resume`, then :meth:`wait_until_running`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded. Or its id, ``lcc-...``.
            timeout: Seconds for one request. Default: the client's.
            deadline: Seconds for the whole wait, the resume included. Default 600.
            min_tasks: How many tasks must be there, all of them ``RUNNING``; 0 allows a connector without tasks.
                Default 1.
            settle: Seconds for which the connector must be seen running, look after look. Default 0: one look is
                enough.
            failure_grace: Seconds that a failure may last before it is believed; a shorter one is passed through.
                Default 10.
            on_progress: Is called with each look (:class:`WaitProgress`), on the event loop. What it raises ends the
                wait. Iterating the job is the other way to listen.

        Returns:
            A job; awaiting it gives the connector as it was seen running (:class:`Running`), with the answer to the
            resume.

        Raises:
            UnpauseError: As those two.

        Example:
            >>> running = await client.resume_and_wait("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> running.status.tasks_running  # doctest: +SKIP
            2

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector

        """
        return self._wait(
            "resume_and_wait",
            (environment_id, kafka_cluster_id, connector_name),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def resume_many(
        self,
        connectors: Iterable[Connector | tuple[str, str, str] | str],
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
        """Resume many connectors, each once, as fast as the service allows, and wait until they run, if asked to.

        Nothing stops at an error: the report has a result for each connector.
        Cancelling stops what has not started; the ``asyncio.CancelledError`` has the report so far as its attribute
        ``report``, and says it in a note. ``job.report`` has it at any time.

        Args:
            connectors: The connectors: each a :class:`Connector`, a tuple of its three parts, or a string as for
                :meth:`Connector.parse`. They need not be of one cluster.
            concurrency: How many requests may be in flight; fewer are when the service wants fewer. Default 32.
            wait: Whether to wait until the connectors run. Default: no.
            timeout: Seconds for one request. Default: the client's.
            deadline: Seconds for one connector, from its request on: until it is accepted (default: the client's) or,
                if waited for, runs (default 600). What waits for its turn has all its time before it.
            min_tasks: How many tasks must be there, all of them ``RUNNING``; 0 allows a connector without tasks.
                Default 1.
            settle: Seconds for which the connector must be seen running, look after look. Default 0: one look is
                enough.
            failure_grace: Seconds that a failure may last before it is believed; a shorter one is passed through.
                Default 10.
            on_progress: Is called with each connector that is accepted, runs or failed (:class:`ResumeProgress`), on
                the event loop. What it raises ends the work. Iterating the job is the other way to listen.

        Returns:
            A job; awaiting it gives what became of each connector (:class:`ResumeReport`).

        Raises:
            InvalidRequestError: An option is out of range, or an element of ``connectors`` is no connector; nothing was
                sent.

        Example:
            >>> names = ["env-a1b2c3/lkc-x7y8z9/orders-sink", "env-a1b2c3/lkc-x7y8z9/audit-sink"]
            >>> report = await client.resume_many(names, wait=True)  # doctest: +SKIP
            >>> print(report)  # doctest: +SKIP
            2 connectors: 2 accepted, 2 running, 0 failed, 3.1 s

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector

        """
        return self._resume(
            "resume_many",
            connectors,
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
        environment_id: str,
        kafka_cluster_id: str,
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
        """Resume all connectors of a cluster that are in one of some states, by default all that are paused.

        As :meth:`resume_many` of what :meth:`list_expanded` says. Cancelling stops what has not started; the exception
        has the report so far, as of :meth:`resume_many`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            name_glob: Only names that match: ``*`` any characters, ``?`` one, ``[abc]`` one of some. Default: all.
            states: Only connectors in these states, in capital letters or not. Default ``("PAUSED",)``.
            dry_run: Send nothing; the report says which connectors would be resumed.
            concurrency: How many requests may be in flight; fewer are when the service wants fewer. Default 32.
            wait: Whether to wait until the connectors run. Default: no.
            timeout: Seconds for one request. Default: the client's.
            deadline: Seconds for one connector, from its request on: until it is accepted (default: the client's) or,
                if waited for, runs (default 600). What waits for its turn has all its time before it.
            min_tasks: How many tasks must be there, all of them ``RUNNING``; 0 allows a connector without tasks.
                Default 1.
            settle: Seconds for which the connector must be seen running, look after look. Default 0: one look is
                enough.
            failure_grace: Seconds that a failure may last before it is believed; a shorter one is passed through.
                Default 10.
            on_progress: Is called with each connector that is accepted, runs or failed (:class:`ResumeProgress`), on
                the event loop. What it raises ends the work. Iterating the job is the other way to listen.

        Returns:
            A job; awaiting it gives what became of each connector (:class:`ResumeReport`).

        Raises:
            UnpauseError: As :meth:`list_expanded` and :meth:`resume_many`.

        Example:
            >>> job = client.resume_all("env-a1b2c3", "lkc-x7y8z9", wait=True)  # doctest: +SKIP
            >>> async for progress in job:  # doctest: +SKIP
            ...     print(progress)
            >>> report = await job  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions

        """
        return self._resume(
            "resume_all",
            (environment_id, kafka_cluster_id),
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
