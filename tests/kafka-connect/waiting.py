"""Waiting for conditions that tell nobody when they come true."""

from __future__ import annotations

import time
from collections.abc import Callable

# Short beside all that is waited for here, long beside what a look costs.
INTERVAL = 0.05


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Look until the condition is true; whether it was, in this time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(INTERVAL)
    return True
