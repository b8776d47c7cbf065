# The private native module. Its users are the typed modules beside it.

from collections.abc import Callable
from typing import Any, TypeAlias, TypedDict, final

__version__: str
DEFAULT_BASE_URL: str
DEFAULT_TIMEOUT: float
DEFAULT_CONNECT_TIMEOUT: float
DEFAULT_DEADLINE: float
DEFAULT_MAX_ATTEMPTS: int
DEFAULT_BASE: float
DEFAULT_CAP: float

Address: TypeAlias = tuple[str, str, str]
Limits: TypeAlias = tuple[float | None, float | None]
RateLimitData: TypeAlias = tuple[int | None, int | None, float | None]
AcceptedData: TypeAlias = tuple[str | None, int, float, RateLimitData | None]

class ErrorFields(TypedDict):
    connector: tuple[str, str, str] | None
    advice: str | None
    field: str | None
    limit: str | None
    status: int | None
    code: str | None
    request_id: str | None
    attempts: int | None
    elapsed: float | None
    body: str | None
    retry_after: float | None
    rate_limit: RateLimitData | None

@final
class BlockingClient:
    def __new__(cls, **options: Any) -> BlockingClient: ...
    @property
    def base_url(self) -> str: ...
    def resume(self, address: Address, limits: Limits, log_attempts: bool) -> AcceptedData: ...
    def panic(self) -> None: ...
    def close(self) -> None: ...

@final
class AsyncioClient:
    def __new__(cls, **options: Any) -> AsyncioClient: ...
    @property
    def base_url(self) -> str: ...
    def resume(self, mailbox: Mailbox, address: Address, limits: Limits, log_attempts: bool) -> AsyncioCall: ...
    def panic(self, mailbox: Mailbox) -> AsyncioCall: ...
    def close(self) -> None: ...

@final
class AsyncioCall:
    @property
    def id(self) -> int: ...
    def abort(self) -> None: ...

@final
class Mailbox:
    def __new__(cls, notify: Callable[[], None] | None = None) -> Mailbox: ...
    def fileno(self) -> int | None: ...
    def drain(self) -> tuple[list[tuple[int, bool, Any]], BaseException | None]: ...
