"""A job of an asyncio client that has started."""

from __future__ import annotations

import asyncio
from collections import deque
from contextvars import copy_context
from functools import partial
from typing import Any

from . import _native
from ._listener import Listener
from ._logging import log_level
from ._mailbox import mailbox
from ._typing import Callable


class Run:
    """A job that has started. It does not refer to the :class:`Job`, so that dropping the job stops it.

    It takes its result from the mailbox as a future would, and hands it on when its listener has heard everything.
    """

    __slots__ = ("_box", "_call", "_job", "_listener", "changed", "future", "is_iterated", "unread")

    def __init__(
        self,
        client: _native.AsyncioClient,
        job: _native.AsyncioJob,
        on_progress: Callable[[Any], object] | None,
        is_iterated: bool,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = loop.create_future()
        self.unread: deque[Any] = deque()
        self.changed = asyncio.Event()
        self.is_iterated = is_iterated
        self._job = job
        self._box = mailbox()
        context = copy_context()
        self._listener = None if on_progress is None else Listener(on_progress, context, loop, self._interrupt)
        is_listening = is_iterated or on_progress is not None
        self._call = client.start(self._box.native, job, is_listening, log_level())
        self._box.waiting[self._call.id] = self
        self._box.contexts[self._call.id] = context
        if is_listening:
            self._box.listening[self._call.id] = self._deliver
        self.future.add_done_callback(self._ended)

    def listen(self) -> None:
        """Keep the progress from now on; earlier progress was not sent."""
        if not self.is_iterated and not self.future.done():
            self.is_iterated = True
            self._box.listening[self._call.id] = self._deliver
            self._call.listen()

    def done(self) -> bool:
        """Whether the job has ended."""
        return self.future.done()

    def set_result(self, result: Any) -> None:
        """Take the result of the work."""
        self._end(partial(self._hand_on, self.future.set_result, result))

    def set_exception(self, error: BaseException) -> None:
        """Take the error of the work."""
        self._end(partial(self._hand_on, self.future.set_exception, error))

    def _hand_on(self, setter: Callable[[Any], None], outcome: Any) -> None:
        # It may have been cancelled in this turn of the loop, in which the listener has come to its end.
        if not self.future.done():
            setter(outcome)

    def _end(self, end: Callable[[], None]) -> None:
        if self._listener is None:
            end()
        else:
            self._listener.finally_do(end)

    def _deliver(self, progress: Any) -> None:
        if self.future.done():
            return
        if self._listener is not None:
            try:
                self._listener.hear(progress)
            except Exception as error:
                self._interrupt(error)
                return
            except BaseException as interrupt:
                self._interrupt(interrupt)
                raise
        if self.is_iterated:
            self.unread.append(progress)
            self.changed.set()

    def _interrupt(self, exception: BaseException) -> None:
        """End the job with what its listener raised: an error is the job's, an interrupt cancels it."""
        if self.future.done():
            return
        if isinstance(exception, StopIteration):
            # A future cannot hold a StopIteration.
            failure = RuntimeError("on_progress raised StopIteration")
            failure.__cause__ = exception
            exception = failure
        self._job.interrupted(exception)
        if isinstance(exception, Exception):
            self.future.set_exception(exception)
        else:
            self.future.cancel()

    def _ended(self, _: object) -> None:
        self.changed.set()
        self.stop()

    def stop(self) -> None:
        """Stop the work if it has not ended, and expect nothing more of it."""
        self._box.forget(self._call.id)
        self._call.abort()
        if self._listener is not None:
            self._listener.stop()
            # It holds the context of the task that started the job.
            self._listener = None
