"""Builds the languages of the demo in the background, one after the other, and shows how far it is."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOG = ROOT / "target" / "demo.log"
FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Builds:
    """Runs `make demo-…` for each part. What is built can be shown while the next part compiles."""

    def __init__(self, parts: list[str]) -> None:
        self._built = {part: threading.Event() for part in parts}
        self._failures: dict[str, str] = {}
        self._seconds: dict[str, float] = {}
        self._running: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        LOG.parent.mkdir(exist_ok=True)
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        for part, built in self._built.items():
            if self._is_stopped:
                return
            started = time.monotonic()
            try:
                self._build(part)
            except OSError as error:
                self._failures[part] = str(error)
            self._seconds[part] = time.monotonic() - started
            built.set()

    def _build(self, part: str) -> None:
        make = [os.environ.get("MAKE", "make"), "--no-print-directory", f"demo-{part}"]
        with LOG.open("w") as log:
            self._running = subprocess.Popen(make, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            if self._running.wait() != 0:
                self._failures[part] = LOG.read_text(errors="replace")

    def stop(self) -> None:
        """End the compiler, if it still runs, and start no other."""
        self._is_stopped = True
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()

    def wait_for(self, part: str, name: str) -> bool:
        """Show what is being built until a part is there. False if it cannot be built."""
        shown = Progress(name)
        while not self._built[part].wait(0.1):
            shown.update()
        is_built = part not in self._failures
        shown.end("built    " if is_built else "failed   ", self._seconds[part])
        if not is_built:
            print("\n".join(self._failures[part].splitlines()[-30:]), file=sys.stderr)
            print(f"{name} cannot be built; the compiler's last words are above.", file=sys.stderr)
        return is_built


class Progress:
    """One line that changes on a terminal; elsewhere one line at the start, and one at the end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changes = sys.stdout.isatty()
        self._started = time.monotonic()
        self._frames = itertools.cycle(FRAMES)
        if not self._changes:
            print(f"  building  {name} …", flush=True)

    def update(self) -> None:
        """Show the newest line of the compiler."""
        if self._changes:
            seconds = time.monotonic() - self._started
            line = f"  {next(self._frames)} building  {self._name}, {seconds:.0f} s  {newest_line()}"
            print("\r\033[K" + line[: shutil.get_terminal_size().columns - 1], end="", flush=True)

    def end(self, how: str, seconds: float) -> None:
        """Say how it ended, and how long it took."""
        start = "\r\033[K" if self._changes else ""
        print(f"{start}  {how} {self._name}, in {seconds:.0f} s", flush=True)


def newest_line() -> str:
    """The last line that the compiler wrote, such as "Compiling hyper v1.12.0"."""
    lines = LOG.read_text(errors="replace").split("\n") if LOG.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
