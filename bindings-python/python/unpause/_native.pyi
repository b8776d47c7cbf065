# The private native module. It knows no module of the package: the types of its results are given where they arrive.

from collections.abc import Callable, Mapping
from contextvars import Context
from typing import Any, Literal, TypeAlias, TypedDict, final

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
DEFAULT_INCLUDE_TASKS: bool

Service: TypeAlias = Literal["confluent_cloud", "kafka_connect"]
Address: TypeAlias = tuple[str, str, str]
# An address as the calls of a service take it: three parts or a name, of a cluster two or none.
Target: TypeAlias = tuple[str, ...]
# Timeout and deadline.
Limits: TypeAlias = tuple[float | None, float | None]
Change: TypeAlias = Literal["resume", "pause", "stop", "restart"]
CallName: TypeAlias = Change | Literal["status", "list", "list_expanded"]
# Whether to include the tasks, and whether to restart only what has failed.
Restart: TypeAlias = tuple[bool, bool] | None
WaitJobName: TypeAlias = Literal[
    "wait_until", "wait_until_running", "resume_and_wait", "pause_and_wait", "stop_and_wait", "restart_and_wait"
]
ManyJobName: TypeAlias = Literal[
    "resume_many", "pause_many", "stop_many", "restart_many", "resume_all", "pause_all", "stop_all", "restart_all"
]
JobName: TypeAlias = WaitJobName | ManyJobName
OnProgress: TypeAlias = Callable[[Any], object] | None

RateLimitData: TypeAlias = tuple[int | None, int | None, float | None]
RestartingData: TypeAlias = tuple[bool, tuple[int, ...]]
AcceptedData: TypeAlias = tuple[Address, str | None, int, float, RateLimitData | None, RestartingData | None]
TaskData: TypeAlias = tuple[int, str, str | None, str | None, str | None]
StatusData: TypeAlias = tuple[str, str | None, str, str | None, str | None, list[TaskData], int, tuple[str, ...], str]
CountsData: TypeAlias = tuple[int, int, int, int, int]
LeftOutData: TypeAlias = tuple[Address, str | None, str]
# Of the listing: listed, matched, name_glob, states, unseen_states, left_out.
SelectionData: TypeAlias = tuple[
    int | None, int | None, str | None, tuple[str, ...], tuple[str, ...], list[LeftOutData]
]

class ErrorFields(TypedDict, total=False):
    connector: Address
    advice: str
    summary: str
    retryable: bool
    field: str
    limit: str
    stage: str
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
    reason: str

def parse(text: str) -> Address: ...
def read_report(text: str) -> Any: ...
def saved_report(text: str) -> SavedReport: ...
def environment(options: Mapping[str, Any]) -> dict[str, Any]: ...

@final
class BlockingClient:
    def __new__(cls, service: Service, options: dict[str, Any]) -> BlockingClient: ...
    @property
    def base_url(self) -> str: ...
    def call(self, name: CallName, target: Target, limits: Limits, log_level: int, restart: Restart = None) -> Any: ...
    def job(
        self, name: JobName, target: object, options: dict[str, Any], on_progress: OnProgress, log_level: int
    ) -> Any: ...
    def panic(self) -> Any: ...
    def close(self) -> None: ...

@final
class AsyncioClient:
    def __new__(cls, service: Service, options: dict[str, Any]) -> AsyncioClient: ...
    @property
    def base_url(self) -> str: ...
    def call(
        self, mailbox: Mailbox, name: CallName, target: Target, limits: Limits, log_level: int, restart: Restart = None
    ) -> AsyncioCall: ...
    def job(self, name: str, target: object, options: dict[str, Any]) -> AsyncioJob: ...
    def start(self, mailbox: Mailbox, job: AsyncioJob, listening: bool, log_level: int) -> AsyncioCall: ...
    def panic(self, mailbox: Mailbox) -> AsyncioCall: ...
    def close(self) -> None: ...

@final
class AsyncioCall:
    @property
    def id(self) -> int: ...
    def abort(self) -> None: ...
    def listen(self) -> None: ...

@final
class AsyncioJob:
    def report(self) -> Any: ...
    def interrupted(self, exception: BaseException) -> None: ...

@final
class SavedReport:
    def to_json(self) -> str: ...

@final
class Question:
    @property
    def function(self) -> Callable[[], Any]: ...
    @property
    def owner(self) -> int: ...
    def supply(self, value: str, expires_in: float | None) -> None: ...
    def fail(self, exception: BaseException) -> None: ...

@final
class Mailbox:
    def __new__(cls, notify: Callable[[], None] | None = None) -> Mailbox: ...
    def fileno(self) -> int | None: ...
    def drain(
        self, contexts: dict[int, Context]
    ) -> tuple[list[tuple[int, bool | None, Any]], BaseException | None]: ...
