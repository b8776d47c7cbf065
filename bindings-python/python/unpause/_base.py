"""The bases of the clients: how a client is opened and closed, and how it makes its calls and jobs."""

from __future__ import annotations

# The bridge imports _from_native. It must not be the first to do so, in a call: a fork while another thread imports
# leaves the import locked in the child.
from . import _from_native, _native, _typing  # noqa: F401
from ._functions import refuse_async
from ._listener import checked, checked_blocking
from ._logging import log_level
from ._report import Report
from ._typing import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Any, Literal, TypeAlias, TypeVar, overload

    from ._job import Job, ManyJob
    from ._mailbox import Mailbox
    from ._native import CallName, Change, ManyJobName, OnProgress, Restart, Service, Target, WaitJobName
    from ._records import Accepted
    from ._status import ConnectorStatus, ListedConnector, WaitProgress, WaitResult

    Seconds: TypeAlias = float | None
    T = TypeVar("T")


def public(client: type[T]) -> type[T]:
    """Name a client and its methods as their users do, in tracebacks, pickles and help: as part of the package."""
    client.__module__ = "unpause"
    for member in vars(client).values():
        if callable(function := getattr(member, "__func__", member)):
            function.__module__ = "unpause"
    return client


def _input(given: object) -> object:
    """Return the connectors of a job as the bridge takes them."""
    return given._saved() if isinstance(given, Report) else given


class BlockingBase:
    """The base of the clients whose calls block."""

    __slots__ = ("__weakref__", "_native")

    _native: _native.BlockingClient

    def _open(self, service: Service, options: dict[str, object]) -> None:
        try:
            refuse_async("token_provider", options["token_provider"])
            refuse_async("subject_token", getattr(options["token_provider"], "subject_token", None))
            self._native = _native.BlockingClient(service, options)
        finally:
            options.clear()

    def close(self) -> None:
        # Each client has its own, so that help and messages name the client.
        raise NotImplementedError

    def __enter__(self) -> _typing.Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        opened = hasattr(self, "_native")
        return f"{type(self).__name__}({f'base_url={self.base_url!r}' if opened else ''})"

    @property
    def base_url(self) -> str:
        """The URL of the service; several workers are separated by a comma."""
        return self._native.base_url

    if TYPE_CHECKING:

        @overload
        def _call(
            self, name: Change, target: Target, timeout: Seconds, deadline: Seconds, restart: Restart = None
        ) -> Accepted: ...
        @overload
        def _call(
            self, name: Literal["status"], target: Target, timeout: Seconds, deadline: Seconds
        ) -> ConnectorStatus: ...
        @overload
        def _call(self, name: Literal["list"], target: Target, timeout: Seconds, deadline: Seconds) -> list[str]: ...
        @overload
        def _call(
            self, name: Literal["list_expanded"], target: Target, timeout: Seconds, deadline: Seconds
        ) -> list[ListedConnector]: ...

    def _call(
        self, name: CallName, target: Target, timeout: Seconds, deadline: Seconds, restart: Restart = None
    ) -> object:
        return self._native.call(name, target, (timeout, deadline), log_level(), restart)

    def _wait_job(self, name: WaitJobName, target: Target, on_progress: OnProgress, **options: object) -> WaitResult:
        result: WaitResult = self._native.job(name, target, options, checked_blocking(on_progress), log_level())
        return result

    def _many_job(self, name: ManyJobName, target: object, on_progress: OnProgress, **options: object) -> Report:
        listener = checked_blocking(on_progress)
        report: Report = self._native.job(name, _input(target), options, listener, log_level())
        return report


class AsyncioBase:
    """The base of the clients whose calls are awaited."""

    __slots__ = ("__weakref__", "_mailbox", "_native")

    _native: _native.AsyncioClient
    _mailbox: Callable[[], _typing.Any]

    def _open(self, service: Service, options: dict[str, object]) -> None:
        # Not at the top: they import asyncio, which takes longer than the rest of the package. And not in the first
        # call: a fork while another thread imports leaves the import locked in the child.
        from . import _run  # noqa: F401
        from ._mailbox import mailbox

        self._mailbox = mailbox
        try:
            self._native = _native.AsyncioClient(service, options)
        finally:
            options.clear()

    async def aclose(self) -> None:
        # Each client has its own, so that help and messages name the client.
        raise NotImplementedError

    async def __aenter__(self) -> _typing.Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        opened = hasattr(self, "_native")
        return f"{type(self).__name__}({f'base_url={self.base_url!r}' if opened else ''})"

    @property
    def base_url(self) -> str:
        """The URL of the service; several workers are separated by a comma."""
        return self._native.base_url

    if TYPE_CHECKING:

        @overload
        def _call(
            self, name: Change, target: Target, timeout: Seconds, deadline: Seconds, restart: Restart = None
        ) -> Awaitable[Accepted]: ...
        @overload
        def _call(
            self, name: Literal["status"], target: Target, timeout: Seconds, deadline: Seconds
        ) -> Awaitable[ConnectorStatus]: ...
        @overload
        def _call(
            self, name: Literal["list"], target: Target, timeout: Seconds, deadline: Seconds
        ) -> Awaitable[list[str]]: ...
        @overload
        def _call(
            self, name: Literal["list_expanded"], target: Target, timeout: Seconds, deadline: Seconds
        ) -> Awaitable[list[ListedConnector]]: ...

    # Not `async`: the method of the client awaits it at once, and one coroutine less costs less.
    def _call(
        self, name: CallName, target: Target, timeout: Seconds, deadline: Seconds, restart: Restart = None
    ) -> Awaitable[Any]:
        box: Mailbox = self._mailbox()
        return box.result(self._native.call(box.native, name, target, (timeout, deadline), log_level(), restart))

    def _wait_job(
        self, name: WaitJobName, target: Target, on_progress: OnProgress, **options: object
    ) -> Job[WaitProgress, WaitResult]:
        from ._job import Job

        return Job(self._native, name, target, options, checked(on_progress))

    def _many_job(self, name: ManyJobName, target: object, on_progress: OnProgress, **options: object) -> ManyJob:
        from ._job import ManyJob

        return ManyJob(self._native, name, _input(target), options, checked(on_progress))
