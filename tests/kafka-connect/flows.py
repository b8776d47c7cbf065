"""Connectors by name, with their files and topics, and the lines that flow through them; no two lines are equal."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import NamedTuple

import connectors
from failure import TestBedError

PARTITIONS = 4
FIRST_LINES = 8


class Flow(NamedTuple):
    """A connector that was created here."""

    config: connectors.Config
    topic: str
    file: Path
    # The connector whose topic it reads; None for a source, and for readers of a topic that nobody writes.
    before: Flow | None


class Flows:
    """Knows the created connectors, until they are deleted.

    Files and topics are never used twice, because Kafka remembers by name how far they were read.
    """

    def __init__(self, folder: Path, bootstrap: str) -> None:
        self._folder = folder
        self._bootstrap = bootstrap
        self._numbers = itertools.count(1)
        self._flows: dict[str, Flow] = {}
        self._lines: dict[Path, int] = {}

    def get(self, name: str) -> Flow:
        """Find a connector by its name."""
        if name not in self._flows:
            raise TestBedError(f"no connector {name!r} was created here")
        return self._flows[name]

    def forget(self) -> None:
        """Forget all connectors: they were deleted."""
        self._flows.clear()

    def make(self, name: str, kind: str, tasks: int, before: str | None) -> Flow:
        """Prepare a connector of this kind; the caller creates it."""
        number = next(self._numbers)
        upstream = None if before is None else self.get(before)
        topic, file = f"lines-{number}", self._folder / f"{number}.txt"
        read = upstream.topic if upstream else topic
        if kind == "source":
            config = connectors.file_source(file, topic, PARTITIONS)
        elif kind == "sink":
            config, topic = connectors.file_sink(file, read, tasks), read
        elif kind == "failing":
            file = self._folder / f"missing-{number}" / "sink.txt"
            config, topic = connectors.failing_sink(file.parent, read, tasks), read
        elif kind == "mirror":
            config, topic = connectors.mirror(self._bootstrap, read, tasks), f"copy.{read}"
        else:
            raise TestBedError(f"kind is source, sink, mirror or failing, not {kind!r}")
        if kind in {"sink", "failing"}:
            # A new group each time: a group whose members were killed keeps their partitions until their sessions end.
            config["consumer.override.group.id"] = f"group-{number}"
        flow = Flow(config, topic, file, upstream)
        self._flows[name] = flow
        if kind == "source":
            self.append(name, FIRST_LINES)
        return flow

    def append(self, name: str, count: int) -> None:
        """Write more lines into a source's file."""
        file = self.get(name).file
        first = self._lines.get(file, 0)
        with file.open("a") as lines:
            lines.writelines(f"line {number}\n" for number in range(first, first + count))
        self._lines[file] = first + count

    def missing(self, name: str) -> int:
        """Count the lines of a sink's source that are not in the sink's file yet."""
        flow = source = self.get(name)
        while source.before is not None:
            source = source.before
        if source.file not in self._lines:
            raise TestBedError(f"nothing flows into {name!r}: it was created without `from`")
        written = {f"line {number}" for number in range(self._lines[source.file])}
        return len(written - set(flow.file.read_text().splitlines() if flow.file.exists() else ()))
