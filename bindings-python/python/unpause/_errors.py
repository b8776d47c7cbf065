"""The exceptions: one class for each kind of failure in the core, with typed attributes."""

from __future__ import annotations

from . import _typing
from ._plain import Plain
from ._records import Connector, RateLimit
from ._status import ConnectorStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class UnpauseError(Plain, Exception):
    """The base of all errors of Unpause. ``str(error)`` says what failed, for which connector, why, and what to do.

    Attributes:
        summary: The message without its advice: what failed, for which connector, and why.
        advice: What to do about it, in one sentence, if there is advice.
        connector: The connector that the call named; ``None`` if no call was made.
        retryable: Whether the same call may succeed a little later. A ``restart`` may nevertheless have been acted on.

    """

    advice: str | None = None
    connector: Connector | None = None
    retryable: bool = False
    _summary: str | None = None

    def to_dict(self) -> dict[str, _typing.Any]:
        """Return the name of the class, the message and all fields, with everything in them as JSON has it."""
        return {"name": type(self).__name__, "message": str(self), "summary": self.summary, **super().to_dict()}

    def _names(self) -> tuple[str, ...]:
        bases = [base for base in reversed(type(self).__mro__) if issubclass(base, UnpauseError)]
        return tuple(name for base in bases for name in base.__annotations__ if name[0] != "_")

    @property
    def summary(self) -> str:
        """The message without its advice: what failed, for which connector, and why."""
        return str(self) if self._summary is None else self._summary


class InvalidRequestError(UnpauseError, ValueError):
    """A parameter or an option cannot be used; nothing was sent.

    Attributes:
        field: The name of the parameter or option.

    """

    field: str | None = None


class ConfigurationError(UnpauseError):
    """No client can be made of the options: no credentials, a bad URL, an unreadable CA file."""


class CredentialsError(UnpauseError):
    """There is no token to send. What the function of the client raised is the ``__cause__``.

    Attributes:
        stage: What failed. ``"token_provider"``: the function that gives access tokens. ``"subject_token"``: the
            function or the file that gives identity tokens. ``"identity_provider"``: the service that issues them.
            ``"exchange"``: Confluent Cloud's token service.
        status: The HTTP status, if a service answered.
        code: The service's own error code.
        request_id: The service's id of the request.
        attempts: How many requests of the call were tried before.
        elapsed: Seconds from the call to the error, waits included.
        body: The first 2 KiB of the body.
        retry_after: Seconds to wait before the next try, if the service said so.
        rate_limit: The rate limit, if the answer had its headers.

    """

    stage: _typing.CredentialsStage = "token_provider"
    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    attempts: int = 0
    elapsed: float = 0.0
    body: str | None = None
    retry_after: float | None = None
    rate_limit: RateLimit | None = None


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
    """No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP; or the client was closed.

    Attributes:
        reason: Why. ``"too_many_open_files"``: this process may open no more connections. ``"name_resolution"``: the
            name of the host cannot be resolved. ``"connect"``: no connection could be made. ``"proxy"``: the proxy made
            none. ``"proxy_credentials"``: the proxy wants credentials. ``"tls"``: TLS failed, mostly because of the
            certificate. ``"client_certificate"``: the server ended TLS because of the client's own certificate, or
            because it wants one. ``"not_http"``: the answer is not HTTP. ``"not_processed"``: the service says that it
            did not look at the request. ``"connection_lost"``: the connection broke before the end of the answer.
            ``None``: the client was closed while the call ran.
        attempts: How many requests were tried.
        elapsed: Seconds from the call to the error, waits included.

    """

    reason: _typing.TransportReason | None = None
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
    """The awaited connector is not in the desired state yet.

    Attributes:
        situation: Why it is not. ``"still_paused"``: it said PAUSED at every poll. ``"paused_again"``: it had left
            PAUSED, so somebody paused it again. ``"still_running"``: it is to be paused or stopped, and runs.
            ``"resumed_again"``: it was paused or stopped, and left that state, so somebody resumed it.
            ``"provisioning"``: it is stuck in that state. ``"failed"``: it failed, but not for as long as
            ``failure_grace``. ``"no_tasks"``: it says RUNNING but has fewer than ``min_tasks``.
            ``"tasks_not_running"``: not all of its tasks run. ``"tasks_not_paused"``: it says PAUSED, and some of its
            tasks do not yet. ``"tasks_not_stopped"``: it says STOPPED, and still has tasks. ``"not_settled"``: it was
            in the desired state, but not yet for as long as ``settle``. ``"other"``: any other state. ``"unknown"``: no
            poll had an answer.
        connector_status: The status that the last answered poll saw.
        looks: How many polls there were.
        elapsed: Seconds from the call to the error.
        retry_after: If a rate limit held the last poll: seconds that the service asked to wait.

    """

    situation: _typing.Situation = "unknown"
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
    "Credentials": CredentialsError,
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
