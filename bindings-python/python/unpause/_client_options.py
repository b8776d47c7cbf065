"""The keyword arguments of ``from_env``, as a type. Imported when somebody asks for it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ._credentials import AsyncTokenFunction, StsToken
from ._records import RetryPolicy
from ._typed import TypedDict


class ClientOptions(TypedDict, total=False):
    """The options of a client for Confluent Cloud: the keyword arguments of ``from_env``."""

    api_key: str | None
    api_secret: str | None
    token: str | None
    token_provider: AsyncTokenFunction | StsToken | None
    base_url: str | None
    timeout: float | None
    connect_timeout: float | None
    deadline: float | None
    retry: RetryPolicy | None
    ca_bundle: str | os.PathLike[str] | None
    client_certificate: str | os.PathLike[str] | None
    client_key: str | os.PathLike[str] | None
    proxy: str | None
    user_agent: str | None
    headers: Mapping[str, str] | None
    allow_insecure: bool


# As its users import it. A TypedDict evaluates its annotations here nevertheless.
ClientOptions.__module__ = "unpause"
