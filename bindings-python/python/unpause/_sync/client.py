# Generated from _async/client.py by scripts/unasync.py: change that file, then run `make format`.
"""The blocking client for Confluent Cloud."""

from __future__ import annotations

import builtins
import os

from .. import _native, _options, _typing
from .._base import BlockingBase, public
from .._credentials import StsToken, TokenFunction
from .._records import Accepted, Connector, RetryPolicy
from .._report import Report
from .._results import ManyProgress
from .._status import ConnectorStatus, ListedConnector, WaitProgress, WaitResult
from .._typing import Callable, Iterable, Mapping


@public
class Client(BlockingBase):
    """Calls the Connect API of Confluent Cloud, and blocks until each call has ended.

    Create one client and keep it: it holds the connections. Several threads may use it. So may a forked child, which
    opens its own connections.

    Ctrl-C ends a call at once, and so does :meth:`close` in another thread. The service may still have accepted the
    request.

    Args:
        api_key: A Cloud API key (not the key of a Kafka cluster); goes with ``api_secret``.
        api_secret: The secret of the key.
        token: A bearer token (an STS access token), in place of key and secret.
        token_provider: A function that gives tokens to a client that outlives one, or a :class:`StsToken`. Each
            token is used until shortly before it expires. The function returns a :class:`Token`, or a text: if that is
            a JWT its ``exp`` counts, otherwise the function is called for each attempt.
            The function runs in the thread of a call that waits for a token.
        base_url: The URL of the service; may have a path. Default ``https://api.confluent.cloud``.
        timeout: Seconds for one attempt, from connecting to the end of the answer. Default 30.
        connect_timeout: Seconds for opening a connection, TLS included. Default 10.
        deadline: Seconds for whatever is called: a call with all its attempts and waits, a whole wait for a state, and
            each connector of a call on many. Default 120; what waits for a state has 600.
        retry: How often to retry, and how long to wait in between. Default ``RetryPolicy()``.
        ca_bundle: Path of a PEM file of certificate authorities to trust, in place of the system's and of those that
            ``REQUESTS_CA_BUNDLE``, ``SSL_CERT_FILE`` or ``SSL_CERT_DIR`` name, in this order.
        client_certificate: Path of a PEM file with the client's own certificate, for servers that ask for one, and
            after it those of the authorities in between; and with its private key, unless ``client_key`` names another
            file.
        client_key: Path of a PEM file with the private key of ``client_certificate``, without a passphrase.
        proxy: An HTTP proxy, ``http://user:password@host:port``. It replaces ``HTTPS_PROXY``, ``HTTP_PROXY`` and
            ``NO_PROXY`` of the environment, which never apply to a ``base_url`` on loopback.
        user_agent: A text to add to the ``User-Agent`` header, such as ``my-tool/1.2``.
        headers: Headers to add to each request.
        allow_insecure: Whether to allow credentials over plain ``http://`` to another machine. Default: no.

    Raises:
        ConfigurationError: The options make no client: no credentials, a bad URL, an unreadable CA file.
        InvalidRequestError: An option is out of range; ``field`` names it.

    Example:
        >>> with Client(api_key="KEY", api_secret="SECRET") as client:
        ...     client
        Client(base_url='https://api.confluent.cloud')

    """

    __slots__ = ()

    def __init__(
        self,
        *,
        api_key: str | None = None,
        api_secret: str | None = None,
        token: str | None = None,
        token_provider: TokenFunction | StsToken | None = None,
        base_url: str | None = None,
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
            "api_key": api_key,
            "api_secret": api_secret,
            "token": token,
            "token_provider": token_provider,
            "base_url": base_url,
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
        del api_key, api_secret, token, token_provider, base_url, proxy, headers
        self._open("confluent_cloud", options)

    @classmethod
    def from_env(cls, **options: _typing.Unpack[_options.ClientOptions]) -> _typing.Self:
        """Create a client from environment variables.

        Reads ``CONFLUENT_CLOUD_API_KEY``, ``CONFLUENT_CLOUD_API_SECRET`` and, if set,
        ``CONFLUENT_CLOUD_REST_ENDPOINT``: the names that Confluent's Terraform provider uses.

        Args:
            **options: The options of the class. An option given here wins over the environment. If any credential is
                given, no credential is read from the environment.

        Raises:
            ConfigurationError: A variable is missing; the message names it.

        Example:
            >>> client = Client.from_env(deadline=60)  # doctest: +SKIP

        """
        # If this fails, tools show the locals of this frame.
        try:
            completed = _native.environment(options)
        finally:
            del options
        try:
            return cls(**completed)
        finally:
            completed.clear()

    def close(self) -> None:
        """Close the connections, and end the calls of other threads.

        They raise a :class:`TransportError` within a moment; that of a call on many connectors has the report so far as
        its attribute ``report``. The service may still have accepted what was sent. New calls are refused.
        """
        self._native.close()

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
        connector's tasks run. To wait for that, use :meth:`resume_and_wait`. The call is idempotent, so a failure that
        may pass (408, 409, 425, 429, 500, 502, 503, 504, no answer) is retried until the attempts or the deadline run
        out.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The service's answer to the accepted request.

        Raises:
            InvalidRequestError: A part of the address is empty, ``.`` or ``..``; nothing was sent.
            UnauthorizedError: 401. ForbiddenError: 403. NotFoundError: 404. ConflictError: 409.
            RateLimitedError: 429, to the last attempt. ServerError: 5xx. UnexpectedStatusError: Any other status.
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
        return self._call("resume", (environment_id, kafka_cluster_id, connector_name), timeout, deadline)

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

        Works asynchronously, is idempotent and is retried, as :meth:`resume`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The service's answer to the accepted request.

        Raises:
            UnpauseError: As :meth:`resume`.

        Example:
            >>> accepted = client.pause("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector

        """
        return self._call("pause", (environment_id, kafka_cluster_id, connector_name), timeout, deadline)

    def restart(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Restart a connector, also a failed one, which a resume does not revive.

        A restart is **not idempotent**: it is retried only if the service cannot have acted on it (408, 409, 425, 429,
        no connection). After a 5xx or a lost answer, ask for the :meth:`status` before you try again.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The service's answer to the accepted request.

        Raises:
            UnpauseError: As :meth:`resume`. The service answers 400 (``UnexpectedStatusError``) if it does not restart
                the connector, for example because it is paused.

        Example:
            >>> accepted = client.restart("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector

        """
        return self._call("restart", (environment_id, kafka_cluster_id, connector_name), timeout, deadline)

    def status(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> ConnectorStatus:
        """Get the current status of a connector and its tasks.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The service's answer, typed; ``raw`` is its text.

        Raises:
            UnpauseError: As :meth:`resume`.
            InvalidResponseError: A 200 without a status in it.

        Example:
            >>> status = client.status("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> status.state  # doctest: +SKIP
            'RUNNING'

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus

        """
        return self._call("status", (environment_id, kafka_cluster_id, connector_name), timeout, deadline)

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
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

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
        return self._call("list", (environment_id, kafka_cluster_id), timeout, deadline)

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
            deadline: Seconds for this call with all its attempts and waits. Default: the client's, else 120.

        Returns:
            The connectors, sorted by name.

        Raises:
            UnpauseError: As :meth:`status`.

        Example:
            >>> listed = client.list_expanded("env-a1b2c3", "lkc-x7y8z9")  # doctest: +SKIP
            >>> [one.connector for one in listed if one.status and one.status.state == "FAILED"]  # doctest: +SKIP
            []

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions

        """
        return self._call("list_expanded", (environment_id, kafka_cluster_id), timeout, deadline)

    def wait_until(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        state: _typing.DesiredState,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> WaitResult:
        """Poll a connector until it and its tasks are in a state: running or paused.

        The first poll is immediate. Each later poll follows after 15 % of the time that has passed, but after at least
        0.5 and at most 10 seconds. Until the deadline the wait goes on through every state but a lasting failure, and
        through rate limits, 5xx and lost connections.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            state: The state, with its tasks: ``"running"`` or ``"paused"``. A task that has failed stays so in a pause,
                and counts as paused. ``"stopped"`` is for self-managed Kafka Connect.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for the whole wait. Default: the client's, else 600.
            min_tasks: How many tasks a running connector must have, all of them ``RUNNING``; 0 allows a connector
                without tasks. Default 1. Another number is refused for any other ``state``.
            settle: Seconds for which the connector must be seen in that state, poll after poll. Default 0: one poll is
                enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404: a connector that was just
                created has no status yet. Default 10.
            on_progress: Called with each poll (:class:`WaitProgress`). Nothing is sent or received until it returns,
                so it should be quick. An exception that it raises ends the wait. It cannot be a coroutine function.

        Returns:
            The connector as it was seen in that state (:class:`WaitResult`).

        Raises:
            ConnectorFailedError: The connector failed for longer than ``failure_grace``.
            WaitTimeoutError: The connector is not in that state yet; ``situation`` says why.
            InvalidRequestError: No connector of the service can be in that state; ``field`` is ``"state"``.
            UnpauseError: As :meth:`status`, for an error that does not pass (401, 403, 404).

        Example:
            >>> address = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
            >>> result = client.wait_until(*address, "paused", on_progress=print)  # doctest: +SKIP
            >>> result.status.tasks_running  # doctest: +SKIP
            0

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus

        """
        return self._wait_job(
            "wait_until",
            (environment_id, kafka_cluster_id, connector_name),
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
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> WaitResult:
        """Poll a connector until it runs: until it and all of its tasks say ``RUNNING``. See :meth:`wait_until`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for the whole wait. Default: the client's, else 600.
            min_tasks: How many tasks the connector must have, all of them ``RUNNING``; 0 allows a connector without
                tasks. Default 1.
            settle: Seconds for which the connector must be seen running, poll after poll. Default 0: one poll is
                enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404: a connector that was just
                created has no status yet. Default 10.
            on_progress: Called with each poll (:class:`WaitProgress`). Nothing is sent or received until it returns,
                so it should be quick. An exception that it raises ends the wait. It cannot be a coroutine function.

        Returns:
            The connector as it was seen running (:class:`WaitResult`).

        Raises:
            UnpauseError: As :meth:`wait_until`.

        Example:
            With a bar of the running tasks by tqdm:

            >>> from tqdm import tqdm  # doctest: +SKIP
            >>> with tqdm(unit="task") as bar:  # doctest: +SKIP
            ...     def show(progress):
            ...         if progress.status:
            ...             bar.total = len(progress.status.tasks)
            ...             bar.update(progress.status.tasks_running - bar.n)
            ...             bar.set_postfix_str(progress.status.state)
            ...     client.wait_until_running("env-a1b2c3", "lkc-x7y8z9", "orders-sink", on_progress=show)

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus

        """
        return self._wait_job(
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
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> WaitResult:
        """Resume a connector and wait until it runs: :meth:`resume`, then :meth:`wait_until_running`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for the whole wait, the resume included. Default: the client's, else 600.
            min_tasks: How many tasks the connector must have, all of them ``RUNNING``; 0 allows a connector without
                tasks. Default 1.
            settle: Seconds for which the connector must be seen running, poll after poll. Default 0: one poll is
                enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404: a connector that was just
                created has no status yet. Default 10.
            on_progress: Called with each poll (:class:`WaitProgress`). Nothing is sent or received until it returns,
                so it should be quick. An exception that it raises ends the wait. It cannot be a coroutine function.

        Returns:
            The connector as it was seen running (:class:`WaitResult`), with the answer to the
            resume.

        Raises:
            UnpauseError: As :meth:`resume` and :meth:`wait_until`.

        Example:
            >>> result = client.resume_and_wait("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> result.status.tasks_running  # doctest: +SKIP
            2

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector

        """
        return self._wait_job(
            "resume_and_wait",
            (environment_id, kafka_cluster_id, connector_name),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def pause_and_wait(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> WaitResult:
        """Pause a connector and wait until it and its tasks are paused: :meth:`pause`, then :meth:`wait_until`.

        Tasks that have failed stay failed, and are waited for no longer.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for the whole wait, the pause included. Default: the client's, else 600.
            min_tasks: Only for a wait until a connector runs. Default 1; another number is refused here.
            settle: Seconds for which the connector must be seen paused, poll after poll. Default 0: one poll is enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404: a connector that was just
                created has no status yet. Default 10.
            on_progress: Called with each poll (:class:`WaitProgress`). Nothing is sent or received until it returns,
                so it should be quick. An exception that it raises ends the wait. It cannot be a coroutine function.

        Returns:
            The connector as it was seen paused (:class:`WaitResult`), with the answer to the
            pause.

        Raises:
            UnpauseError: As :meth:`pause` and :meth:`wait_until`.

        Example:
            >>> result = client.pause_and_wait("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> result.status.state  # doctest: +SKIP
            'PAUSED'

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector

        """
        return self._wait_job(
            "pause_and_wait",
            (environment_id, kafka_cluster_id, connector_name),
            on_progress,
            timeout=timeout,
            deadline=deadline,
            min_tasks=min_tasks,
            settle=settle,
            failure_grace=failure_grace,
        )

    def restart_and_wait(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[WaitProgress], object] | None = None,
    ) -> WaitResult:
        """Restart a connector and wait until it runs: :meth:`restart`, then :meth:`wait_until_running`.

        The service accepts a restart before it happens, and the connector may still say RUNNING from before it. So a
        poll counts once the restart shows (``RESTARTING``, another state, worker or trace than at first), or 3 seconds
        after the service has accepted it.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name as the console shows it, not encoded; or its id, ``lcc-...``.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for the whole wait, the restart included. Default: the client's, else 600.
            min_tasks: How many tasks the connector must have, all of them ``RUNNING``; 0 allows a connector without
                tasks. Default 1.
            settle: Seconds for which the connector must be seen running, poll after poll. Default 0: one poll is
                enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404: a connector that was just
                created has no status yet. Default 10.
            on_progress: Called with each poll (:class:`WaitProgress`). Nothing is sent or received until it returns,
                so it should be quick. An exception that it raises ends the wait. It cannot be a coroutine function.

        Returns:
            The connector as it was seen running (:class:`WaitResult`), with the answer to the
            restart.

        Raises:
            UnpauseError: As :meth:`restart` and :meth:`wait_until`.

        Example:
            >>> result = client.restart_and_wait("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
            >>> result.status.state  # doctest: +SKIP
            'RUNNING'

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector

        """
        return self._wait_job(
            "restart_and_wait",
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
        connectors: Report | Iterable[Connector | tuple[str, str, str] | str],
        *,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> Report:
        """Resume many connectors, each once, as fast as the service allows, and wait until they run, if asked to.

        An error of one connector does not stop the others: the report has a result for each.

        Ctrl-C, or any other interruption, stops everything that has not started. The exception has the report so far as
        its attribute ``report``, and shows it in a note.

        Args:
            connectors: The connectors: each a :class:`Connector`, a tuple of its three parts, or a string as for
                :meth:`Connector.parse`. They may belong to several clusters. Or a :class:`Report`, for the connectors
                that it says were changed (:attr:`Report.changed`).
            concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
            wait: Whether to wait until the connectors run. Default: no.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for one connector, counted from its request, not from the time in the queue: until it is
                accepted or, with ``wait``, until it is in that state. Default: the client's, else 120, or 600 with
                ``wait``.
            min_tasks: With ``wait``: how many tasks a connector must have, all of them ``RUNNING``; 0 allows a
                connector without tasks. Default 1.
            settle: With ``wait``: seconds for which a connector must be seen running, poll after poll. Default 0: one
                poll is enough.
            failure_grace: With ``wait``: seconds that a failure must last before it counts. Default 10.
            on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`).
                Nothing is sent or received until it returns, so it should be quick. An exception that it raises ends
                the work. It cannot be a coroutine function.

        Returns:
            The result for each connector (:class:`Report`); ``str(report)`` is one line.

        Raises:
            InvalidRequestError: An option is out of range or has no effect without ``wait``, an element of
                ``connectors`` is not a connector, or the report is of a dry run or of the other service; nothing was
                sent.

        Example:
            >>> names = ["env-a1b2c3/lkc-x7y8z9/orders-sink", "env-a1b2c3/lkc-x7y8z9/audit-sink"]
            >>> report = client.resume_many(names, wait=True)  # doctest: +SKIP
            >>> print(report)  # doctest: +SKIP
            2 connectors: 2 accepted, 2 running, 0 failed, 3.1 s

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector

        """
        return self._many_job(
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

    def pause_many(
        self,
        connectors: Report | Iterable[Connector | tuple[str, str, str] | str],
        *,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> Report:
        """Pause many connectors, each once, and wait until they and their tasks are paused, if asked to.

        As :meth:`resume_many`, also when it is interrupted. Keep the report: ``resume_many(report)`` resumes exactly
        the connectors that this call has paused.

        Args:
            connectors: The connectors: each a :class:`Connector`, a tuple of its three parts, or a string as for
                :meth:`Connector.parse`. They may belong to several clusters. Or a :class:`Report`, for the connectors
                that it says were changed (:attr:`Report.changed`).
            concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
            wait: Whether to wait until the connectors are paused. Default: no.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for one connector, counted from its request, not from the time in the queue: until it is
                accepted or, with ``wait``, until it is in that state. Default: the client's, else 120, or 600 with
                ``wait``.
            min_tasks: Only for a wait until connectors run. Default 1; another number is refused here.
            settle: With ``wait``: seconds for which a connector must be seen paused, poll after poll. Default 0: one
                poll is enough.
            failure_grace: With ``wait``: seconds that a failure must last before it counts. Default 10.
            on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`).
                Nothing is sent or received until it returns, so it should be quick. An exception that it raises ends
                the work. It cannot be a coroutine function.

        Returns:
            The result for each connector (:class:`Report`); ``str(report)`` is one line.

        Raises:
            InvalidRequestError: As :meth:`resume_many`.

        Example:
            >>> names = ["env-a1b2c3/lkc-x7y8z9/orders-sink", "env-a1b2c3/lkc-x7y8z9/audit-sink"]
            >>> paused = client.pause_many(names, wait=True)  # doctest: +SKIP
            >>> report = client.resume_many(paused, wait=True)  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector

        """
        return self._many_job(
            "pause_many",
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

    def restart_many(
        self,
        connectors: Report | Iterable[Connector | tuple[str, str, str] | str],
        *,
        concurrency: int = _native.DEFAULT_CONCURRENCY,
        wait: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        min_tasks: int = _native.DEFAULT_MIN_TASKS,
        settle: float = _native.DEFAULT_SETTLE,
        failure_grace: float = _native.DEFAULT_FAILURE_GRACE,
        on_progress: Callable[[ManyProgress], object] | None = None,
    ) -> Report:
        """Restart many connectors, each once, and wait until they run again, if asked to.

        As :meth:`resume_many`, also when it is interrupted. A restart is **not idempotent**, so not always retried; see
        :meth:`restart`. How it is waited for: see :meth:`restart_and_wait`.

        Args:
            connectors: The connectors: each a :class:`Connector`, a tuple of its three parts, or a string as for
                :meth:`Connector.parse`. They may belong to several clusters. Or a :class:`Report`, for the connectors
                that it says were changed (:attr:`Report.changed`).
            concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
            wait: Whether to wait until the connectors run again. Default: no.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for one connector, counted from its request, not from the time in the queue: until it is
                accepted or, with ``wait``, until it is in that state. Default: the client's, else 120, or 600 with
                ``wait``.
            min_tasks: With ``wait``: how many tasks a connector must have, all of them ``RUNNING``; 0 allows a
                connector without tasks. Default 1.
            settle: With ``wait``: seconds for which a connector must be seen running, poll after poll. Default 0: one
                poll is enough.
            failure_grace: With ``wait``: seconds that a failure must last before it counts. Default 10.
            on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`).
                Nothing is sent or received until it returns, so it should be quick. An exception that it raises ends
                the work. It cannot be a coroutine function.

        Returns:
            The result for each connector (:class:`Report`); ``str(report)`` is one line.

        Raises:
            InvalidRequestError: As :meth:`resume_many`.

        Example:
            >>> report = client.restart_many(["env-a1b2c3/lkc-x7y8z9/orders-sink"], wait=True)  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector

        """
        return self._many_job(
            "restart_many",
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
    ) -> Report:
        """Resume all connectors of a cluster that are in certain states, by default all that are paused.

        As :meth:`resume_many` for connectors that :meth:`list_expanded` lists; also when it is interrupted. The report
        says how many are listed, and which were left out and why.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            name_glob: Only names that match: ``*`` any characters, ``?`` one, ``[abc]`` one of these. Default: all.
            states: Only connectors in these states; case does not matter. Default: those that are ``PAUSED``.
            dry_run: Whether to send nothing; the report lists the connectors that would be resumed. Default: no.
            concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
            wait: Whether to wait until the connectors run. Default: no.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for one connector, counted from its request, not from the time in the queue: until it is
                accepted or, with ``wait``, until it is in that state. Default: the client's, else 120, or 600 with
                ``wait``.
            min_tasks: With ``wait``: how many tasks a connector must have, all of them ``RUNNING``; 0 allows a
                connector without tasks. Default 1.
            settle: With ``wait``: seconds for which a connector must be seen running, poll after poll. Default 0: one
                poll is enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404 for a listed connector.
                Default 10.
            on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`).
                Nothing is sent or received until it returns, so it should be quick. An exception that it raises ends
                the work. It cannot be a coroutine function.

        Returns:
            The result for each connector (:class:`Report`); ``str(report)`` is one line.

        Raises:
            UnpauseError: As :meth:`list_expanded` and :meth:`resume_many`.

        Example:
            Everything that is paused, with a bar by tqdm:

            >>> from tqdm import tqdm  # doctest: +SKIP
            >>> with tqdm(unit="connector") as bar:  # doctest: +SKIP
            ...     def show(progress):
            ...         bar.total = progress.counts.total
            ...         bar.update(progress.counts.done - bar.n)
            ...     report = client.resume_all("env-a1b2c3", "lkc-x7y8z9", wait=True, on_progress=show)

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions

        """
        return self._many_job(
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

    def pause_all(
        self,
        environment_id: str,
        kafka_cluster_id: str,
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
    ) -> Report:
        """Pause all connectors of a cluster that are in certain states, by default all that are not paused yet.

        As :meth:`resume_all`. Keep the report: ``resume_many(report)`` resumes exactly the connectors that this call
        has paused, and none that was paused before. :meth:`Report.to_json` saves it for another day.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            name_glob: Only names that match: ``*`` any characters, ``?`` one, ``[abc]`` one of these. Default: all.
            states: Only connectors in these states; case does not matter. Default: all that are neither ``PAUSED`` nor
                ``STOPPED``.
            dry_run: Whether to send nothing; the report lists the connectors that would be paused. Default: no.
            concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
            wait: Whether to wait until the connectors are paused. Default: no.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for one connector, counted from its request, not from the time in the queue: until it is
                accepted or, with ``wait``, until it is in that state. Default: the client's, else 120, or 600 with
                ``wait``.
            min_tasks: Only for a wait until connectors run. Default 1; another number is refused here.
            settle: With ``wait``: seconds for which a connector must be seen paused, poll after poll. Default 0: one
                poll is enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404 for a listed connector.
                Default 10.
            on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`).
                Nothing is sent or received until it returns, so it should be quick. An exception that it raises ends
                the work. It cannot be a coroutine function.

        Returns:
            The result for each connector (:class:`Report`); ``str(report)`` is one line.

        Raises:
            UnpauseError: As :meth:`resume_all`.

        Example:
            >>> paused = client.pause_all("env-a1b2c3", "lkc-x7y8z9", wait=True)  # doctest: +SKIP
            >>> print(paused)  # doctest: +SKIP
            11 of 12 match: 11 accepted, 11 paused, 0 failed, 2.4 s
            >>> report = client.resume_many(paused, wait=True)  # doctest: +SKIP

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions

        """
        return self._many_job(
            "pause_all",
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

    def restart_all(
        self,
        environment_id: str,
        kafka_cluster_id: str,
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
    ) -> Report:
        """Restart all connectors of a cluster in certain states, by default all that failed or have failed tasks.

        As :meth:`resume_all` and :meth:`restart_many`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            name_glob: Only names that match: ``*`` any characters, ``?`` one, ``[abc]`` one of these. Default: all.
            states: Only connectors in these states; case does not matter. Default: those that are ``FAILED``, and those
                with failed tasks that are not paused or stopped.
            dry_run: Whether to send nothing; the report lists the connectors that would be restarted. Default: no.
            concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
            wait: Whether to wait until the connectors run again. Default: no.
            timeout: Seconds for one attempt. Default: the client's.
            deadline: Seconds for one connector, counted from its request, not from the time in the queue: until it is
                accepted or, with ``wait``, until it is in that state. Default: the client's, else 120, or 600 with
                ``wait``.
            min_tasks: With ``wait``: how many tasks a connector must have, all of them ``RUNNING``; 0 allows a
                connector without tasks. Default 1.
            settle: With ``wait``: seconds for which a connector must be seen running, poll after poll. Default 0: one
                poll is enough.
            failure_grace: Seconds that a failure must last before it counts, and so a 404 for a listed connector.
                Default 10.
            on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`).
                Nothing is sent or received until it returns, so it should be quick. An exception that it raises ends
                the work. It cannot be a coroutine function.

        Returns:
            The result for each connector (:class:`Report`); ``str(report)`` is one line.

        Raises:
            UnpauseError: As :meth:`resume_all`.

        Example:
            >>> report = client.restart_all("env-a1b2c3", "lkc-x7y8z9", wait=True)  # doctest: +SKIP
            >>> print(report)  # doctest: +SKIP
            1 of 12 match: 1 accepted, 1 running, 0 failed, 3.6 s

        Source:
            https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions

        """
        return self._many_job(
            "restart_all",
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
