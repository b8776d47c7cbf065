"""Attempts (DEBUG) and waits (WARNING) go to the logger ``unpause``; no secrets."""

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
        _logger = module.getLogger("unpause")
        # A library leaves it to the application whether records go anywhere.
        _logger.addHandler(module.NullHandler())
    return _logger


def wants_attempts() -> bool:
    """Whether each attempt is worth a record."""
    target = logger()
    return target is not None and target.isEnabledFor(10)


def emit(is_wait: bool, message: str) -> None:
    """Log one line; called by the bridge."""
    target = logger()
    if target is not None:
        target.log(30 if is_wait else 10, "%s", message)
