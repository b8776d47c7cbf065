"""Runs the cases of tests/cases/: the same files as in every other language. Their README is the specification."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import unpause
from patterns import mismatches
from sandbox import REPOSITORY, Control, World

CASES = REPOSITORY / "tests" / "cases"
CASE_KEYS = {"name", "why", "environment", "servers", "client", "from_env", "steps", "requests", "pauses", "only_on"}
CALL_KEYS = {"call", "arguments", "options", "together", "accepted", "error"}
REQUEST_KEYS = {"connection", "method", "target", "version", "headers", "status", "outcome"}
ERROR_KINDS = {
    "InvalidRequest": unpause.InvalidRequestError,
    "Configuration": unpause.ConfigurationError,
    "Unauthorized": unpause.UnauthorizedError,
    "Forbidden": unpause.ForbiddenError,
    "NotFound": unpause.NotFoundError,
    "Conflict": unpause.ConflictError,
    "RateLimited": unpause.RateLimitedError,
    "Server": unpause.ServerError,
    "UnexpectedStatus": unpause.UnexpectedStatusError,
    "Timeout": unpause.RequestTimeoutError,
    "Transport": unpause.TransportError,
}
ERROR_FIELDS = {"connector", "advice", "field", "limit", "status", "code", "request_id", "attempts", "elapsed", "body"}
ERROR_FIELDS |= {"retry_after", "rate_limit"}
DEFAULT_ARGUMENTS = {
    "environment_id": "env-a1b2c3",
    "kafka_cluster_id": "lkc-x7y8z9",
    "connector_name": "orders-sink",
}

Outcome = unpause.Accepted | unpause.UnpauseError


def load() -> list[dict[str, Any]]:
    """Read every case of every file."""
    return [case for path in sorted(CASES.glob("*.json")) for case in json.loads(path.read_text())]


def known(keys: set[str], given: dict[str, Any], what: str) -> None:
    """Fail for a key that this runner does not know: it is never skipped."""
    assert given.keys() <= keys, f"{what}: unknown keys {given.keys() - keys}"


class Face:
    """A client as a case needs it; one subclass for each way of calling."""

    def __init__(self, build: Callable[[type], Any]) -> None:
        self.client = build(self.kind)

    kind: type

    def call(self, method: str, arguments: dict[str, Any], times: int) -> list[Outcome]:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


class Blocking(Face):
    kind = unpause.Client

    def call(self, method: str, arguments: dict[str, Any], times: int) -> list[Outcome]:
        def once(_: int) -> Outcome:
            try:
                accepted: unpause.Accepted = getattr(self.client, method)(**arguments)
                return accepted
            except unpause.UnpauseError as error:
                return error

        with ThreadPoolExecutor(times) as threads:
            return list(threads.map(once, range(times)))

    def close(self) -> None:
        self.client.close()


class Asyncio(Face):
    kind = unpause.AsyncClient

    def __init__(self, build: Callable[[type], Any]) -> None:
        super().__init__(build)
        self._loop = asyncio.new_event_loop()

    def call(self, method: str, arguments: dict[str, Any], times: int) -> list[Outcome]:
        async def together() -> list[Outcome]:
            calls = (getattr(self.client, method)(**arguments) for _ in range(times))
            outcomes: list[Outcome] = await asyncio.gather(*calls, return_exceptions=True)
            return outcomes

        return self._loop.run_until_complete(together())

    def close(self) -> None:
        self._loop.run_until_complete(self.client.aclose())
        self._loop.close()


FACES: dict[str, type[Face]] = {"blocking": Blocking, "asyncio": Asyncio}


class Runner:
    """Runs one case in one face."""

    def __init__(self, case: dict[str, Any], face: type[Face], world: World) -> None:
        known(CASE_KEYS, case, "case")
        self.world = world
        self.face = face
        self.case = {key: value if key == "servers" else self.replaced(value) for key, value in case.items()}
        self.lines: list[str] = []

    def replaced(self, value: Any) -> Any:
        """Replace the placeholders in every string."""
        if isinstance(value, dict):
            return {key: self.replaced(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.replaced(part) for part in value]
        if isinstance(value, str) and "${" in value:
            value = value.replace("${cases}", str(CASES))
            for name, about in self.world.servers.items():
                for key in ("url", "port", "ca_bundle"):
                    value = value.replace(f"${{{name}.{key}}}", str(about[key]))
        return value

    def options(self) -> dict[str, Any]:
        given: dict[str, Any] = self.case.get("client", {})
        if not self.case.get("from_env", False):
            if not {"api_key", "api_secret", "token"} & given.keys():
                given = {"api_key": "SANDBOX-KEY", "api_secret": "sandbox-secret", **given}
            if "base_url" not in given and "main" in self.world.servers:
                given = {"base_url": self.world.url, **given}
        options = {name: value for name, value in given.items() if value is not None}
        if "retry" in options:
            options["retry"] = unpause.RetryPolicy(**options["retry"])
        return options

    def build(self, kind: type) -> Any:
        make = kind.from_env if self.case.get("from_env", False) else kind  # type: ignore[attr-defined]
        return make(**self.options())

    def run(self) -> None:
        """Take every step, then look at what the servers saw."""
        face: Face | None = None
        failure: unpause.UnpauseError | None = None
        try:
            face = self.face(self.build)
            self.hold_no_secret(repr(face.client))
        except unpause.UnpauseError as error:
            failure = error
        try:
            for number, step in enumerate(self.case["steps"]):
                self.step(f"step {number + 1}", step, face, failure)
        finally:
            if face is not None:
                face.close()
        self.check_requests()
        self.check_pauses()
        journals = {name: self.world.journal(name)["requests"] for name in self.world.servers}
        assert not self.lines, "\n".join([*self.lines, "journal:", json.dumps(journals, indent=1)])

    def step(self, at: str, step: dict[str, Any], face: Face | None, failure: Outcome | None) -> None:
        if "await" in step:
            known({"await"}, step, at)
            self.world.wait_for(**step["await"])
            return
        known(CALL_KEYS, step, at)
        known(set(DEFAULT_ARGUMENTS), step.get("arguments", {}), at)
        known({"timeout", "deadline"}, step.get("options", {}), at)
        if face is None:
            outcomes: list[Any] = [failure]
        else:
            arguments = {**DEFAULT_ARGUMENTS, **step.get("arguments", {}), **step.get("options", {})}
            outcomes = face.call(step["call"], arguments, step.get("together", 1))
        for outcome in outcomes:
            self.hold_no_secret(f"{outcome} {outcome!r}")
            self.lines += self.compare(at, step, outcome)

    def compare(self, at: str, step: dict[str, Any], outcome: Outcome) -> list[str]:
        if "accepted" in step:
            if not isinstance(outcome, unpause.Accepted):
                return [f"{at}: expected it to be accepted, got {outcome!r}"]
            return mismatches(outcome, step["accepted"], f"{at}: accepted")
        expected = dict(step["error"])
        kind = ERROR_KINDS[expected.pop("kind")]
        if type(outcome) is not kind:
            return [f"{at}: expected {kind.__name__}, got {outcome!r}"]
        known(ERROR_FIELDS | {"message"}, expected, at)
        fields = {name: getattr(outcome, name, None) for name in ERROR_FIELDS} | {"message": str(outcome)}
        return mismatches(fields, expected, f"{at}: error")

    def check_requests(self) -> None:
        for server, expected in self.case.get("requests", {}).items():
            seen = self.world.journal(server)["requests"]
            if len(seen) != len(expected):
                self.lines.append(f"{server}: expected {len(expected)} requests, got {len(seen)}")
            for number, (entry, pattern) in enumerate(zip(seen, expected, strict=False)):
                known(REQUEST_KEYS, pattern, server)
                headers: dict[str, str] = {}
                for name, value in entry["headers"]:
                    headers[name] = f"{headers[name]}, {value}" if name in headers else value
                self.lines += mismatches({**entry, "headers": headers}, pattern, f"{server}: request {number + 1}")

    def check_pauses(self) -> None:
        for server, expected in self.case.get("pauses", {}).items():
            seen = self.world.journal(server)["requests"]
            pauses = [after["arrived"] - before["finished"] for before, after in pairwise(seen)]
            if len(pauses) != len(expected):
                self.lines.append(f"{server}: expected {len(expected)} pauses, got {pauses}")
            for number, (pause, pattern) in enumerate(zip(pauses, expected, strict=False)):
                self.lines += mismatches(pause, pattern, f"{server}: pause {number + 1}")

    def hold_no_secret(self, text: str) -> None:
        client, environment = self.case.get("client", {}), self.case.get("environment", {})
        pairs = [("SANDBOX-KEY", "sandbox-secret"), (client.get("api_key"), client.get("api_secret"))]
        secrets = [secret for _, secret in pairs] + [
            client.get("token"),
            environment.get("CONFLUENT_CLOUD_API_SECRET"),
        ]
        secrets += [base64.b64encode(f"{key}:{secret}".encode()).decode() for key, secret in pairs if key and secret]
        for secret in secrets:
            assert not secret or len(secret) < 4 or secret not in text, f"a secret is shown: {text}"


def run(case: dict[str, Any], face: str, control: Control) -> None:
    """Run a case; one that wants an environment, in a process of its own."""
    with control.world(**case.get("servers", {})) as world:
        runner = Runner(case, FACES[face], world)
        if "environment" not in case:
            runner.run()
            return
        environment = os.environ | runner.case["environment"]
        told = json.dumps(
            {"case": case, "face": face, "control": control.url, "id": world.id, "servers": world.servers}
        )
        child = subprocess.run(
            [sys.executable, Path(__file__)],
            input=told,
            env={name: value for name, value in environment.items() if value is not None},
            text=True,
            capture_output=True,
            timeout=60,
        )
        assert child.returncode == 0, child.stderr


def run_as_child() -> None:
    """The other end of `run`: the case comes on standard input."""
    told = json.loads(sys.stdin.read())
    Runner(told["case"], FACES[told["face"]], World(Control(told["control"]), told["id"], told["servers"])).run()


if __name__ == "__main__":
    run_as_child()
