"""Ports for servers that are stopped and started again."""

from __future__ import annotations

import random
import socket

from failure import TestBedError

# Below the ports of outgoing connections on Linux (from 32768) and macOS (from 49152): these would take the port of a
# killed worker before it is back, and a client that retries such a port can end up connected to itself.
PORTS = range(20000, 32768)


def free_ports(count: int) -> list[int]:
    """Find free ports."""
    found: list[int] = []
    for port in random.sample(PORTS, len(PORTS)):
        if len(found) == count:
            return found
        if _is_free(port):
            found.append(port)
    raise TestBedError(f"there are no {count} free ports between {PORTS.start} and {PORTS.stop}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
