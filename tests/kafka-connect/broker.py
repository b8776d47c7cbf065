"""A Kafka broker that is its own controller."""

from __future__ import annotations

import base64
import socket
import subprocess
import uuid
from pathlib import Path

from failure import TestBedError
from ports import free_ports
from program import Program, command, write_properties

MAIN = "kafka.Kafka"
START_SECONDS = 60


class Broker:
    """Answers at `address` once it is made."""

    def __init__(self, folder: Path) -> None:
        self._port, controller = free_ports(2)
        self.address = f"127.0.0.1:{self._port}"
        config = write_properties(folder / "broker.properties", self._properties(folder, f"127.0.0.1:{controller}"))
        _format_storage(config)
        self.program = Program("the broker", MAIN, config)

    def wait(self) -> None:
        """Return when it accepts connections."""
        self.program.wait_until(self._is_listening, START_SECONDS)

    def _is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def _properties(self, folder: Path, controller: str) -> dict[str, object]:
        return {
            "process.roles": "broker,controller",
            "node.id": 1,
            "controller.quorum.voters": f"1@{controller}",
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://{controller}",
            "advertised.listeners": f"PLAINTEXT://{self.address}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": folder / "broker-data",
            # With one broker there is only one copy of everything.
            "offsets.topic.replication.factor": 1,
            "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1,
            # Each partition costs files and start-up time; the default of both is fifty.
            "offsets.topic.num.partitions": 1,
            "transaction.state.log.num.partitions": 1,
            # Without a wait for more members when the first member of a group comes.
            "group.initial.rebalance.delay.ms": 0,
            # Allows a killed worker to count as dead sooner than after the broker's minimum of six seconds.
            "group.min.session.timeout.ms": 1000,
            # The default is a quarter of the heap.
            "log.cleaner.dedupe.buffer.size": 4 * 1024 * 1024,
        }


def _format_storage(config: Path) -> None:
    cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
    # With "=", because an id that begins with a hyphen would look like an option.
    arguments = ("format", f"--cluster-id={cluster_id}", "--config", str(config))
    done = subprocess.run(
        command("kafka.tools.StorageTool", *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise TestBedError(f"the broker's storage could not be formatted:\n{done.stdout.strip()}")
