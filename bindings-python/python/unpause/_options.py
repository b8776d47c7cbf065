"""The keyword arguments of ``from_env``, for type checkers."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from typing import TypedDict

    from ._credentials import AsyncTokenFunction, StsToken
    from ._records import RetryPolicy

    class ClientOptions(TypedDict, total=False):
        """The options of a client for Confluent Cloud."""

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
