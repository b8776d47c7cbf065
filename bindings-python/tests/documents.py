"""What a call gives, as the plain documents that cases describe."""

from __future__ import annotations

from typing import Any

import unpause

ERROR_KINDS = {
    "InvalidRequest": unpause.InvalidRequestError,
    "Configuration": unpause.ConfigurationError,
    "Unauthorized": unpause.UnauthorizedError,
    "Forbidden": unpause.ForbiddenError,
    "NotFound": unpause.NotFoundError,
    "Conflict": unpause.ConflictError,
    "RateLimited": unpause.RateLimitedError,
    "Server": unpause.ServerError,
    "UnexpectedStatus": unpause.UnexpectedStatusError,
    "InvalidResponse": unpause.InvalidResponseError,
    "Timeout": unpause.RequestTimeoutError,
    "Transport": unpause.TransportError,
    "ConnectorFailed": unpause.ConnectorFailedError,
    "WaitTimeout": unpause.WaitTimeoutError,
}
KINDS = {error: kind for kind, error in ERROR_KINDS.items()}
ERROR_FIELDS = {"connector", "advice", "field", "limit", "status", "code", "request_id", "attempts", "elapsed", "body"}
ERROR_FIELDS |= {"retry_after", "rate_limit", "connector_status", "situation", "looks"}
# What a record shows beside its items.
COMPUTED: dict[type, list[str]] = {unpause.ResumeReport: ["failures"]}

RECORDS = (
    unpause.Accepted,
    unpause.Connector,
    unpause.ConnectorStatus,
    unpause.ListedConnector,
    unpause.RateLimit,
    unpause.ResumeCounts,
    unpause.ResumeProgress,
    unpause.ResumeReport,
    unpause.ResumeResult,
    unpause.Running,
    unpause.TaskStatus,
    unpause.WaitProgress,
)


class Document(dict[str, Any]):
    """A document with every field that there is: what is not in it is a mistake of the case's."""


def document(value: Any) -> Any:
    """Make plain data of a record, of an exception, or of several of them."""
    if isinstance(value, RECORDS):
        names = [*value.__match_args__, *COMPUTED.get(type(value), [])]
        return Document({name: document(getattr(value, name)) for name in names})
    if isinstance(value, unpause.UnpauseError):
        fields = {name: document(getattr(value, name, None)) for name in ERROR_FIELDS}
        # The exception's own class, and no other.
        return Document({**fields, "kind": KINDS[type(value)], "message": str(value)})
    if isinstance(value, (list, tuple)):
        return [document(one) for one in value]
    return value
