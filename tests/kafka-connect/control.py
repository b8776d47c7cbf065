"""The control interface: test programs in any language use it over HTTP (README.md)."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

import actions
from actions import Actions
from cluster import Cluster
from failure import TestBedError

CALL = re.compile(r"/workers/([1-9])/(start|stop|kill)")
WHAT_THERE_IS = {"error": "there is GET /workers, POST /workers/{1-9}/{start,stop,kill} and POST /do"}


class Control:
    """Serves a cluster's control interface, during a `with`."""

    def __init__(self, cluster: Cluster) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(cluster))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Control:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def workers(cluster: Cluster) -> dict[str, dict[str, object]]:
    """List the workers, as the control interface shows them."""
    return {
        str(number): {"url": worker.url, "running": worker.program is not None}
        for number, worker in cluster.workers.items()
    }


def do(possible: Actions, body: bytes) -> None:
    """Do the action of a posted object: `{"action": "create", "name": "orders", "kind": "sink"}`."""
    try:
        wanted = json.loads(body)
        action = wanted.pop("action")
    except (ValueError, AttributeError, KeyError) as error:
        raise TestBedError(f'an action is a JSON object with "action", not {body.decode(errors="replace")}') from error
    if action not in actions.names():
        raise TestBedError(f"there is no action {action!r}: there are {', '.join(actions.names())}")
    try:
        getattr(possible, action)(**wanted)
    except TypeError as error:
        raise TestBedError(f"{action}: {error}") from error


def _handler(cluster: Cluster) -> type[BaseHTTPRequestHandler]:
    possible = Actions(cluster)
    calls: dict[str, Callable[[int], object]] = {
        "start": cluster.start_worker,
        "stop": cluster.stop_worker,
        "kill": cluster.kill_worker,
    }

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path != "/workers":
                return self._answer(404, WHAT_THERE_IS)
            return self._answer(200, workers(cluster))

        def do_POST(self) -> None:
            # Always read, because an unread body would look like the next request.
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            call = CALL.fullmatch(self.path)
            if call is None and self.path != "/do":
                return self._answer(404, WHAT_THERE_IS)
            try:
                if call is None:
                    do(possible, body)
                    return self._answer(200, {})
                calls[call[2]](int(call[1]))
                return self._answer(200, workers(cluster)[call[1]])
            except (TestBedError, OSError, AssertionError) as error:
                return self._answer(409, {"error": str(error)})

        def _answer(self, status: int, document: object) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Log nothing: the output belongs to the command."""

    return Handler
