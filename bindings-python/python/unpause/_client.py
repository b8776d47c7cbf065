"""The blocking client."""

from __future__ import annotations

from ._jobs import Jobs
from ._options import publish


class Client(Jobs):
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


publish(Client)
