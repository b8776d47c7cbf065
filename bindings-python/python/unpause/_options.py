"""What every client has, and the options of those for Confluent Cloud."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from typing import Any, TypedDict

    from typing_extensions import Self, Unpack

    from . import _native
    from ._records import RetryPolicy

    class ClientOptions(TypedDict, total=False):
        """The keyword arguments of a client."""

        api_key: str | None
        api_secret: str | None
        token: str | None
        base_url: str | None
        timeout: float | None
        connect_timeout: float | None
        deadline: float | None
        retry: RetryPolicy | None
        ca_bundle: str | os.PathLike[str] | None
        proxy: str | None
        user_agent: str | None
        headers: Mapping[str, str] | None
        allow_insecure: bool


def listener(on_progress: Any) -> Any:
    """Refuse what cannot be called before anything is sent, and not when there is progress."""
    if on_progress is not None and not callable(on_progress):
        raise TypeError(f"on_progress must be callable, not {type(on_progress).__name__}")
    return on_progress


class BaseClient:
    """What is the same for both services, and for blocking and asyncio."""

    __slots__ = ("__weakref__", "_native")

    # In a subclass the one or the other native client.
    _native: Any

    def _open(self, service: _native.Service, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    @property
    def base_url(self) -> str:
        """Where the service is."""
        base_url: str = self._native.base_url
        return base_url


class CloudClient(BaseClient):
    """The part that ``Client`` and ``AsyncClient`` share."""

    __slots__ = ()

    def __init__(
        self,
        *,
        api_key: str | None = None,
        api_secret: str | None = None,
        token: str | None = None,
        base_url: str | None = None,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        deadline: float | None = None,
        retry: RetryPolicy | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        proxy: str | None = None,
        user_agent: str | None = None,
        headers: Mapping[str, str] | None = None,
        allow_insecure: bool = False,
        _from_env: bool = False,
    ) -> None:
        options = {
            "api_key": api_key,
            "api_secret": api_secret,
            "token": token,
            "base_url": base_url,
            "timeout": timeout,
            "connect_timeout": connect_timeout,
            "deadline": deadline,
            "retry": retry,
            "ca_bundle": ca_bundle,
            "proxy": proxy,
            "user_agent": user_agent,
            "headers": headers,
            "allow_insecure": allow_insecure,
            "from_env": _from_env,
        }
        self._open("confluent_cloud", options)

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """Build a client from the environment.

        Reads ``CONFLUENT_CLOUD_API_KEY``, ``CONFLUENT_CLOUD_API_SECRET`` and, if set,
        ``CONFLUENT_CLOUD_REST_ENDPOINT``; the same names as Confluent's Terraform provider.

        Args:
            **options: As for the class itself. What is given wins over the environment.

        Raises:
            ConfigurationError: A variable is missing; the message names it.

        Example:
            >>> client = Client.from_env(deadline=60)  # doctest: +SKIP

        """
        return cls(**options, _from_env=True)
