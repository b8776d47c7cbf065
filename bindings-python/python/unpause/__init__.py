"""Resume paused Kafka connectors, on Confluent Cloud or your own Kafka Connect, and wait until they run.

Pause, restart and stop them, too: one, many, or all of a cluster.

>>> from unpause import Client, NotFoundError
>>> with Client.from_env() as client:  # doctest: +SKIP
...     try:
...         client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
...         print(client.resume_all("env-a1b2c3", "lkc-x7y8z9", wait=True))
...     except NotFoundError as error:
...         print(error)

The calls of ``Client`` block, those of ``AsyncClient`` are awaited; options, results and exceptions are the same.
``KafkaConnect`` and ``AsyncKafkaConnect`` do the same for self-managed Kafka Connect. ``Accepted`` means that the
service took the request, not that the connector's tasks run. To wait for that, use ``resume_and_wait`` or
``wait=True``. A failure raises an ``UnpauseError``, and an argument of a wrong type a ``TypeError``.
"""

from __future__ import annotations

try:
    from . import _native  # noqa: F401
except ImportError as _error:
    if "subinterpreter" not in str(_error):
        raise
    raise ImportError(
        "unpause works in one interpreter of a process, and another one has imported it, or this one is isolated: PyO3 "
        "does not support subinterpreters yet (its issue 576). Use threads, or processes."
    ) from _error

from ._credentials import ClientCredentials, StsToken, Token
from ._errors import (
    APIError,
    ConfigurationError,
    ConflictError,
    ConnectorFailedError,
    CredentialsError,
    ForbiddenError,
    InternalError,
    InvalidRequestError,
    InvalidResponseError,
    NotFoundError,
    RateLimitedError,
    RequestTimeoutError,
    ServerError,
    TransportError,
    UnauthorizedError,
    UnexpectedStatusError,
    UnpauseError,
    WaitTimeoutError,
)
from ._native import __version__
from ._records import Accepted, Connector, RateLimit, Restarting, RetryPolicy
from ._report import FailuresError, Report
from ._results import ConnectorResult, LeftOut, ManyProgress, ReportCounts
from ._status import ConnectorStatus, ListedConnector, TaskStatus, WaitProgress, WaitResult
from ._sync.client import Client

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._async.client import AsyncClient
    from ._async.kafka_connect import AsyncKafkaConnect
    from ._job import Job, ManyJob
    from ._options import ClientOptions
    from ._sync.kafka_connect import KafkaConnect
    from ._typing import DesiredState, LeftOutReason, ManyOperation, Situation

__all__ = [
    "Client",
    "AsyncClient",
    "KafkaConnect",
    "AsyncKafkaConnect",
    "Job",
    "ManyJob",
    "Token",
    "StsToken",
    "ClientCredentials",
    "ClientOptions",
    "DesiredState",
    "ManyOperation",
    "LeftOutReason",
    "Situation",
    "Accepted",
    "Connector",
    "ConnectorResult",
    "ConnectorStatus",
    "LeftOut",
    "ListedConnector",
    "ManyProgress",
    "RateLimit",
    "Report",
    "ReportCounts",
    "Restarting",
    "RetryPolicy",
    "TaskStatus",
    "WaitProgress",
    "WaitResult",
    "UnpauseError",
    "InvalidRequestError",
    "ConfigurationError",
    "CredentialsError",
    "APIError",
    "UnauthorizedError",
    "ForbiddenError",
    "NotFoundError",
    "ConflictError",
    "RateLimitedError",
    "ServerError",
    "UnexpectedStatusError",
    "InvalidResponseError",
    "RequestTimeoutError",
    "TransportError",
    "ConnectorFailedError",
    "WaitTimeoutError",
    "FailuresError",
    "InternalError",
    "__version__",
]


# Tracebacks, pickles and help name a class as its users do. The lazy ones set this in their own modules.
for _name in __all__:
    if isinstance(globals().get(_name), type):
        globals()[_name].__module__ = __name__
del _name

_LAZY = {
    "AsyncClient": "_async.client",
    "AsyncKafkaConnect": "_async.kafka_connect",
    "ClientOptions": "_client_options",
    "DesiredState": "_typed",
    "Job": "_job",
    "KafkaConnect": "_sync.kafka_connect",
    "LeftOutReason": "_typed",
    "ManyJob": "_job",
    "ManyOperation": "_typed",
    "Situation": "_typed",
}


# Type checkers would take any name to be in a module that has a __getattr__.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import what not every program needs when it is first used."""
        if name not in _LAZY:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
        return found


def __dir__() -> list[str]:
    """List every name, also those that are not imported yet."""
    return sorted({*globals(), *__all__})
