"""For the tests of programs that use Unpause: a server on this machine that behaves as the service does.

The server is the program ``unpause-sandbox``, which the package does not have in it. It is found by the environment
variable ``UNPAUSE_SANDBOX``, or on the ``PATH``; ``make build-sandbox`` in Unpause's repository builds it, as
``target/release/unpause-sandbox``.

>>> from unpause import Client
>>> from unpause.testing import Sandbox
>>> with Sandbox() as sandbox:  # doctest: +SKIP
...     with sandbox.world(answers=[{"status": 500}]) as world, Client(**world.options, deadline=5) as client:
...         client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
...         assert [request["status"] for request in world.requests()] == [500, 202]

With ``pytest_plugins = ["unpause.testing"]`` in the outermost ``conftest.py``, pytest has the fixtures
``unpause_sandbox``, which runs for the whole session, and ``unpause_world``, a new world for each test, which has one
paused connector.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from ._typing import Self

__all__ = ["Sandbox", "World"]

_PROGRAM = "unpause-sandbox"
_ADVICE = (
    "Set the environment variable UNPAUSE_SANDBOX to its path, or put it on the PATH. It is not in the package: "
    "`make build-sandbox` in Unpause's repository builds it as target/release/unpause-sandbox"
)


class World:
    """A server of its own, with its connectors and its journal. Made by :meth:`Sandbox.world`."""

    def __init__(self, sandbox: Sandbox, made: dict[str, Any], service: str) -> None:
        self._sandbox = sandbox
        self._path = f"/worlds/{made['id']}"
        self._server = made["servers"]["main"]
        self._service = service

    @property
    def url(self) -> str:
        """The URL of the server."""
        return str(self._server["url"])

    @property
    def options(self) -> dict[str, Any]:
        """The options for a client of this server: ``Client(**world.options)``, or another class of the package."""
        options: dict[str, Any] = {"base_url": self.url}
        if self._service == "confluent_cloud":
            options |= {"api_key": "SANDBOX-KEY", "api_secret": "sandbox-secret"}
        if self._server["ca_bundle"] is not None:
            options["ca_bundle"] = self._server["ca_bundle"]
        return options

    @property
    def environment(self) -> dict[str, str]:
        """The variables that ``from_env`` reads; with pytest: ``monkeypatch.setenv(name, value)`` for each."""
        return {
            "CONFLUENT_CLOUD_API_KEY": "SANDBOX-KEY",
            "CONFLUENT_CLOUD_API_SECRET": "sandbox-secret",
            "CONFLUENT_CLOUD_REST_ENDPOINT": self.url,
        }

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests so far, each with its ``method``, ``target``, ``headers`` and ``status``."""
        return list(self._seen()["requests"])

    def connectors(self) -> list[dict[str, Any]]:
        """Return the connectors, each with its ``name``, and its ``status`` as the service would show it now."""
        return list(self._seen()["connectors"])

    def _seen(self) -> dict[str, Any]:
        seen: dict[str, Any] = self._sandbox._request("GET", self._path)["servers"]["main"]
        return seen

    def close(self) -> None:
        """Stop the server."""
        self._sandbox._request("DELETE", self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class Sandbox:
    """The running program. It ends with :meth:`close`, and when this process ends.

    Args:
        program: The path of the program. Default: the environment variable ``UNPAUSE_SANDBOX``, or the ``PATH``.

    Raises:
        FileNotFoundError: The program is not there; the message says how to get it.

    """

    def __init__(self, program: str | os.PathLike[str] | None = None) -> None:
        found = program or os.environ.get("UNPAUSE_SANDBOX") or shutil.which(_PROGRAM)
        if found is None:
            raise FileNotFoundError(f"{_PROGRAM} was not found. {_ADVICE}")
        try:
            self._process = subprocess.Popen([found], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except FileNotFoundError as error:
            raise FileNotFoundError(f"{_PROGRAM} is not at {os.fspath(found)}. {_ADVICE}") from error
        assert self._process.stdout is not None
        announced = self._process.stdout.readline()
        if not announced:
            self.close()
            raise RuntimeError(f"{os.fspath(found)} ended at once, with exit code {self._process.returncode}")
        self._address = urlsplit(json.loads(announced)["control_url"]).netloc

    def world(
        self,
        *,
        service: Literal["confluent_cloud", "kafka_connect"] = "confluent_cloud",
        connectors: Sequence[dict[str, Any]] | None = None,
        answers: Sequence[dict[str, Any] | None] | None = None,
        **more: Any,
    ) -> World:
        """Start a server.

        What it does is written here, before it starts: a script cannot be changed later. All keys of a connector, an
        answer and a server are in ``tests/sandbox/README.md`` of Unpause's repository.

        Args:
            service: The service that it plays.
            connectors: Its connectors: ``{"name": "orders-sink", "state": "FAILED", "tasks": 2}``. What a connector
                does not say is that of the default: ``orders-sink`` in ``env-a1b2c3`` and ``lkc-x7y8z9``, PAUSED.
            answers: What the first requests get, in order, whatever they are: ``[{"status": 503}, None]``. The state
                answers for ``None``, and after the last. ``"times": 0`` is for all further requests, ``"fault":
                "drop_before"`` breaks the connection.
            **more: Other keys of a server, such as ``rate_limit={"limit": 10, "window": 1.0}``.

        Raises:
            ValueError: The sandbox does not take the description; the message names the key.

        """
        server = {"service": service, "connectors": connectors, "answers": answers, **more}
        given = {key: value for key, value in server.items() if value is not None}
        return World(self, self._request("POST", "/worlds", {"servers": {"main": given}}), service)

    def _request(self, method: str, path: str, body: object = None) -> Any:
        connection = http.client.HTTPConnection(self._address, timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 400:
            raise ValueError(json.loads(text)["error"] if answer.status == 400 else f"{answer.status} {text}")
        return json.loads(text) if text else None

    def close(self) -> None:
        """End the program, and all its servers."""
        self._process.communicate(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


try:
    import pytest
except ImportError:
    pass
else:

    @pytest.fixture(scope="session")
    def unpause_sandbox() -> Iterator[Sandbox]:
        """Run the sandbox for the whole session."""
        with Sandbox() as sandbox:
            yield sandbox

    @pytest.fixture
    def unpause_world(unpause_sandbox: Sandbox) -> Iterator[World]:
        """Make a world for one test."""
        with unpause_sandbox.world() as world:
            yield world
