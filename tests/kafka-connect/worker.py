"""A distributed Connect worker."""

from __future__ import annotations

from pathlib import Path

from distribution import is_at_least, of_workers
from failure import TestBedError
from ports import free_ports
from program import Program, write_properties
from rest import Rest

MAIN = "org.apache.kafka.connect.cli.ConnectDistributed"
START_SECONDS = 90


class Worker:
    """A worker: its port and settings stay, the process comes and goes."""

    def __init__(self, number: int, folder: Path, broker: str) -> None:
        (self._port,) = free_ports(1)
        self.number = number
        self.url = f"http://127.0.0.1:{self._port}"
        self._file = folder / f"worker-{number}.properties"
        self._broker = broker
        self.program: Program | None = None

    def start(self, generation: int) -> None:
        """Start it; `wait` returns when it answers. The workers of one generation share a group and its connectors."""
        if self.program is not None:
            raise TestBedError(f"worker {self.number} is running already")
        self.program = Program(
            f"worker {self.number}", MAIN, write_properties(self._file, self._properties(generation)), of_workers()
        )

    def wait(self) -> None:
        """Return when it has joined its group and answers."""
        rest = Rest(self.url)
        is_ready = rest.is_healthy if is_at_least(of_workers(), 3, 9) else rest.is_listing
        self._running().wait_until(is_ready, START_SECONDS)

    def stop(self) -> None:
        """Stop it; it leaves its group in an orderly way."""
        self._running().stop()
        self.program = None

    def kill(self) -> None:
        """`kill -9`: the others find out when its session has timed out."""
        self._running().kill()
        self.program = None

    def _running(self) -> Program:
        if self.program is None:
            raise TestBedError(f"worker {self.number} is not running")
        return self.program

    def _properties(self, generation: int) -> dict[str, object]:
        converter = "org.apache.kafka.connect.storage.StringConverter"
        return {
            "bootstrap.servers": self._broker,
            "group.id": f"connect-{generation}",
            "listeners": self.url,
            "rest.advertised.host.name": "127.0.0.1",
            "rest.advertised.port": self._port,
            "key.converter": converter,
            "value.converter": converter,
            "config.storage.topic": f"connect-configs-{generation}",
            "config.storage.replication.factor": 1,
            "offset.storage.topic": f"connect-offsets-{generation}",
            "offset.storage.replication.factor": 1,
            "status.storage.topic": f"connect-status-{generation}",
            "status.storage.replication.factor": 1,
            # The defaults are 25 and 5, and a worker reads each partition before it answers.
            "offset.storage.partitions": 1,
            "status.storage.partitions": 1,
            # Without a scan of all classes of all jars, which takes longer than the rest of the start.
            "plugin.discovery": "service_load",
            # By default, connectors and tasks of a lost worker wait five minutes for its return.
            "scheduled.rebalance.max.delay.ms": 1000,
            # A killed worker counts as lost after three seconds in place of ten.
            "session.timeout.ms": 3000,
            "heartbeat.interval.ms": 500,
            # The time for workers to stop what they hand over; the default is a minute.
            "rebalance.timeout.ms": 10000,
            # A leaving worker waits for its tasks, by default up to five seconds.
            "task.shutdown.graceful.timeout.ms": 1000,
            # Offsets soon after data, so that a resumed connector does not send it twice.
            "offset.flush.interval.ms": 1000,
            # The same for the consumers of sinks: a group waits so long for killed members.
            "consumer.session.timeout.ms": 10000,
            # Connectors may override their clients' settings: MirrorMaker's tests do.
            "connector.client.config.override.policy": "All",
        }
