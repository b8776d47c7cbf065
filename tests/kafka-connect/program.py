"""One of Kafka's programs, as a process that surely ends."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from distribution import FOLDER, jars, java, newest
from failure import TestBedError
from waiting import wait_until

# These processes mostly start: the quick compiler and the collector without threads halve the time for that.
JVM = ("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
SHOWN_LINES = 60


def command(main: str, *arguments: str, kafka: str | None = None) -> list[str]:
    """Return the command line for one of the classes of a version of Kafka, by default the broker's."""
    logging = f"-Dlog4j2.configurationFile={FOLDER / 'log4j2.properties'}"
    return [java(), *JVM, logging, "-cp", f"{jars(kafka or newest())}/*", main, *arguments]


def write_properties(path: Path, properties: Mapping[str, object]) -> Path:
    """Write a configuration file for Kafka's programs."""
    path.write_text("".join(f"{key}={value}\n" for key, value in properties.items()))
    return path


class Program:
    """Starts when it is made, and ends with `stop` or `kill`, by its own process id."""

    def __init__(self, name: str, main: str, config: Path, kafka: str | None = None) -> None:
        self.name = name
        self.log = config.with_suffix(".log")
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C reaches only this program, which then ends the others in order.
            self._process = subprocess.Popen(
                command(main, str(config), kafka=kafka),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def wait_until(self, is_ready: Callable[[], bool], seconds: float) -> None:
        """Return as soon as it is ready; fail with its log if it ends before that, or is too slow."""

        def is_settled() -> bool:
            return self._process.poll() is not None or is_ready()

        if not wait_until(is_settled, seconds):
            raise TestBedError(f"{self.name} was not ready after {seconds:.0f} s.\n{self.tail()}")
        if self._process.poll() is not None:
            raise TestBedError(f"{self.name} ended with exit code {self._process.returncode}.\n{self.tail()}")

    def stop(self, seconds: float = 30) -> None:
        """Stop it in an orderly way; returns when it is gone."""
        self._process.terminate()
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """`kill -9`; returns when it is gone."""
        self._process.kill()
        self._process.wait()

    def tail(self) -> str:
        """Return the end of its log, under a heading."""
        lines = self.log.read_text(errors="replace").splitlines()[-SHOWN_LINES:]
        return "\n".join([f"--- {self.log}", *lines])
