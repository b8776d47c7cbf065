"""What goes into a client and comes out of a call: small read-only values."""

from __future__ import annotations

from operator import itemgetter

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_new = tuple.__new__


def _field(index: int) -> Any:
    return property(itemgetter(index))


class _Record(tuple):  # type: ignore[type-arg]  # naming Any here would import typing
    """A read-only value with named fields, compared by them, picklable.

    A named tuple, but by hand: ``typing`` and ``dataclasses`` take longer to import than a client's first call takes.
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self, strict=True))
        return f"{type(self).__name__}({fields})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


class Connector(_Record):
    """The address of one connector.

    Iterating gives the three parts in order, so that ``client.resume(*connector)`` works.

    Attributes:
        environment_id: The environment's id, such as ``env-a1b2c3``.
        kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
        connector_name: The connector's name, as the console shows it; not encoded.

    Example:
        >>> str(Connector("env-a1b2c3", "lkc-x7y8z9", "orders-sink"))
        'env-a1b2c3/lkc-x7y8z9/orders-sink'

    """

    __slots__ = ()
    __match_args__ = ("environment_id", "kafka_cluster_id", "connector_name")

    environment_id: str = _field(0)
    kafka_cluster_id: str = _field(1)
    connector_name: str = _field(2)

    def __new__(cls, environment_id: str, kafka_cluster_id: str, connector_name: str) -> Connector:
        return _new(cls, (environment_id, kafka_cluster_id, connector_name))

    def __str__(self) -> str:
        return f"{self.environment_id}/{self.kafka_cluster_id}/{self.connector_name}"


class RateLimit(_Record):
    """The rate limit, as one answer's ``X-RateLimit-*`` headers describe it. What was not sent is ``None``.

    Attributes:
        limit: Requests allowed in one window.
        remaining: Requests left in this window.
        reset: Seconds until the window starts anew.

    """

    __slots__ = ()
    __match_args__ = ("limit", "remaining", "reset")

    limit: int | None = _field(0)
    remaining: int | None = _field(1)
    reset: float | None = _field(2)

    def __new__(cls, limit: int | None, remaining: int | None, reset: float | None) -> RateLimit:
        return _new(cls, (limit, remaining, reset))


class Accepted(_Record):
    """The service accepted the request (202). **Not** that the connector runs: its tasks start later.

    Attributes:
        connector: The connector that the call named.
        request_id: The service's id of the request (``X-Request-Id``), for a support ticket.
        attempts: How many requests it took, the accepted one included; at least 1.
        elapsed: Seconds from the call to the answer, waits included.
        rate_limit: What the answer said about the rate limit, if it did.

    """

    __slots__ = ()
    __match_args__ = ("connector", "request_id", "attempts", "elapsed", "rate_limit")

    connector: Connector = _field(0)
    request_id: str | None = _field(1)
    attempts: int = _field(2)
    elapsed: float = _field(3)
    rate_limit: RateLimit | None = _field(4)

    def __new__(
        cls,
        connector: Connector,
        request_id: str | None,
        attempts: int,
        elapsed: float,
        rate_limit: RateLimit | None,
    ) -> Accepted:
        return _new(cls, (connector, request_id, attempts, elapsed, rate_limit))

    @classmethod
    def _from_native(cls, connector: Connector, data: _native.AcceptedData) -> Accepted:
        request_id, attempts, elapsed, rate_limit = data
        return cls(connector, request_id, attempts, elapsed, RateLimit(*rate_limit) if rate_limit else None)


class RetryPolicy(_Record):
    """How often and how patiently a call is tried again.

    The wait before attempt *n* + 1 is what the service asked for, or else a random time up to
    ``min(cap, base * 2 ** (n - 1))``; all within the client's ``deadline``.

    Attributes:
        max_attempts: Requests in all, the first included; 1 means never to retry. Default 4.
        base: The first backoff's upper bound in seconds. Default 0.25.
        cap: Every backoff's upper bound in seconds. A wait that the service asks for is not capped. Default 30.

    Example:
        >>> RetryPolicy(max_attempts=6)
        RetryPolicy(max_attempts=6, base=0.25, cap=30.0)

    """

    __slots__ = ()
    __match_args__ = ("max_attempts", "base", "cap")

    max_attempts: int = _field(0)
    base: float = _field(1)
    cap: float = _field(2)

    def __new__(
        cls,
        max_attempts: int = _native.DEFAULT_MAX_ATTEMPTS,
        base: float = _native.DEFAULT_BASE,
        cap: float = _native.DEFAULT_CAP,
    ) -> RetryPolicy:
        return _new(cls, (max_attempts, base, cap))
