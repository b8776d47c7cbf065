"""The ``on_progress`` of a job, as its client calls it."""

from __future__ import annotations

from ._functions import refuse_async
from ._typing import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable
    from contextvars import Context
    from typing import Any

    from ._native import OnProgress


def checked(on_progress: OnProgress) -> OnProgress:
    """Refuse a listener that cannot be called: now, not when there is progress."""
    if on_progress is not None and not callable(on_progress):
        raise TypeError(f"on_progress must be callable, not {type(on_progress).__name__}")
    return on_progress


def checked_blocking(on_progress: OnProgress) -> OnProgress:
    """Refuse a listener that would have to be awaited, too."""
    refuse_async("on_progress", checked(on_progress))
    return on_progress


class Listener:
    """Calls ``on_progress`` on an event loop, in the context of the task that started the job.

    What it returns is awaited, if it can be: then the next progress waits, and so does the end of the job.
    """

    __slots__ = ("_context", "_end", "_failed", "_loop", "_on_progress", "_task", "_unheard")

    def __init__(
        self,
        on_progress: Callable[[Any], object],
        context: Context,
        loop: asyncio.AbstractEventLoop,
        failed: Callable[[BaseException], None],
    ) -> None:
        self._on_progress = on_progress
        self._context = context
        self._loop = loop
        self._failed = failed
        self._unheard: list[Any] = []
        self._task: asyncio.Task[None] | None = None
        self._end: Callable[[], None] | None = None

    def hear(self, progress: Any) -> None:
        """Call ``on_progress``, now or after the progress before."""
        if self._task is not None:
            self._unheard.append(progress)
            return
        awaitable = self._call(progress)
        if awaitable is not None:
            self._task = self._context.copy().run(self._loop.create_task, self._catch_up(awaitable))

    def finally_do(self, end: Callable[[], None]) -> None:
        """Call ``end`` once everything was heard."""
        if self._task is None:
            end()
        else:
            self._end = end

    def stop(self) -> None:
        """Hear nothing more."""
        self._unheard.clear()
        self._end = None
        if self._task is not None and not self._loop.is_closed():
            self._task.cancel()

    def _call(self, progress: Any) -> Awaitable[object] | None:
        returned: Any = self._context.run(self._on_progress, progress)
        return returned if hasattr(returned, "__await__") else None

    async def _catch_up(self, awaitable: Awaitable[object] | None) -> None:
        try:
            while True:
                if awaitable is not None:
                    await awaitable
                if not self._unheard:
                    break
                awaitable = self._call(self._unheard.pop(0))
        except Exception as error:
            self._end = None
            self._failed(error)
        except BaseException as interrupt:
            self._failed(interrupt)
            raise
        finally:
            self._task = None
        if self._end is not None:
            self._end()
