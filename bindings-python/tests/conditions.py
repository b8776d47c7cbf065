"""Waiting in tests: for what happens, not for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

PATIENCE = 30
TICK = 0.01


def looks() -> Iterator[None]:
    """Yield until the patience has ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        yield
    raise AssertionError("what the test waits for did not happen")


async def until(holds: Callable[[], object]) -> None:
    """Wait on the event loop."""
    for _ in looks():
        if holds():
            return
        await asyncio.sleep(TICK)


def block_until(holds: Callable[[], object]) -> None:
    """Wait in this thread."""
    for _ in looks():
        if holds():
            return
        time.sleep(TICK)
