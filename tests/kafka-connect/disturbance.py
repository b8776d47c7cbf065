"""Disturbances of workers in the background, while a test makes its calls."""

from __future__ import annotations

import threading
from collections.abc import Callable

from failure import TestBedError

# A stop waits at most for the start of a worker.
END_SECONDS = 120


class Disturbance:
    """Runs at most one at a time. If it failed, the call that ends it raises that."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._abandoned = threading.Event()
        self._failure: Exception | None = None

    def is_stopping(self) -> bool:
        """Whether it should end."""
        return self._stopping.is_set()

    def is_abandoned(self) -> bool:
        """Whether it should stop at once."""
        return self._abandoned.is_set()

    def begin(self, work: Callable[[], None]) -> None:
        """Start it."""
        if self._thread is not None:
            raise TestBedError("a disturbance is already running: `calm` ends it")
        self._failure = None
        self._stopping.clear()
        self._abandoned.clear()

        def run() -> None:
            try:
                work()
            except Exception as error:
                self._failure = error

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Return when it has ended, which should be soon."""
        self._stopping.set()
        if self._thread is None:
            return
        self._thread.join(END_SECONDS)
        if self._thread.is_alive():
            raise TestBedError(f"the disturbance of the workers did not end in {END_SECONDS} s")
        self._thread = None
        if self._failure is not None and not self.is_abandoned():
            raise TestBedError(f"while workers came and went: {self._failure}")

    def abandon(self) -> None:
        """Do the same, but ignore whether it failed, and stop it even before its kill."""
        self._abandoned.set()
        self.end()
