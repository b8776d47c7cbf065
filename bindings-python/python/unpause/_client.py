"""The blocking client."""

from __future__ import annotations

from . import _native
from ._logging import wants_attempts
from ._options import BaseClient
from ._records import Accepted, Connector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self


class Client(BaseClient):
    """Calls the Connect API of Confluent Cloud, and blocks until each call has ended.

    Build one and keep it: it holds the connections. Threads may share it, and it may be used in a forked child, which
    makes its own connections. Ctrl-C ends a call at once.

    Args:
        api_key: A Cloud API key (not the key of a Kafka cluster); goes with ``api_secret``.
        api_secret: The key's secret.
        token: A bearer token (an STS access token), in place of key and secret.
        base_url: Where the service is; may have a path. Default ``https://api.confluent.cloud``.
        timeout: Seconds for one attempt, from connecting to the end of the answer. Default 30.
        connect_timeout: Seconds for making a connection, TLS included. Default 10.
        deadline: Seconds for a whole call, with all its attempts and waits. Default 120.
        retry: How often and how patiently to try again. Default ``RetryPolicy()``.
        ca_bundle: Path of a PEM file of certificate authorities to trust, in place of the system's.
        proxy: An HTTP proxy, ``http://user:password@host:port``, in place of what ``HTTPS_PROXY``, ``HTTP_PROXY`` and
            ``NO_PROXY`` say. The environment's is never used for a ``base_url`` on loopback.
        user_agent: What to add to the ``User-Agent`` header, such as ``my-tool/1.2``.
        headers: Headers to add to each request.
        allow_insecure: Allow credentials over plain ``http://`` to another machine.

    Raises:
        ConfigurationError: No client can be made of the options: no credentials, a bad URL, an unreadable CA file.
        InvalidRequestError: An option is out of range; ``field`` names it.

    Example:
        >>> with Client(api_key="KEY", api_secret="SECRET") as client:
        ...     client
        Client(base_url='https://api.confluent.cloud')

    """

    __slots__ = ()

    _native: _native.BlockingClient

    def _open(self, **options: Any) -> None:
        self._native = _native.BlockingClient(**options)

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
        connector's tasks run. The call is idempotent, so what may pass (408, 409, 425, 429, 500, 502, 503, 504, no
        answer) is retried until the attempts or the deadline run out.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded.
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

        Source: https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector

        """
        address = (environment_id, kafka_cluster_id, connector_name)
        data = self._native.resume(address, (timeout, deadline), wants_attempts())
        return Accepted._from_native(Connector(*address), data)

    def close(self) -> None:
        """Close the connections. Calls in flight in other threads end as they would; new ones are refused."""
        self._native.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
