"""The exceptions: one class for each kind of failure in the core, with typed attributes."""

from __future__ import annotations

from ._makers import status
from ._records import Connector, RateLimit, _new

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, Literal, TypeAlias

    from . import _native
    from ._status import ConnectorStatus

    Situation: TypeAlias = Literal[
        "still_paused",
        "paused_again",
        "provisioning",
        "failed",
        "no_tasks",
        "tasks_not_running",
        "not_settled",
        "other",
        "unknown",
    ]


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
    """The service answered, and not with a 2xx that can be read.

    Attributes:
        status: The answer's HTTP status.
        code: The service's own code, as text: it sends integers and strings.
        request_id: The service's id of the last request, for a support ticket.
        attempts: How many requests were made. 0 if none was, because the service had told this client to wait.
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


class InvalidResponseError(APIError):
    """A 2xx whose body is not what was asked for, such as a proxy's page."""


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


class ConnectorFailedError(UnpauseError):
    """The connector that was waited for failed, for longer than ``failure_grace``.

    A resume does not revive it: mend the cause, then :meth:`~Client.restart` it.

    Attributes:
        connector_status: What the last look saw.
        looks: How often the connector was looked at.
        elapsed: Seconds from the call to the error.

    """

    connector_status: ConnectorStatus | None = None
    looks: int = 0
    elapsed: float = 0.0


class WaitTimeoutError(UnpauseError, TimeoutError):
    """The connector that was waited for does not run yet.

    Attributes:
        situation: How it stood. ``"still_paused"``: it said PAUSED at every look. ``"paused_again"``: it had left
            PAUSED, so somebody paused it meanwhile. ``"provisioning"``: it is stuck there. ``"failed"``: it failed, but
            not for as long as ``failure_grace``. ``"no_tasks"``: it says RUNNING and has fewer than ``min_tasks``.
            ``"tasks_not_running"``: not all of its tasks run. ``"not_settled"``: it ran, but not yet for as long as
            ``settle``. ``"other"``: any other state. ``"unknown"``: no look had an answer.
        connector_status: What the last look that had an answer saw.
        looks: How often the connector was looked at.
        elapsed: Seconds from the call to the error.

    """

    situation: Situation = "unknown"
    connector_status: ConnectorStatus | None = None
    looks: int = 0
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
    "InvalidResponse": InvalidResponseError,
    "Timeout": RequestTimeoutError,
    "Transport": TransportError,
    "ConnectorFailed": ConnectorFailedError,
    "WaitTimeout": WaitTimeoutError,
    "Internal": InternalError,
}


def from_native(kind: str, message: str, fields: _native.ErrorFields) -> UnpauseError:
    """Make the exception for an error of the core. Fields that its class does not have are not set."""
    error = _BY_KIND[kind](message)
    given: dict[str, Any] = dict(fields)
    if "connector" in fields:
        given["connector"] = _new(Connector, fields["connector"])
    if "rate_limit" in fields:
        given["rate_limit"] = RateLimit(*fields["rate_limit"])
    if "connector_status" in fields:
        given["connector_status"] = status(*fields["connector_status"])
    # Set one by one into __dict__, which pickling and copying carry along.
    for name, value in given.items():
        if hasattr(type(error), name):
            setattr(error, name, value)
    return error
