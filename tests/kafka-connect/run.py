"""Runs a command beside a real Kafka Connect: `run.py -- cargo test …`. The exit code is that of the command.

The environment tells the command where worker, control interface and the folder for connectors' files are (README.md).
Without a command the cluster runs until Ctrl-C.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

from cluster import Cluster
from control import Control
from distribution import of_workers
from failure import TestBedError
from forward import Forward


class CommandFailed(Exception):  # noqa: N818 - it is an end, not an error of this program
    """The command ended with another exit code than 0."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def environment(cluster: Cluster, control: Control, forward: Forward | None) -> dict[str, str]:
    """Return the environment variables for the command."""
    cloud = {"KAFKA_CONNECT_CLOUD_URL": forward.url} if forward else {}
    return {
        **cloud,
        "KAFKA_CONNECT_URL": cluster.worker(1).url,
        "KAFKA_CONNECT_URL_2": cluster.worker(2).url,
        "KAFKA_CONNECT_CONTROL": control.url,
        "KAFKA_CONNECT_FILES": str(cluster.files),
        "KAFKA_BOOTSTRAP": cluster.bootstrap,
    }


def forwarding(cluster: Cluster) -> contextlib.AbstractContextManager[Forward | None]:
    """Put Confluent Cloud's paths in front of worker 1, if there is a sandbox."""
    sandbox = os.environ.get("UNPAUSE_SANDBOX")
    return Forward(sandbox, cluster.worker(1).url, cluster.folder) if sandbox else contextlib.nullcontext()


def run(command: list[str]) -> None:
    """Start the cluster, run the command, and end the cluster."""
    began = time.monotonic()
    with Cluster() as cluster, Control(cluster) as control, forwarding(cluster) as forward:
        told = environment(cluster, control, forward)
        print(f"Kafka Connect {of_workers()} answers after {time.monotonic() - began:.1f} s", flush=True)
        if not command:
            stay(told)
            return
        code = subprocess.run(command, env={**os.environ, **told}, check=False).returncode
        if code != 0:
            raise CommandFailed(code)


def stay(told: dict[str, str]) -> None:
    """Print the addresses, and wait for Ctrl-C."""
    print("\n".join(f"export {name}={value}" for name, value in told.items()), flush=True)
    threading.Event().wait()


def end_in_order(number: int, frame: FrameType | None) -> None:
    """End everything inside of `with` on a signal."""
    raise KeyboardInterrupt


def main() -> int:
    """Run the command of the command line."""
    # SIGINT, too: programs in a shell's background ignore it by default.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end_in_order)
    command = sys.argv[1:]
    if command[:1] == ["--"]:
        command = command[1:]
    try:
        run(command)
    except CommandFailed as ended:
        # As a shell does if a signal ended a command.
        return ended.code if ended.code > 0 else 128 - ended.code
    except KeyboardInterrupt:
        return 130
    except TestBedError as error:
        print(f"kafka-connect: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
