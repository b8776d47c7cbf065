"""Resume paused Kafka connectors on Confluent Cloud.

>>> from unpause import Client, NotFoundError
>>> with Client.from_env() as client:  # doctest: +SKIP
...     try:
...         client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
...     except NotFoundError as error:
...         print(error)

``Client`` blocks, ``AsyncClient`` awaits; options, results and exceptions are the same. A result is an ``Accepted``:
the service took the request, the connector's tasks start later. Whatever fails raises an
``UnpauseError``; an argument of a wrong type, a ``TypeError``.
"""

from __future__ import annotations

from ._async_client import AsyncClient
from ._client import Client
from ._errors import (
    APIError,
    ConfigurationError,
    ConflictError,
    ForbiddenError,
    InternalError,
    InvalidRequestError,
    NotFoundError,
    RateLimitedError,
    RequestTimeoutError,
    ServerError,
    TransportError,
    UnauthorizedError,
    UnexpectedStatusError,
    UnpauseError,
)
from ._native import __version__
from ._records import Accepted, Connector, RateLimit, RetryPolicy

__all__ = [
    "Client",
    "AsyncClient",
    "Accepted",
    "Connector",
    "RateLimit",
    "RetryPolicy",
    "UnpauseError",
    "InvalidRequestError",
    "ConfigurationError",
    "APIError",
    "UnauthorizedError",
    "ForbiddenError",
    "NotFoundError",
    "ConflictError",
    "RateLimitedError",
    "ServerError",
    "UnexpectedStatusError",
    "RequestTimeoutError",
    "TransportError",
    "InternalError",
    "__version__",
]
