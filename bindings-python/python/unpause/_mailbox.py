"""How results come back from the native module's thread to the event loop that waits for them."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary, ref

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    T = TypeVar("T")


class Mailbox:
    """One event loop's: the calls that it waits for, by number, and who listens to their progress."""

    __slots__ = ("_loop", "listening", "native", "waiting")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        # Weak, as the loop's own entry in _mailboxes is: the mailbox must not keep a finished loop alive.
        self._loop = ref(loop)
        self.waiting: dict[int, asyncio.Future[Any]] = {}
        self.listening: dict[int, Callable[[Any], None]] = {}
        self.native = _native.Mailbox()
        try:
            fileno = self.native.fileno()
            if fileno is None:
                raise NotImplementedError
            loop.add_reader(fileno, self._deliver)
        except NotImplementedError:
            # Windows' proactor loop watches no file descriptors.
            self.native = _native.Mailbox(self._notifier())

    def _notifier(self) -> Callable[[], None]:
        def notify() -> None:
            loop = self._loop()
            if loop is not None and not loop.is_closed():
                loop.call_soon_threadsafe(self._deliver)

        return notify

    def _deliver(self) -> None:
        outcomes, interrupt = self.native.drain()
        for number, succeeded, outcome in outcomes:
            if succeeded is None:
                interrupt = self._tell(number, outcome) or interrupt
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

    def _tell(self, number: int, progress: Any) -> BaseException | None:
        """Tell the listener; what it raises (only what ends a program) comes back, because others wait behind it."""
        listener = self.listening.get(number)
        try:
            if listener is not None:
                listener(progress)
        except BaseException as interrupt:
            return interrupt
        return None

    async def result(self, call: _native.AsyncioCall[T]) -> T:
        """Wait for a call's result; give the call up when the waiting task is cancelled."""
        future = self.waiting[call.id] = asyncio.get_running_loop().create_future()
        try:
            result: T = await future
            return result
        finally:
            if self.waiting.pop(call.id, None) is not None:
                call.abort()


# No lock around it, which a fork could leave locked in the child: only a loop's own thread makes that loop's mailbox.
_mailboxes: WeakKeyDictionary[asyncio.AbstractEventLoop, Mailbox] = WeakKeyDictionary()


def mailbox() -> Mailbox:
    """Return the running loop's mailbox."""
    loop = asyncio.get_running_loop()
    try:
        return _mailboxes[loop]
    except KeyError:
        box = _mailboxes[loop] = Mailbox(loop)
        return box
