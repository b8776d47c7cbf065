"""The exceptions: one class for each kind of failure in the core, with typed attributes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal, TypeAlias

    from ._records import Connector, RateLimit
    from ._status import ConnectorStatus

    TransportReason: TypeAlias = Literal[
        "too_many_open_files",
        "name_resolution",
        "connect",
        "proxy",
        "proxy_credentials",
        "tls",
        "not_http",
        "not_processed",
        "connection_lost",
    ]
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
    """The base of all errors of Unpause. ``str(error)`` says what failed, for which connector, why, and what to do.

    Attributes:
        advice: What to do about it, in one sentence, if there is advice.
        connector: The connector that the call named; ``None`` if no call was made.

    """

    advice: str | None = None
    connector: Connector | None = None


class InvalidRequestError(UnpauseError, ValueError):
    """A parameter or an option cannot be used; nothing was sent.

    Attributes:
        field: The name of the parameter or option.

    """

    field: str | None = None


class ConfigurationError(UnpauseError):
    """No client can be made of the options: no credentials, a bad URL, an unreadable CA file."""


class APIError(UnpauseError):
    """The service answered, but not with a 2xx that can be read.

    Attributes:
        status: The HTTP status of the answer.
        code: The service's own error code, as text: it sends integers and strings.
        request_id: The service's id of the last request, for a support ticket.
        attempts: How many requests were made; 0 if a rate limit left no time for one before the deadline.
        elapsed: Seconds from the call to the error, waits included.
        body: The first 2 KiB of the body.
        retry_after: Seconds to wait before the next try, if the service said so.
        rate_limit: The rate limit, if the answer had its headers.

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
    """404: the connector, environment or cluster does not exist, or these credentials may not see it."""


class ConflictError(APIError):
    """409, to the last attempt: the connector or its workers are between two states."""


class RateLimitedError(APIError):
    """429, until the attempts or the deadline ran out. See ``retry_after`` and ``rate_limit``."""


class ServerError(APIError):
    """5xx. A status that may pass was retried until the attempts or the deadline ran out."""


class UnexpectedStatusError(APIError):
    """Any other answer that is not a 2xx, including a redirect that is not followed."""


class InvalidResponseError(APIError):
    """A 2xx with another body than the expected one, such as the page of a proxy."""


class RequestTimeoutError(UnpauseError, TimeoutError):
    """No answer in time. The service may still have accepted the request.

    Attributes:
        limit: The option that ran out: ``"connect_timeout"``, ``"timeout"`` or ``"deadline"``.
        attempts: How many requests were tried.
        elapsed: Seconds from the call to the error, waits included.

    """

    limit: str = ""
    attempts: int = 0
    elapsed: float = 0.0


class TransportError(UnpauseError, ConnectionError):
    """No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP.

    Attributes:
        reason: Why. ``"too_many_open_files"``: this process may open no more connections. ``"name_resolution"``: the
            name of the host cannot be resolved. ``"connect"``: no connection could be made. ``"proxy"``: the proxy made
            none. ``"proxy_credentials"``: the proxy wants credentials. ``"tls"``: TLS failed, mostly because of the
            certificate. ``"not_http"``: the answer is not HTTP. ``"not_processed"``: the service says that it did not
            look at the request. ``"connection_lost"``: the connection broke before the end of the answer.
        attempts: How many requests were tried.
        elapsed: Seconds from the call to the error, waits included.

    """

    reason: TransportReason = "connection_lost"
    attempts: int = 0
    elapsed: float = 0.0


class ConnectorFailedError(UnpauseError):
    """The awaited connector failed for longer than ``failure_grace``.

    A resume does not revive it: fix the cause, then :meth:`~Client.restart` it.

    Attributes:
        connector_status: The status that the last poll saw.
        looks: How many polls there were.
        elapsed: Seconds from the call to the error.

    """

    connector_status: ConnectorStatus | None = None
    looks: int = 0
    elapsed: float = 0.0


class WaitTimeoutError(UnpauseError, TimeoutError):
    """The awaited connector does not run yet.

    Attributes:
        situation: Why it does not run. ``"still_paused"``: it said PAUSED at every poll. ``"paused_again"``: it had
            left PAUSED, so somebody paused it again. ``"provisioning"``: it is stuck in that state. ``"failed"``: it
            failed, but not for as long as ``failure_grace``. ``"no_tasks"``: it says RUNNING but has fewer than
            ``min_tasks``. ``"tasks_not_running"``: not all of its tasks run. ``"not_settled"``: it ran, but not yet for
            as long as ``settle``. ``"other"``: any other state. ``"unknown"``: no poll had an answer.
        connector_status: The status that the last answered poll saw.
        looks: How many polls there were.
        elapsed: Seconds from the call to the error.
        retry_after: If a rate limit held the last poll: seconds that the service asked to wait.

    """

    situation: Situation = "unknown"
    connector_status: ConnectorStatus | None = None
    looks: int = 0
    elapsed: float = 0.0
    retry_after: float | None = None


class InternalError(UnpauseError):
    """A bug in Unpause. Please report it."""


# By the core's name of each kind.
BY_KIND: Final[dict[str, type[UnpauseError]]] = {
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
