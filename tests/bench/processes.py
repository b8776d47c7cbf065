"""The processes of a benchmark (the server, the workers, and short-lived ones), and their cores."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from contestants import SERVER, Command, Contestant

# Longer than any single measurement: a slower process hangs.
PATIENCE = 120.0

KEY = ("ABCDEFGHIJKLMNOP", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/")
CONNECTOR = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")


class BenchError(Exception):
    """The benchmark cannot run."""


def environment() -> dict[str, str]:
    """Return this environment without the variables that change the defaults of a client or an interpreter.

    The rest stays, as with a user: some libraries read all of it for each call.
    """

    def changes_behaviour(name: str) -> bool:
        name = name.upper()
        return name.startswith(("PYTHON", "CONFLUENT_")) or name.endswith(("_PROXY", "_CA_BUNDLE", "SSL_CERT_FILE"))

    return {name: value for name, value in os.environ.items() if not changes_behaviour(name)}


class Peer:
    """A process that prints one line of JSON when it is ready, and then one for each line that it gets.

    It ends when its standard input closes, and so does not outlive the benchmark.
    """

    def __init__(self, command: Command) -> None:
        self.command = command
        self.process = start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.greeting = self._answer()

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *exception: object) -> None:
        with watchdog(self.process):
            self.process.communicate()

    def ask(self, **request: int) -> dict[str, Any]:
        """Send a request and return the answer."""
        stdin = cast("IO[str]", self.process.stdin)
        try:
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
        except BrokenPipeError:
            pass  # Then no answer comes, either.
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        stdout = cast("IO[str]", self.process.stdout)
        with watchdog(self.process):
            line = stdout.readline()
        if not line:
            raise BenchError(f"no answer from {in_words(self.command)}; see above for what it said")
        answer: dict[str, Any] = json.loads(line)
        return answer


class Worker(Peer):
    """A contestant that is ready."""

    def __init__(self, contestant: Contestant, target: Command) -> None:
        super().__init__((*contestant.worker, *target))
        self.name = contestant.name

    def __enter__(self) -> Worker:
        return self

    @property
    def is_concurrent(self) -> bool:
        """Whether it can have more than one call in flight."""
        return bool(self.greeting["concurrent"])


@contextmanager
def server() -> Iterator[Command]:
    """Run the server; yield the six values of the target, which end every command line."""
    with Peer(SERVER) as peer:
        yield peer.greeting["url"], *KEY, *CONNECTOR


def seconds_to_end(command: Command) -> float:
    """Run a command to its end."""
    started = time.perf_counter()
    process = start(command, stdin=subprocess.DEVNULL)
    # Not wait(timeout=...), which checks only every 50 ms.
    with watchdog(process):
        code = process.wait()
    took = time.perf_counter() - started
    if code:
        raise BenchError(f"{in_words(command)} ended with exit code {code}")
    return took


def start(command: Command, *, stdin: int, stdout: int | None = None) -> subprocess.Popen[str]:
    """Start a process; its standard error is shown."""
    try:
        return subprocess.Popen(command, env=environment(), stdin=stdin, stdout=stdout, text=True)
    except OSError as error:
        raise BenchError(f"{command[0]} cannot be started: {error.strerror} (`make bench` builds it)") from error


@contextmanager
def watchdog(process: subprocess.Popen[str]) -> Iterator[None]:
    """Kill the process if it is too slow."""
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def in_words(command: Command) -> str:
    """Return the part of a command line that identifies it."""
    return " ".join(command[:3])


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process, and the processes that it starts meanwhile, on one core, if the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
