"""Small read-only values: the arguments of a client, and the results of a call."""

from __future__ import annotations

from . import _native, _typing
from ._plain import Plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_new = tuple.__new__


class _Fields(Plain):
    """A read-only value with named fields. It is compared by its fields, and can be pickled."""

    __slots__ = ()

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({fields})"

    def _asdict(self) -> dict[str, _typing.Any]:
        """Return the fields by name, as a named tuple does; nested records stay records."""
        return {name: getattr(self, name) for name in self.__match_args__}


class _Record(_Fields, tuple["Any", ...]):
    """A value that is also a tuple of its fields.

    A named tuple, but by hand: importing ``typing`` or ``dataclasses`` takes longer than the first call of a client.
    """

    __slots__ = ()

    @property
    def _fields(self) -> tuple[str, ...]:
        """The names, as a named tuple has them: pandas takes them for its columns."""
        return self.__match_args__

    def __getnewargs__(self) -> tuple[_typing.Any, ...]:
        return tuple(self)


class Connector(_Record):
    """The address of one connector.

    A call for one connector takes the three parts. Iterating gives them in order: ``client.resume(*connector)``, with
    the star. For self-managed Kafka Connect both ids are empty: the name is the whole address.

    Raises:
        TypeError: A part is not a ``str``.

    Example:
        >>> connector = Connector("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
        >>> str(connector)
        'env-a1b2c3/lkc-x7y8z9/orders-sink'
        >>> client.resume(*connector)  # doctest: +SKIP

    """

    __slots__ = ()
    __match_args__ = ("environment_id", "kafka_cluster_id", "connector_name")

    def __new__(cls, environment_id: str, kafka_cluster_id: str, connector_name: str) -> Connector:
        address = (environment_id, kafka_cluster_id, connector_name)
        for index, part in enumerate(address):
            if not isinstance(part, str):
                raise TypeError(f"{cls.__match_args__[index]} must be a str, not {type(part).__name__}")
        return _new(cls, address)

    @classmethod
    def parse(cls, text: str) -> Connector:
        """Read an address from one string.

        Args:
            text: ``environment_id/kafka_cluster_id/connector_name`` (the form that Terraform imports; everything after
                the second slash is the name, not encoded). Or a CRN,
                ``crn://confluent.cloud/organization=.../environment=env-.../cloud-cluster=lkc-.../connector=...``, in
                which a slash in a name must be escaped. Or the URL of the connector's page in the console,
                ``https://confluent.cloud/environments/env-.../clusters/lkc-.../connectors/...``. In place of the name
                it may have the connector's id, ``lcc-...``.

        Returns:
            The address.

        Raises:
            InvalidRequestError: The text has another form; ``field`` is ``"text"``.

        Example:
            >>> Connector.parse("env-a1b2c3/lkc-x7y8z9/orders/eu").connector_name
            'orders/eu'
            >>> client.resume(*Connector.parse("env-a1b2c3/lkc-x7y8z9/orders-sink"))  # doctest: +SKIP

        """
        return _new(cls, _native.parse(text))

    @property
    def environment_id(self) -> str:
        """The environment's id, such as ``env-a1b2c3``; empty for self-managed Kafka Connect."""
        return self[0]

    @property
    def kafka_cluster_id(self) -> str:
        """The Kafka cluster's id, such as ``lkc-x7y8z9``; empty for self-managed Kafka Connect."""
        return self[1]

    @property
    def connector_name(self) -> str:
        """The connector's name as the console shows it, not encoded; or its id, ``lcc-...``."""
        return self[2]

    def __str__(self) -> str:
        return "/".join(self) if self.environment_id or self.kafka_cluster_id else self.connector_name


class RateLimit(_Record):
    """The rate limit in the ``X-RateLimit-*`` headers of one answer; ``None`` for a header that it did not have."""

    __slots__ = ()
    __match_args__ = ("limit", "remaining", "reset")

    def __new__(cls, limit: int | None, remaining: int | None, reset: float | None) -> RateLimit:
        return _new(cls, (limit, remaining, reset))

    @property
    def limit(self) -> int | None:
        """Requests that one window allows."""
        return self[0]

    @property
    def remaining(self) -> int | None:
        """Requests that are left in this window."""
        return self[1]

    @property
    def reset(self) -> float | None:
        """Seconds until the next window starts."""
        return self[2]


class Restarting(_Record):
    """The parts of a connector that a restart restarts."""

    __slots__ = ()
    __match_args__ = ("connector", "tasks")

    def __new__(cls, connector: bool, tasks: tuple[int, ...]) -> Restarting:
        return _new(cls, (connector, tasks))

    @property
    def connector(self) -> bool:
        """Whether the connector itself is restarted."""
        return self[0]

    @property
    def tasks(self) -> tuple[int, ...]:
        """The numbers of the tasks that are restarted, in their order; there may be none."""
        return self[1]


class Accepted(_Record):
    """The service accepted the request (202). The connector may **not** be in its new state yet: it changes later."""

    __slots__ = ()
    __match_args__ = ("connector", "request_id", "attempts", "elapsed", "rate_limit", "restarting")

    def __new__(
        cls,
        connector: Connector,
        request_id: str | None = None,
        attempts: int = 1,
        elapsed: float = 0.0,
        rate_limit: RateLimit | None = None,
        restarting: Restarting | None = None,
    ) -> Accepted:
        return _new(cls, (connector, request_id, attempts, elapsed, rate_limit, restarting))

    @property
    def connector(self) -> Connector:
        """The connector of the call; by its name, if the call named it by its id."""
        return self[0]

    @property
    def request_id(self) -> str | None:
        """The service's id of the request (``X-Request-Id``), for a support ticket."""
        return self[1]

    @property
    def attempts(self) -> int:
        """How many requests were made, including the accepted one; at least 1."""
        return self[2]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to the answer, waits included."""
        return self[3]

    @property
    def rate_limit(self) -> RateLimit | None:
        """The rate limit, if the answer had its headers."""
        return self[4]

    @property
    def restarting(self) -> Restarting | None:
        """Of a restart: what is restarted.

        ``None`` where the service does not say: Confluent Cloud, a restart of the connector alone, and workers before
        Kafka 3.0, which restart no tasks whatever they are asked.
        """
        return self[5]


class RetryPolicy(_Record):
    """How often a call is retried, and how long it waits in between.

    Before attempt *n* + 1 the client waits as long as the service asked, or else for a random time up to
    ``min(cap, base * 2 ** (n - 1))``. All of it counts towards the ``deadline``.

    Example:
        >>> RetryPolicy(max_attempts=6)
        RetryPolicy(max_attempts=6, base=0.25, cap=30.0)

    """

    __slots__ = ()
    __match_args__ = ("max_attempts", "base", "cap")

    def __new__(
        cls,
        max_attempts: int = _native.DEFAULT_MAX_ATTEMPTS,
        base: float = _native.DEFAULT_BASE,
        cap: float = _native.DEFAULT_CAP,
    ) -> RetryPolicy:
        return _new(cls, (max_attempts, base, cap))

    @property
    def max_attempts(self) -> int:
        """The most requests for one call, including the first; 1 means no retries. Default 4."""
        return self[0]

    @property
    def base(self) -> float:
        """The upper bound of the first wait in seconds. Default 0.25."""
        return self[1]

    @property
    def cap(self) -> float:
        """The upper bound of every wait in seconds, but not of a wait that the service asks for. Default 30."""
        return self[2]
