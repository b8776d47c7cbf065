"""A job of an asyncio client that has started."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from . import _native
from ._logging import log_level
from ._mailbox import mailbox


class Run:
    """A job that has started. It does not refer to the :class:`Job`, so that dropping the job stops it."""

    __slots__ = ("_box", "_call", "_job", "_on_progress", "changed", "future", "is_iterated", "unread")

    def __init__(
        self,
        client: _native.AsyncioClient,
        job: _native.AsyncioJob,
        on_progress: Callable[[Any], object] | None,
        is_iterated: bool,
    ) -> None:
        self.future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.unread: deque[Any] = deque()
        self.changed = asyncio.Event()
        self.is_iterated = is_iterated
        self._job = job
        self._on_progress = on_progress
        self._box = mailbox()
        is_listening = is_iterated or on_progress is not None
        self._call = client.start(self._box.native, job, is_listening, log_level())
        self._box.waiting[self._call.id] = self.future
        if is_listening:
            self._box.listening[self._call.id] = self._deliver
        self.future.add_done_callback(self._ended)

    def listen(self) -> None:
        """Keep the progress from now on; earlier progress was not sent."""
        if not self.is_iterated and not self.future.done():
            self.is_iterated = True
            self._box.listening[self._call.id] = self._deliver
            self._call.listen()

    def _deliver(self, progress: Any) -> None:
        if self.future.done():
            return
        if self._on_progress is not None:
            try:
                self._on_progress(progress)
            except Exception as error:
                self._fail(error)
                return
            except BaseException as interrupt:
                self._job.interrupted(interrupt)
                self.future.cancel()
                raise
        if self.is_iterated:
            self.unread.append(progress)
            self.changed.set()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, StopIteration):
            # A future cannot hold a StopIteration.
            failure = RuntimeError("on_progress raised StopIteration")
            failure.__cause__ = error
            error = failure
        if not self.future.done():
            self._job.interrupted(error)
            self.future.set_exception(error)

    def _ended(self, _: object) -> None:
        self.changed.set()
        self.stop()

    def stop(self) -> None:
        """Stop the work if it has not ended, and expect nothing more of it."""
        self._box.waiting.pop(self._call.id, None)
        self._box.listening.pop(self._call.id, None)
        self._call.abort()
