"""The processes of a benchmark (the server, the workers, and short-lived ones), and their cores."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any, cast

from contestants import SERVER, Command, Contestant

# Longer than any single measurement: a slower process hangs.
PATIENCE = 120.0

KEY = ("ABCDEFGHIJKLMNOP", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/")
CONNECTOR = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")


class BenchError(Exception):
    """The benchmark cannot run."""


@dataclass(frozen=True)
class Target:
    """Where a server is.

    Attributes:
        values: The six values that end every command line.
        trust: The variables by which clients trust it.
    """

    values: Command
    trust: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """A process that has ended.

    Attributes:
        seconds: From its start to its end.
        cpu_seconds: Its processor time.
        peak: The most memory that it said it had, in bytes; 0 if it did not say.
    """

    seconds: float
    cpu_seconds: float
    peak: int


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

    def __init__(self, command: Command, trust: Mapping[str, str] | None = None) -> None:
        self.command = command
        self.process = start(command, trust, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
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

    def __init__(self, contestant: Contestant, target: Target) -> None:
        super().__init__((*contestant.worker, *target.values), target.trust)
        self.name = contestant.name

    def __enter__(self) -> Worker:
        return self

    @property
    def is_concurrent(self) -> bool:
        """Whether it can have more than one call in flight."""
        return bool(self.greeting["concurrent"])


@contextmanager
def server() -> Iterator[Target]:
    """Run the server of the plain view."""
    with Peer(SERVER) as peer:
        yield Target((peer.greeting["url"], *KEY, *CONNECTOR))


def run_to_end(command: Command, target: Target) -> Ended:
    """Run a command to its end. It prints the most memory that it had, because the system's figure counts ours, too."""
    command = (*command, *target.values)
    started = time.perf_counter()
    process = start(command, target.trust, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    with watchdog(process):
        said = cast("IO[str]", process.stdout).read()
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchError(f"{in_words(command)} ended with exit code {process.returncode}")
    return Ended(took, usage.ru_utime + usage.ru_stime, int(said or 0))


def start(
    command: Command, trust: Mapping[str, str] | None = None, *, stdin: int, stdout: int | None = None
) -> subprocess.Popen[str]:
    """Start a process; its standard error is shown."""
    try:
        variables = {**environment(), **(trust or {})}
        return subprocess.Popen(command, env=variables, stdin=stdin, stdout=stdout, text=True)
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
