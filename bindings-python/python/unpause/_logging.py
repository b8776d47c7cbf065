"""Attempts (DEBUG), holds (INFO) and waits (WARNING) go to the logger ``unpause``; no secrets."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging

_logger: logging.Logger | None = None


def logger() -> logging.Logger | None:
    """Return the logger, or ``None`` as long as nobody has imported ``logging``.

    Importing it takes longer than a client's first call, and without it nobody can have asked for records.
    """
    global _logger
    if _logger is None and (module := sys.modules.get("logging")) is not None:
        made: logging.Logger = module.getLogger("unpause")
        # A library leaves it to the application whether records go anywhere.
        made.addHandler(module.NullHandler())
        _logger = made
    return _logger


def log_level() -> int:
    """From which level on a record is worth making. Waits are rare and slow anyway: they are always told."""
    target = logger()
    if target is None:
        return 30
    return 10 if target.isEnabledFor(10) else 20 if target.isEnabledFor(20) else 30


def emit(level: int, message: str) -> None:
    """Log one line; called by the bridge."""
    target = logger()
    if target is not None:
        target.log(level, "%s", message)
