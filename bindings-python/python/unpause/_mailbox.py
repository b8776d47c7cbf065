"""Brings results from the thread of the native module to the event loop that waits for them."""

from __future__ import annotations

import asyncio
from contextvars import Context, copy_context
from weakref import WeakKeyDictionary, ref

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    class Outcome(Protocol):
        """What waits for the outcome of a call, such as a future."""

        def done(self) -> bool:
            """Whether it waits no more."""

        def set_result(self, result: Any, /) -> None:
            """Take the result."""

        def set_exception(self, error: BaseException, /) -> None:
            """Take the error."""


class Mailbox:
    """The mailbox of one event loop: its waiting calls, and the contexts for their logs, by the call's number.

    It lives as long as the loop, so it holds the context of a call no longer than the call.
    """

    __slots__ = ("_answering", "_loop", "contexts", "listening", "native", "waiting")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        # Weak, as the entry of the loop in _mailboxes: the mailbox must not keep a finished loop alive.
        self._loop = ref(loop)
        self.waiting: dict[int, Outcome] = {}
        self.contexts: dict[int, Context] = {}
        self.listening: dict[int, Callable[[Any], None]] = {}
        self._answering: dict[int, asyncio.Task[None]] = {}
        self.native = _native.Mailbox()
        try:
            fileno = self.native.fileno()
            if fileno is None:
                raise NotImplementedError
            # In an empty context: the loop would keep that of the first call, and call everybody's listeners in it.
            Context().run(loop.add_reader, fileno, self._deliver)
        except NotImplementedError:
            # The proactor loop of Windows watches no file descriptors.
            self.native = _native.Mailbox(self._notifier())

    def _notifier(self) -> Callable[[], None]:
        def notify() -> None:
            loop = self._loop()
            if loop is not None and not loop.is_closed():
                Context().run(loop.call_soon_threadsafe, self._deliver)

        return notify

    def _deliver(self) -> None:
        outcomes, interrupt = self.native.drain(self.contexts)
        for number, succeeded, outcome in outcomes:
            if type(outcome) is _native.Question:
                self._answer(number, outcome)
                continue
            if succeeded is None and outcome is None:
                self._stop_answering(number)
                continue
            if succeeded is None:
                interrupt = self._report(number, outcome) or interrupt
                continue
            future = self.waiting.pop(number, None)
            if future is None or future.done():
                continue
            if succeeded:
                future.set_result(outcome)
            else:
                future.set_exception(outcome)
        if interrupt is not None:
            raise interrupt

    def _answer(self, number: int, question: _native.Question) -> None:
        """Call the function that provides tokens. The loop keeps only weak references to tasks."""
        # The bridge has imported it, when it got the function.
        from ._token_function import start

        loop = self._loop()
        if loop is not None:
            task = self._answering[number] = start(question, loop)
            task.add_done_callback(lambda _: self._answering.pop(number, None))

    def _stop_answering(self, number: int) -> None:
        """Cancel the function: nobody waits for its token any more."""
        if (task := self._answering.get(number)) is not None:
            task.cancel()

    def _report(self, number: int, progress: Any) -> BaseException | None:
        """Call the listener. What it raises ends the program, but other outcomes come first: so return it."""
        listener = self.listening.get(number)
        try:
            if listener is not None:
                listener(progress)
        except BaseException as interrupt:
            return interrupt
        return None

    async def result(self, call: _native.AsyncioCall) -> Any:
        """Wait for the result of a call; abort the call when the waiting task is cancelled."""
        number = call.id
        future = self.waiting[number] = asyncio.get_running_loop().create_future()
        self.contexts[number] = copy_context()
        try:
            return await future
        finally:
            del self.contexts[number]
            if self.waiting.pop(number, None) is not None:
                call.abort()

    def forget(self, number: int) -> None:
        """Expect nothing more of a call."""
        for held in (self.waiting, self.contexts, self.listening):
            held.pop(number, None)


# Without a lock, which a fork could leave locked in the child: only the thread of a loop makes the loop's mailbox.
_mailboxes: WeakKeyDictionary[asyncio.AbstractEventLoop, Mailbox] = WeakKeyDictionary()


def mailbox() -> Mailbox:
    """Return the mailbox of the running event loop."""
    loop = asyncio.get_running_loop()
    try:
        return _mailboxes[loop]
    except KeyError:
        box = _mailboxes[loop] = Mailbox(loop)
        return box
