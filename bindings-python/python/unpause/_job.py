"""The jobs of the asyncio clients: work that takes a while and reports its progress.

Signatures name these classes, so this module imports neither ``asyncio`` nor ``typing``: either takes longer than the
whole package.
"""

from __future__ import annotations

from . import _native, _typing
from ._report import Report
from ._results import ManyProgress
from ._typing import Callable, Coroutine, Generator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Generic

    from ._run import Run
    from ._typing import Any, P, R

    class _Awaitable(Generic[P, R], Coroutine[Any, Any, R]):
        """A coroutine with progress."""
else:

    class _Awaitable(Coroutine):
        __slots__ = ()
        __class_getitem__ = classmethod(type(list[int]))


def _cancelled() -> type[BaseException]:
    # The client has imported it.
    from asyncio import CancelledError

    return CancelledError


class Job(_Awaitable["P", "R"]):
    """Work that takes a while: ``await`` it for its result, or iterate it for its progress first.

    A job starts when it is first awaited or iterated, and belongs to that event loop. It can be awaited later, and more
    than once. An error ends the iteration, too. A job can be used wherever a coroutine is expected:
    ``asyncio.create_task``, ``TaskGroup.create_task``, ``asyncio.run``.

    Cancelling a task that awaits or iterates the job cancels the work, and so does dropping the job. Leaving the
    iteration by ``break`` does not, as long as something refers to the job; ``job.cancel()`` does. Tasks that share a
    job are cancelled together, as with an ``asyncio.Task``: await ``asyncio.shield(job)`` in each to keep them apart.
    Progress is reported once, so iterating a job again after its end yields nothing, as with any iterator.

    Example:
        >>> job = client.wait_until_running("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
        >>> async for progress in job:  # doctest: +SKIP
        ...     print(progress)
        >>> result = await job  # doctest: +SKIP

    """

    __module__ = "unpause"
    __slots__ = ("__weakref__", "_client", "_is_cancelled", "_job", "_name", "_on_progress", "_run")

    def __init__(
        self,
        client: _native.AsyncioClient,
        name: str,
        target: object,
        options: dict[str, _typing.Any],
        on_progress: Callable[[_typing.P], object] | None,
    ) -> None:
        self._run: Run | None = None
        # No warning of __del__, if the bridge refuses the options.
        self._is_cancelled = True
        self._on_progress = on_progress
        self._job = client.job(name, target, options)
        self._is_cancelled = False
        self._name = name
        self._client = client

    def __await__(self) -> Generator[_typing.Any, None, _typing.R]:
        # A generator, so that awaiting holds the job, even if nothing else does.
        try:
            result: R = yield from self._started().future.__await__()
        except _cancelled() as cancelled:
            self._job.interrupted(cancelled)
            raise
        return result

    def send(self, value: _typing.Any, /) -> _typing.Any:
        """Continue, as a coroutine does. For the event loop."""
        # A new iterator each time: several tasks may run one job, and all of them wait for its future only.
        return next(self.__await__())

    def throw(self, *exception: _typing.Any) -> _typing.Any:
        """Raise the exception where the job is, as a coroutine does. For the event loop."""
        if self._run is None:
            # A coroutine into which something is thrown before it starts never starts, and does not warn.
            self._is_cancelled = True
        try:
            return self.__await__().throw(*exception)
        except _cancelled() as cancelled:
            self._job.interrupted(cancelled)
            raise
        finally:
            # The exception and its traceback, which has this frame, would keep each other alive.
            del exception

    def close(self) -> None:
        """Cancel the job, as ``close`` of a coroutine does. See :meth:`cancel`."""
        self.cancel()

    @property
    def __name__(self) -> str:
        # A task that runs the job shows this name.
        return self._name

    def __aiter__(self) -> _typing.Self:
        return self

    async def __anext__(self) -> _typing.P:
        run = self._started(is_iterated=True)
        run.listen()
        try:
            while not run.unread:
                if run.future.done():
                    run.future.result()
                    raise StopAsyncIteration
                run.changed.clear()
                await run.changed.wait()
        except _cancelled() as cancelled:
            self.cancel()
            self._job.interrupted(cancelled)
            raise
        progress: P = run.unread.popleft()
        return progress

    def cancel(self) -> None:
        """Stop the work, or never start it. Awaiting it raises ``asyncio.CancelledError``.

        The service may still have accepted requests that were in flight.
        """
        self._is_cancelled = True
        if self._run is None:
            return
        self._run.stop()
        if not self._run.future.get_loop().is_closed():
            self._run.future.cancel()

    def _started(self, is_iterated: bool = False) -> Run:
        if self._run is None:
            if self._is_cancelled:
                raise _cancelled()
            from ._run import Run

            self._run = Run(self._client, self._job, self._on_progress, is_iterated)
        return self._run

    def __repr__(self) -> str:
        run = self._run
        ended = run is not None and run.future.done()
        state = "not started" if run is None else "ended" if ended else "running"
        return f"<{type(self).__name__} {self._name}, {state}>"

    def __del__(self) -> None:
        if self._run is not None:
            self._run.stop()
        elif not self._is_cancelled:
            from warnings import warn

            # The warning that Python gives for a coroutine.
            warn(f"{self._name} was never awaited", RuntimeWarning, stacklevel=2, source=self)


class ManyJob(Job[ManyProgress, Report]):
    """Work on many connectors: a :class:`Job` that also has the report so far.

    The exception that interrupts it (``asyncio.CancelledError``, or the one that ``on_progress`` raises) has the report
    so far as its attribute ``report``, and shows it in a note.
    """

    __module__ = "unpause"
    __slots__ = ()

    @property
    def report(self) -> Report:
        """The report so far, at any time; also after the work was cancelled."""
        report: Report = self._job.report()
        return report
