"""The options of clients for self-managed Kafka Connect."""

from __future__ import annotations

from ._options import BaseClient

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from ._records import RetryPolicy


class WorkersClient(BaseClient):
    """The part that ``KafkaConnect`` and ``AsyncKafkaConnect`` share."""

    __slots__ = ()

    def __init__(
        self,
        base_url: str,
        *,
        username: str | None = None,
        password: str | None = None,
        token: str | None = None,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        deadline: float | None = None,
        retry: RetryPolicy | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        proxy: str | None = None,
        user_agent: str | None = None,
        headers: Mapping[str, str] | None = None,
        allow_insecure: bool = False,
    ) -> None:
        options = {
            "base_url": base_url,
            "username": username,
            "password": password,
            "token": token,
            "timeout": timeout,
            "connect_timeout": connect_timeout,
            "deadline": deadline,
            "retry": retry,
            "ca_bundle": ca_bundle,
            "proxy": proxy,
            "user_agent": user_agent,
            "headers": headers,
            "allow_insecure": allow_insecure,
        }
        self._open("kafka_connect", options)
