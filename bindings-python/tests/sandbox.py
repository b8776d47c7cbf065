"""Starts the sandbox for the tests, and talks to its control interface."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("UNPAUSE_SANDBOX", REPOSITORY / "target" / "release" / "unpause-sandbox"))


@dataclass(frozen=True)
class Control:
    """The control interface at a URL; plain data, which a child process can receive."""

    url: str

    def request(self, method: str, path: str, body: object = None, timeout: float = 30) -> Any:
        """Send one request; any answer but a 2xx fails the test."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=timeout)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            answer = connection.getresponse()
            text = answer.read().decode()
            assert 200 <= answer.status < 300, f"{method} {path}: {answer.status} {text}"
            return json.loads(text) if text else None
        finally:
            connection.close()

    def world(self, **servers: object) -> World:
        """Start a world with these servers."""
        made = self.request("POST", "/worlds", {"servers": servers})
        return World(self, made["id"], made["servers"])


@dataclass(frozen=True)
class World:
    """A set of servers with their own journals."""

    control: Control
    id: str
    servers: dict[str, dict[str, Any]]

    @property
    def url(self) -> str:
        return str(self.servers["main"]["url"])

    def journal(self, server: str = "main") -> dict[str, Any]:
        answer = self.control.request("GET", f"/worlds/{self.id}")
        found: dict[str, Any] = answer["servers"][server]
        return found

    def wait_for(self, server: str = "main", **counts: int) -> None:
        """Block until the sandbox has counted this many."""
        self.control.request("POST", f"/worlds/{self.id}/await", {"server": server, **counts})

    def __enter__(self) -> World:
        return self

    def __exit__(self, *exception: object) -> None:
        self.control.request("DELETE", f"/worlds/{self.id}")


class Sandbox:
    """The running program. It ends when its standard input closes, so it never outlives the tests."""

    def __init__(self) -> None:
        assert BINARY.exists(), f"{BINARY} does not exist; `make build` builds it"
        self._process = subprocess.Popen([BINARY], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.about = json.loads(self._process.stdout.readline())
        self.control = Control(self.about["control_url"])

    def close(self) -> None:
        self._process.communicate(timeout=10)
