"""Waiting for conditions that nobody announces."""

from __future__ import annotations

import time
from collections.abc import Callable

# Short compared with the waits here, long compared with the cost of a check.
INTERVAL = 0.05


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Check until the condition is true; returns whether it was, in this time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(INTERVAL)
    return True
