"""Logs to the logger ``unpause``, never a secret.

Attempts are at DEBUG, holds and renewals of the token at INFO, waits and renewals that failed at WARNING.
Each record has the attributes ``connector``, ``attempt``, ``status`` and ``request_id``, ``None`` where there is none.
The start and the end of each call are at level 5. A record's ``call`` is the number of its call.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging

_logger: logging.Logger | None = None


def logger() -> logging.Logger | None:
    """Return the logger, or ``None`` until the program imports ``logging``.

    Importing it takes longer than the first call of a client, and a program that has not imported it has not set it up.
    """
    global _logger
    if _logger is None and (module := sys.modules.get("logging")) is not None:
        made: logging.Logger = module.getLogger("unpause")
        # The application decides where records go, not a library.
        made.addHandler(module.NullHandler())
        _logger = made
    return _logger


def log_level() -> int:
    """Return the lowest level to report. Warnings are always reported: they are rare, and slow anyway."""
    target = logger()
    if target is None:
        return 30
    return next((level for level in (5, 10, 20) if target.isEnabledFor(level)), 30)


def emit(
    level: int,
    message: str,
    connector: str | None,
    attempt: int | None,
    status: int | None,
    request_id: str | None,
    call: int | None,
) -> None:
    """Log one line, with fields for a handler that writes JSON. The bridge calls it."""
    target = logger()
    if target is None or not target.isEnabledFor(level):
        return
    record = target.makeRecord(target.name, level, __file__, 0, "%s", (message,), None, "emit")
    fields = {"connector": connector, "attempt": attempt, "status": status, "request_id": request_id, "call": call}
    for name, value in fields.items():
        # Not by `extra`, which raises if the program's record factory sets an attribute of that name. That one stays.
        record.__dict__.setdefault(name, value)
    target.handle(record)
