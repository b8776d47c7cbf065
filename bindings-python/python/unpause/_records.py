"""What goes into a client and comes out of a call: small read-only values."""

from __future__ import annotations

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn


class _Record:
    """A read-only value, compared by its fields (``__match_args__``, in order), picklable.

    By hand, because importing ``dataclasses`` takes longer than a client's first call.
    """

    __slots__: tuple[str, ...] = ()
    __match_args__: tuple[str, ...] = ()

    def _set(self, *values: object) -> None:
        for name, value in zip(self.__match_args__, values, strict=True):
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} is read-only")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} is read-only")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self._values(), strict=True))
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._values()


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

    __slots__ = ("connector_name", "environment_id", "kafka_cluster_id")
    __match_args__ = ("environment_id", "kafka_cluster_id", "connector_name")

    environment_id: str
    kafka_cluster_id: str
    connector_name: str

    def __init__(self, environment_id: str, kafka_cluster_id: str, connector_name: str) -> None:
        self._set(environment_id, kafka_cluster_id, connector_name)

    def __str__(self) -> str:
        return f"{self.environment_id}/{self.kafka_cluster_id}/{self.connector_name}"

    def __iter__(self) -> Iterator[str]:
        return iter((self.environment_id, self.kafka_cluster_id, self.connector_name))


class RateLimit(_Record):
    """The rate limit, as one answer's ``X-RateLimit-*`` headers describe it. What was not sent is ``None``.

    Attributes:
        limit: Requests allowed in one window.
        remaining: Requests left in this window.
        reset: Seconds until the window starts anew.

    """

    __slots__ = ("limit", "remaining", "reset")
    __match_args__ = ("limit", "remaining", "reset")

    limit: int | None
    remaining: int | None
    reset: float | None

    def __init__(self, limit: int | None, remaining: int | None, reset: float | None) -> None:
        self._set(limit, remaining, reset)


class Accepted(_Record):
    """The service accepted the request (202). **Not** that the connector runs: its tasks start later.

    Attributes:
        connector: The connector that the call named.
        request_id: The service's id of the request (``X-Request-Id``), for a support ticket.
        attempts: How many requests it took, the accepted one included; at least 1.
        elapsed: Seconds from the call to the answer, waits included.
        rate_limit: What the answer said about the rate limit, if it did.

    """

    __slots__ = ("attempts", "connector", "elapsed", "rate_limit", "request_id")
    __match_args__ = ("connector", "request_id", "attempts", "elapsed", "rate_limit")

    connector: Connector
    request_id: str | None
    attempts: int
    elapsed: float
    rate_limit: RateLimit | None

    def __init__(
        self,
        connector: Connector,
        request_id: str | None,
        attempts: int,
        elapsed: float,
        rate_limit: RateLimit | None,
    ) -> None:
        self._set(connector, request_id, attempts, elapsed, rate_limit)

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

    __slots__ = ("base", "cap", "max_attempts")
    __match_args__ = ("max_attempts", "base", "cap")

    max_attempts: int
    base: float
    cap: float

    def __init__(
        self,
        max_attempts: int = _native.DEFAULT_MAX_ATTEMPTS,
        base: float = _native.DEFAULT_BASE,
        cap: float = _native.DEFAULT_CAP,
    ) -> None:
        self._set(max_attempts, base, cap)
