"""Calls the function that provides a client's tokens. The bridge calls it when a token is wanted."""

from __future__ import annotations

from ._credentials import Token
from ._functions import is_async

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from contextvars import ContextVar
    from typing import Any

    from ._native import Question

# The clients whose functions run in a context of asyncio's. Made late: blocking programs do not need contextvars.
_providing: ContextVar[tuple[int, ...]] | None = None


def ask(function: Callable[[], object]) -> tuple[str, float | None]:
    """Call the function in this thread."""
    given = function()
    if hasattr(given, "__await__"):
        if hasattr(given, "close"):
            given.close()
        raise TypeError("the function returned an awaitable, which only a client for asyncio can await")
    return parts(given)


def parts(given: object) -> tuple[str, float | None]:
    """Return the token that the function gave, and the seconds that it lives."""
    if isinstance(given, str):
        return given, None
    if isinstance(given, Token):
        return given.value, given.expires_in
    kind = type(given).__name__
    # If this fails, tools show the locals of this frame.
    del given
    raise TypeError(f"the function must give a str or a Token, not {kind}")


def start(question: Question, loop: asyncio.AbstractEventLoop) -> asyncio.Task[None]:
    """Answer a question on the event loop."""
    from contextvars import Context

    # An empty context: the token is for all calls, and must not keep alive what belongs to one.
    return Context().run(loop.create_task, _answer(question))


async def _answer(question: Question) -> None:
    marks = _marks()
    marks.set((*marks.get(), question.owner))
    try:
        question.supply(*parts(await _given(question.function)))
    except Exception as error:
        question.fail(error)
    # Anything else, such as a cancelled task, leaves the question to another call.


async def _given(function: Callable[[], Any]) -> object:
    import asyncio

    if is_async(function):
        return await function()
    # A plain function may block, and the loop must not.
    given = await asyncio.to_thread(function)
    return await given if hasattr(given, "__await__") else given


def _marks() -> ContextVar[tuple[int, ...]]:
    global _providing
    if _providing is None:
        from contextvars import ContextVar

        _providing = ContextVar("unpause_providing", default=())
    return _providing


def is_providing(owner: int) -> bool:
    """Tell whether the function of this client runs in this context."""
    return owner in _marks().get()
