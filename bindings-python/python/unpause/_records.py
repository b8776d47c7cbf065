"""What goes into a client and comes out of a call: small read-only values."""

from __future__ import annotations

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_new = tuple.__new__


class _Record(tuple["Any", ...]):
    """A read-only value with named fields, compared by them, picklable.

    A named tuple, but by hand: ``typing`` and ``dataclasses`` take longer to import than a client's first call takes.
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self, strict=True))
        return f"{type(self).__name__}({fields})"

    def _asdict(self) -> dict[str, Any]:
        """Return the fields by name, as a named tuple does; records in them stay records."""
        return dict(zip(self.__match_args__, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


class Connector(_Record):
    """The address of one connector.

    Calls of one connector take its three parts, which iterating gives in order: ``client.resume(*connector)``, with the
    star. Of self-managed Kafka Connect the ids are empty, and the name says it all.

    Raises:
        TypeError: A part is no ``str``.

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
            text: ``environment_id/kafka_cluster_id/connector_name`` (Terraform's import form; the name is all that
                follows the second slash, not encoded), or a CRN,
                ``crn://confluent.cloud/organization=.../environment=env-.../cloud-cluster=lkc-.../connector=...``, in
                which a slash in a name must be escaped. In place of the name the connector's id, ``lcc-...``, may
                stand.

        Returns:
            The address.

        Raises:
            InvalidRequestError: It is anything else; ``field`` is ``"text"``.

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
        """The connector's name, as the console shows it; not encoded. Or its id, ``lcc-...``."""
        return self[2]

    def __str__(self) -> str:
        return "/".join(self) if self.environment_id or self.kafka_cluster_id else self.connector_name


class RateLimit(_Record):
    """The rate limit, as one answer's ``X-RateLimit-*`` headers describe it. What was not sent is ``None``."""

    __slots__ = ()
    __match_args__ = ("limit", "remaining", "reset")

    def __new__(cls, limit: int | None, remaining: int | None, reset: float | None) -> RateLimit:
        return _new(cls, (limit, remaining, reset))

    @property
    def limit(self) -> int | None:
        """Requests allowed in one window."""
        return self[0]

    @property
    def remaining(self) -> int | None:
        """Requests left in this window."""
        return self[1]

    @property
    def reset(self) -> float | None:
        """Seconds until the window starts anew."""
        return self[2]


class Accepted(_Record):
    """The service accepted the request (202). **Not** that the connector runs: its tasks start later."""

    __slots__ = ()
    __match_args__ = ("connector", "request_id", "attempts", "elapsed", "rate_limit")

    def __new__(
        cls,
        connector: Connector,
        request_id: str | None,
        attempts: int,
        elapsed: float,
        rate_limit: RateLimit | None,
    ) -> Accepted:
        return _new(cls, (connector, request_id, attempts, elapsed, rate_limit))

    @property
    def connector(self) -> Connector:
        """The connector that the call named."""
        return self[0]

    @property
    def request_id(self) -> str | None:
        """The service's id of the request (``X-Request-Id``), for a support ticket."""
        return self[1]

    @property
    def attempts(self) -> int:
        """How many requests it took, the accepted one included; at least 1."""
        return self[2]

    @property
    def elapsed(self) -> float:
        """Seconds from the call to the answer, waits included."""
        return self[3]

    @property
    def rate_limit(self) -> RateLimit | None:
        """What the answer said about the rate limit, if it did."""
        return self[4]


class RetryPolicy(_Record):
    """How often and how patiently a call is tried again.

    The wait before attempt *n* + 1 is what the service asked for, or else a random time up to
    ``min(cap, base * 2 ** (n - 1))``; all within the client's ``deadline``.

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
        """Requests in all, the first included; 1 means never to retry. Default 4."""
        return self[0]

    @property
    def base(self) -> float:
        """The first backoff's upper bound in seconds. Default 0.25."""
        return self[1]

    @property
    def cap(self) -> float:
        """Every backoff's upper bound in seconds. A wait that the service asks for is not capped. Default 30."""
        return self[2]
