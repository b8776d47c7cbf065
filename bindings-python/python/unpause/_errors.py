"""The exceptions: one class for each kind of failure in the core, with typed attributes."""

from __future__ import annotations

from ._records import Connector, RateLimit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from . import _native


class UnpauseError(Exception):
    """Anything that fails in Unpause. ``str(error)`` says what failed, for which connector, why, and what to do.

    Attributes:
        advice: One sentence that a person can act on, if there is one.
        connector: The connector that the call named; ``None`` when no call was made.

    """

    advice: str | None = None
    connector: Connector | None = None


class InvalidRequestError(UnpauseError, ValueError):
    """A parameter or an option is not usable; nothing was sent.

    Attributes:
        field: The name of the parameter or option.

    """

    field: str | None = None


class ConfigurationError(UnpauseError):
    """The client cannot be built: no credentials, a bad URL, an unreadable CA file."""


class APIError(UnpauseError):
    """The service answered, and not with a 2xx.

    Attributes:
        status: The answer's HTTP status.
        code: The service's own code, as text: it sends integers and strings.
        request_id: The service's id of the last request, for a support ticket.
        attempts: How many requests were made.
        elapsed: Seconds from the call to the error, waits included.
        body: The first 2 KiB of the answer's body.
        retry_after: Seconds that the service asked to wait, if it did.
        rate_limit: What the answer said about the rate limit, if it did.

    """

    status: int = 0
    code: str | None = None
    request_id: str | None = None
    attempts: int = 0
    elapsed: float = 0.0
    body: str = ""
    retry_after: float | None = None
    rate_limit: RateLimit | None = None


class UnauthorizedError(APIError):
    """401: the credentials were not accepted."""


class ForbiddenError(APIError):
    """403: the credentials were accepted but do not allow this."""


class NotFoundError(APIError):
    """404: no such connector, environment or cluster, or not for these credentials to know."""


class ConflictError(APIError):
    """409, to the last attempt: the connector or its workers are in between two states."""


class RateLimitedError(APIError):
    """429, until the attempts or the deadline ran out. See ``retry_after`` and ``rate_limit``."""


class ServerError(APIError):
    """5xx; those that may pass were retried until the attempts or the deadline ran out."""


class UnexpectedStatusError(APIError):
    """Any other answer that is not a 2xx, a redirect that is not followed among them."""


class RequestTimeoutError(UnpauseError, TimeoutError):
    """No answer in time. The service may have taken the request all the same.

    Attributes:
        limit: The option whose limit ran out: ``"connect_timeout"``, ``"timeout"`` or ``"deadline"``.
        attempts: How many requests were tried.
        elapsed: Seconds from the call to the error, waits included.

    """

    limit: str = ""
    attempts: int = 0
    elapsed: float = 0.0


class TransportError(UnpauseError, ConnectionError):
    """No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP.

    Attributes:
        attempts: How many requests were tried.
        elapsed: Seconds from the call to the error, waits included.

    """

    attempts: int = 0
    elapsed: float = 0.0


class InternalError(UnpauseError):
    """A bug in Unpause. Please report it."""


_BY_KIND: Final[dict[str, type[UnpauseError]]] = {
    "InvalidRequest": InvalidRequestError,
    "Configuration": ConfigurationError,
    "Unauthorized": UnauthorizedError,
    "Forbidden": ForbiddenError,
    "NotFound": NotFoundError,
    "Conflict": ConflictError,
    "RateLimited": RateLimitedError,
    "Server": ServerError,
    "UnexpectedStatus": UnexpectedStatusError,
    "Timeout": RequestTimeoutError,
    "Transport": TransportError,
    "Internal": InternalError,
}


def from_native(kind: str, message: str, fields: _native.ErrorFields) -> UnpauseError:
    """Make the exception for an error of the core. Fields that its class does not have are not set."""
    error = _BY_KIND[kind](message)
    given: dict[str, Any] = dict(fields)
    if fields["connector"] is not None:
        given["connector"] = Connector(*fields["connector"])
    if fields["rate_limit"] is not None:
        given["rate_limit"] = RateLimit(*fields["rate_limit"])
    # Set one by one into __dict__, which pickling and copying carry along.
    for name, value in given.items():
        if value is not None and hasattr(type(error), name):
            setattr(error, name, value)
    return error
