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


def publish(client: type) -> None:
    """Make what a client inherits its own, so that messages and help name it, and not the class that it stands in."""
    client.__module__ = "unpause"
    function = type(publish)
    for base in client.__mro__[1:-1]:
        for name, method in vars(base).items():
            if type(method) is function and name not in vars(client) and (name == "__init__" or name[0] != "_"):
                own = function(method.__code__, method.__globals__, name, method.__defaults__)
                own.__kwdefaults__, own.__annotations__ = method.__kwdefaults__, method.__annotations__
                own.__module__, own.__qualname__ = "unpause", f"{client.__name__}.{name}"
                setattr(client, name, own)


class BaseClient:
    """What is the same for both services, and for blocking and asyncio."""

    __slots__ = ("__weakref__", "_native", "_reads_environment")

    # In a subclass the one or the other native client.
    _native: Any
    # Set before a client is built, or not at all.
    _reads_environment: bool

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
            "from_env": hasattr(self, "_reads_environment"),
        }
        self._open("confluent_cloud", options)

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """Build a client from the environment.

        Reads ``CONFLUENT_CLOUD_API_KEY``, ``CONFLUENT_CLOUD_API_SECRET`` and, if set,
        ``CONFLUENT_CLOUD_REST_ENDPOINT``; the same names as Confluent's Terraform provider.

        Args:
            **options: As for the class itself. What is given wins over the environment; if any credential is given,
                none is read from there.

        Raises:
            ConfigurationError: A variable is missing; the message names it.

        Example:
            >>> client = Client.from_env(deadline=60)  # doctest: +SKIP

        """
        client = cls.__new__(cls)
        client._reads_environment = True
        cls.__init__(client, **options)
        return client
