"""What the package wants to know of a function that its user gives."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CO_COROUTINE = 0x80


def is_async(function: Any) -> bool:
    """Whether a call of the function gives a coroutine. ``inspect`` knows, but takes long to import."""
    # Nobody has a partial if nobody has imported functools.
    partial = getattr(sys.modules.get("functools"), "partial", ())
    while isinstance(function, partial):
        function = function.func
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    return bool(getattr(code, "co_flags", 0) & _CO_COROUTINE)


def refuse_async(name: str, function: Any) -> None:
    """Refuse a function that would have to be awaited: now, not when it is called."""
    if callable(function) and is_async(function):
        raise TypeError(f"{name} must not be async: this client blocks, and awaits nothing")
