"""The REST interface of a worker, for the setup and the checks of tests."""

from __future__ import annotations

import http.client
import json
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

# A worker answers 500 only after 90 s; a test bed that needs so long is broken.
TIMEOUT_SECONDS = 100


class Reply(NamedTuple):
    """An unchanged answer."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def document(self) -> Any:
        """The body's JSON; None if there is none."""
        return json.loads(self.body) if self.body else None


def segment(name: str) -> str:
    """Write a connector's name as one segment of a path."""
    return quote(name, safe="")


class Rest:
    """Calls to one worker, each on a new connection, because the worker may have been killed since the last call."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port

    def send(self, method: str, target: str, document: object = None, **headers: str) -> Reply:
        """Send one request, and return any answer. Names of headers are written with underscores."""
        body = None if document is None else json.dumps(document)
        sent = {"Content-Type": "application/json"} if body else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, target, body, sent)
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace"))
        finally:
            connection.close()

    def on(self, method: str, name: str, action: str = "", document: object = None) -> Reply:
        """Send a request about a connector: `on("PUT", "orders-sink", "/resume")`."""
        return self.send(method, f"/connectors/{segment(name)}{action}", document)

    def is_healthy(self) -> bool:
        """Whether the worker says that it is ready (Kafka has a call for that since 3.9)."""
        return self._answers("/health")

    def is_listing(self) -> bool:
        """Whether an older worker is ready, as far as it can be told."""
        return self._answers("/connectors")

    def _answers(self, path: str) -> bool:
        try:
            return self.send("GET", path).status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
