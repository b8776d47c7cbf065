# The private native module. Its users are the typed modules beside it.

from collections.abc import Callable
from typing import Any, Generic, Literal, TypeAlias, TypedDict, TypeVar, final, overload

from ._records import Accepted
from ._report import ResumeReport
from ._status import ConnectorStatus, ListedConnector, Running

__version__: str
DEFAULT_BASE_URL: str
DEFAULT_TIMEOUT: float
DEFAULT_CONNECT_TIMEOUT: float
DEFAULT_DEADLINE: float
DEFAULT_MAX_ATTEMPTS: int
DEFAULT_BASE: float
DEFAULT_CAP: float
DEFAULT_WAIT_DEADLINE: float
DEFAULT_MIN_TASKS: int
DEFAULT_SETTLE: float
DEFAULT_FAILURE_GRACE: float
DEFAULT_CONCURRENCY: int
DEFAULT_STATES: tuple[str, ...]
DEFAULT_INCLUDE_TASKS: bool

Service: TypeAlias = Literal["confluent_cloud", "kafka_connect"]
Address: TypeAlias = tuple[str, str, str]
# An address as a service's calls take it: three parts or a name, of a cluster two or none.
Target: TypeAlias = tuple[str, ...]
Limits: TypeAlias = tuple[float | None, float | None]
Change: TypeAlias = Literal["resume", "pause", "stop", "restart"]
Restart: TypeAlias = tuple[bool, bool] | None
Wait: TypeAlias = Literal["wait_until_running", "resume_and_wait"]
ResumeSome: TypeAlias = Literal["resume_many", "resume_all"]
OnProgress: TypeAlias = Callable[[Any], object] | None

RateLimitData: TypeAlias = tuple[int | None, int | None, float | None]
AcceptedData: TypeAlias = tuple[Address, str | None, int, float, RateLimitData | None]
TaskData: TypeAlias = tuple[int, str, str | None, str | None, str | None]
StatusData: TypeAlias = tuple[str, str | None, str, str | None, str | None, list[TaskData], int, tuple[str, ...], str]
ListedData: TypeAlias = tuple[Address, str | None, str | None, StatusData | None]
CountsData: TypeAlias = tuple[int, int, int, int, int]

class ErrorFields(TypedDict, total=False):
    connector: Address
    advice: str
    field: str
    limit: str
    status: int
    code: str
    request_id: str
    attempts: int
    elapsed: float
    body: str
    retry_after: float
    rate_limit: RateLimitData
    connector_status: StatusData
    situation: str
    looks: int

def parse(text: str) -> Address: ...

@final
class BlockingClient:
    def __new__(cls, service: Service, options: dict[str, Any]) -> BlockingClient: ...
    @property
    def base_url(self) -> str: ...
    @overload
    def call(
        self, name: Change, target: Target, limits: Limits, log_level: int, restart: Restart = None
    ) -> Accepted: ...
    @overload
    def call(self, name: Literal["status"], target: Target, limits: Limits, log_level: int) -> ConnectorStatus: ...
    @overload
    def call(self, name: Literal["list"], target: Target, limits: Limits, log_level: int) -> list[str]: ...
    @overload
    def call(
        self, name: Literal["list_expanded"], target: Target, limits: Limits, log_level: int
    ) -> list[ListedConnector]: ...
    @overload
    def job(
        self, name: Wait, target: Target, options: dict[str, Any], on_progress: OnProgress, log_level: int
    ) -> Running: ...
    @overload
    def job(
        self, name: ResumeSome, target: object, options: dict[str, Any], on_progress: OnProgress, log_level: int
    ) -> ResumeReport: ...
    def panic(self) -> Any: ...
    def close(self) -> None: ...

@final
class AsyncioClient:
    def __new__(cls, service: Service, options: dict[str, Any]) -> AsyncioClient: ...
    @property
    def base_url(self) -> str: ...
    @overload
    def call(
        self, mailbox: Mailbox, name: Change, target: Target, limits: Limits, log_level: int, restart: Restart = None
    ) -> AsyncioCall[Accepted]: ...
    @overload
    def call(
        self, mailbox: Mailbox, name: Literal["status"], target: Target, limits: Limits, log_level: int
    ) -> AsyncioCall[ConnectorStatus]: ...
    @overload
    def call(
        self, mailbox: Mailbox, name: Literal["list"], target: Target, limits: Limits, log_level: int
    ) -> AsyncioCall[list[str]]: ...
    @overload
    def call(
        self,
        mailbox: Mailbox,
        name: Literal["list_expanded"],
        target: Target,
        limits: Limits,
        log_level: int,
    ) -> AsyncioCall[list[ListedConnector]]: ...
    def job(self, name: str, target: object, options: dict[str, Any]) -> AsyncioJob: ...
    def start(self, mailbox: Mailbox, job: AsyncioJob, listening: bool, log_level: int) -> AsyncioCall[Any]: ...
    def panic(self, mailbox: Mailbox) -> AsyncioCall[Any]: ...
    def close(self) -> None: ...

_T = TypeVar("_T", covariant=True)

@final
class AsyncioCall(Generic[_T]):
    @property
    def id(self) -> int: ...
    def abort(self) -> None: ...
    def listen(self) -> None: ...

@final
class AsyncioJob:
    def report(self) -> ResumeReport | None: ...
    def interrupted(self, exception: BaseException) -> None: ...

@final
class Mailbox:
    def __new__(cls, notify: Callable[[], None] | None = None) -> Mailbox: ...
    def fileno(self) -> int | None: ...
    def drain(self) -> tuple[list[tuple[int, bool | None, Any]], BaseException | None]: ...
