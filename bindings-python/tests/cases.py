"""Runs the cases of tests/cases/: the same files as in every other language. Their README is the specification."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import unpause
from documents import document
from faces import FACES, Face, Outcome
from parity_names import ERRORS, JOBS, LISTED, METHODS, options, target
from patterns import mismatches
from providers import Function
from providers import secrets as provided
from sandbox import REPOSITORY, Control, World

# The cases for a real Kafka Connect are in another folder.
CASES = Path(os.environ.get("UNPAUSE_CASES", REPOSITORY / "tests" / "cases"))
# The addresses of its test bed, tests/kafka-connect: the placeholder in a case, and the environment variable.
BED = {
    "${bed.url}": "KAFKA_CONNECT_URL",
    "${bed.url2}": "KAFKA_CONNECT_URL_2",
    "${bed.cloud_url}": "KAFKA_CONNECT_CLOUD_URL",
}
# Seconds for one action of the test bed: workers start and stop slowly.
BED_PATIENCE = 180
CASE_KEYS = {"name", "why", "environment", "servers", "client", "from_env", "steps", "requests", "pauses", "only_on"}
CASE_KEYS |= {"requests_in_any_order", "counts", "client_kind", "files", "provider_calls"}
CALL_KEYS = {"call", "arguments", "options", "together", "progress", "cancel_when"}
EXPECTATIONS = {"accepted", "result", "error", "cancelled"}
REQUEST_KEYS = {"connection", "method", "target", "version", "headers", "status", "outcome", "form"}
CREDENTIALS = {"api_key", "api_secret", "token", "token_provider"}
CONNECTOR = dict(zip(LISTED["connector"], ("env-a1b2c3", "lkc-x7y8z9", "orders-sink"), strict=True))
# The parameters of KafkaConnect that have another name.
NAMES = {"connector_name": "name", "connectors": "names"}
# The calls of a report, and what each may be given: exactly one.
REPORT_CALLS = {"save_report": {"report_of"}, "read_report": {"text", "json", "report_of"}}


def parameters(service: str, method: str) -> tuple[dict[str, Any], set[str]]:
    """Get the arguments of a call with their defaults in a case, and its options."""
    if method == "parse":
        return {"text": None}, set()
    return {name: CONNECTOR.get(name) for name in target(service, method)}, set(options(service, method))


def load() -> list[dict[str, Any]]:
    """Read every case of every file."""
    return [case for path in sorted(CASES.glob("*.json")) for case in json.loads(path.read_text())]


def known(keys: set[str], given: dict[str, Any], what: str) -> None:
    """Fail for a key that this runner does not know: it is never skipped."""
    assert given.keys() <= keys, f"{what}: unknown keys {given.keys() - keys}"


def request_mismatches(entry: dict[str, Any], pattern: dict[str, Any], at: str) -> list[str]:
    """Compare one entry of the journal."""
    known(REQUEST_KEYS, pattern, at)
    headers: dict[str, str] = {}
    for name, value in entry["headers"]:
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return mismatches({**entry, "headers": headers}, pattern, at)


class Runner:
    """Runs one case in one face."""

    def __init__(self, case: dict[str, Any], face: type[Face], world: World, files: Path) -> None:
        known(CASE_KEYS, case, "case")
        self.files = files
        self.function = Function()
        self.world = world
        self.face = face
        self.kind: str = case.get("client_kind", "confluent_cloud")
        self.case = {key: value if key == "servers" else self.replaced(value) for key, value in case.items()}
        self.lines: list[str] = []
        # By the numbers of their steps, from 1.
        self.reports: dict[int, unpause.Report] = {}

    def replaced(self, value: Any) -> Any:
        """Replace the placeholders in every string."""
        if isinstance(value, dict):
            return {key: self.replaced(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.replaced(part) for part in value]
        if isinstance(value, str) and "${" in value:
            value = value.replace("${cases}", str(CASES)).replace("${files}", str(self.files))
            for placeholder, variable in BED.items():
                value = value.replace(placeholder, os.environ.get(variable, placeholder))
            for name, about in self.world.servers.items():
                for key, filling in about.items():
                    value = value.replace(f"${{{name}.{key}}}", str(filling))
        return value

    def options(self) -> dict[str, Any]:
        given: dict[str, Any] = self.case.get("client", {})
        if not self.case.get("from_env", False):
            if self.kind == "confluent_cloud" and not CREDENTIALS & given.keys():
                given = {"api_key": "SANDBOX-KEY", "api_secret": "sandbox-secret", **given}
            if "base_url" not in given and "main" in self.world.servers:
                given = {"base_url": self.world.url, **given}
        options = {name: value for name, value in given.items() if value is not None}
        if "retry" in options:
            options["retry"] = unpause.RetryPolicy(**options["retry"])
        if "token_provider" in options:
            is_blocking = self.face is FACES["blocking"]
            options["token_provider"] = self.function.source(options["token_provider"], is_blocking=is_blocking)
        return options

    def build(self, kind: type) -> Any:
        make = kind.from_env if self.case.get("from_env", False) else kind  # type: ignore[attr-defined]
        return make(**self.options())

    def run(self) -> None:
        """Take every step, then check what the servers saw."""
        for name, content in self.case.get("files", {}).items():
            self.write(name, content)
        face: Face | None = None
        failure: unpause.UnpauseError | None = None
        try:
            face = self.face(self.kind, self.build)
            self.check_secrets(repr(face.client))
            self.function.client = face.client
        except unpause.UnpauseError as error:
            failure = error
        try:
            for number, step in enumerate(self.case["steps"], 1):
                self.step(number, step, face, failure)
        finally:
            if face is not None:
                face.close()
        if "provider_calls" in self.case:
            self.lines += mismatches(self.function.calls, self.case["provider_calls"], "provider_calls")
        self.check_requests()
        self.check_pauses()
        journals = {name: self.world.journal(name)["requests"] for name in self.world.servers}
        assert not self.lines, "\n".join([*self.lines, "journal:", json.dumps(journals, indent=1)])

    def step(self, number: int, step: dict[str, Any], face: Face | None, failure: Outcome | None) -> None:
        at = f"step {number}"
        if "await" in step:
            known({"await"}, step, at)
            self.world.wait_for(**step["await"])
            return
        if "write" in step:
            known({"write"}, step, at)
            self.write(step["write"]["file"], step["write"]["content"])
            return
        if "bed" in step:
            known({"bed"}, step, at)
            Control(os.environ["KAFKA_CONNECT_CONTROL"]).request("POST", "/do", step["bed"], BED_PATIENCE)
            return
        known(CALL_KEYS | EXPECTATIONS, step, at)
        assert len(EXPECTATIONS & step.keys()) == 1, f"{at}: {step}"
        reported: list[Any] = []
        outcomes = [failure] if face is None else self.outcomes(at, step, face, reported)
        for outcome in outcomes:
            if isinstance(outcome, unpause.Report):
                self.reports[number] = outcome
            self.check_secrets(f"{outcome} {outcome!r}")
            self.compare(at, step, outcome)
        for progress in reported:
            self.check_secrets(f"{progress} {progress!r}")
        self.compare_progress(at, step.get("progress", {}), reported)

    def write(self, name: str, content: str) -> None:
        """Replace a file as a whole."""
        new = self.files / f"{name}.new"
        new.write_text(content)
        new.replace(self.files / name)

    def outcomes(self, at: str, step: dict[str, Any], face: Face, reported: list[Any]) -> list[Outcome]:
        name, given = step["call"], step.get("arguments", {})
        if name in REPORT_CALLS:
            return [self.report_call(at, step)]
        assert name in {*METHODS[self.kind], "parse"}, f"{at}: {name}"
        defaults, options = parameters(self.kind, name)
        known(options, step.get("options", {}), at)
        if name.endswith("_many"):
            assert len(given) == 1, f"{at}: {given}"
            if "report_of" in given:
                given = {"connectors": self.reports[given["report_of"]]}
        known(set(defaults) | ({"text"} if defaults.keys() >= CONNECTOR.keys() else set()), given, at)
        try:
            if name == "parse":
                return [unpause.Connector.parse(**given)]
            if "text" in given:
                parsed = dict(zip(CONNECTOR, unpause.Connector.parse(given["text"]), strict=True))
                given = {name: part for name, part in given.items() if name != "text"} | parsed
        except unpause.UnpauseError as error:
            return [error]
        if self.kind == "kafka_connect":
            defaults, given = ({NAMES.get(key, key): value for key, value in one.items()} for one in (defaults, given))
        arguments = {**defaults, **given, **step.get("options", {})}
        if "cancel_when" in step:
            return [face.cancel(name, arguments, lambda: self.world.wait_for(**step["cancel_when"]))]
        if name in JOBS:
            return [face.job(name, arguments, reported if "progress" in step else None)]
        return face.call(name, arguments, step.get("together", 1))

    def report_call(self, at: str, step: dict[str, Any]) -> Outcome:
        """Save a report, or read a saved one."""
        name, given = step["call"], step["arguments"]
        known(CALL_KEYS - {"options", "together", "progress", "cancel_when"} | EXPECTATIONS, step, at)
        known(REPORT_CALLS[name], given, at)
        assert len(given) == 1, f"{at}: {given}"
        if "report_of" in given:
            text = self.reports[given["report_of"]].to_json()
        else:
            text = given["text"] if "text" in given else json.dumps(given["json"])
        if name == "save_report":
            return json.loads(text)
        try:
            return unpause.Report.from_json(text)
        except unpause.UnpauseError as error:
            return error

    def compare(self, at: str, step: dict[str, Any], outcome: Outcome) -> None:
        what = next(iter(EXPECTATIONS & step.keys()))
        if isinstance(outcome, BaseException) is not (what == "error"):
            self.lines.append(f"{at}: expected {what}, got {outcome!r}")
        elif what == "error" and type(outcome) is not ERRORS[step["error"]["kind"]]:
            self.lines.append(f"{at}: expected {step['error']['kind']}, got {outcome!r}")
        else:
            assert what != "accepted" or isinstance(outcome, unpause.Accepted), f"{at}: {outcome!r}"
            self.lines += mismatches(document(outcome), step[what], f"{at}: {what}")

    def compare_progress(self, at: str, patterns: dict[str, Any], reported: list[Any]) -> None:
        known({"count", "first", "last"}, patterns, f"{at}: progress")
        documents = [document(progress) for progress in reported]
        first, last = (documents[0], documents[-1]) if documents else (None, None)
        seen = {"count": len(documents), "first": first, "last": last}
        self.lines += mismatches(seen, patterns, f"{at}: progress")

    def check_requests(self) -> None:
        for server, expected in self.case.get("requests", {}).items():
            seen = self.world.journal(server)["requests"]
            if len(seen) != len(expected):
                self.lines.append(f"{server}: expected {len(expected)} requests, got {len(seen)}")
            for number, (entry, pattern) in enumerate(zip(seen, expected, strict=False)):
                self.lines += request_mismatches(entry, pattern, f"{server}: request {number + 1}")
        for server, expected in self.case.get("requests_in_any_order", {}).items():
            left = list(expected)
            for entry in self.world.journal(server)["requests"]:
                found = next((pattern for pattern in left if not request_mismatches(entry, pattern, server)), None)
                if found is None:
                    self.lines.append(f"{server}: no pattern is left for {entry}")
                else:
                    left.remove(found)
            self.lines += [f"{server}: no request for {pattern}" for pattern in left]
        for server, pattern in self.case.get("counts", {}).items():
            self.lines += mismatches(self.world.journal(server)["counts"], pattern, f"{server}: counts")

    def check_pauses(self) -> None:
        for server, expected in self.case.get("pauses", {}).items():
            seen = self.world.journal(server)["requests"]
            pauses = [after["arrived"] - before["finished"] for before, after in pairwise(seen)]
            if len(pauses) != len(expected):
                self.lines.append(f"{server}: expected {len(expected)} pauses, got {pauses}")
            for number, (pause, pattern) in enumerate(zip(pauses, expected, strict=False)):
                self.lines += mismatches(pause, pattern, f"{server}: pause {number + 1}")

    def check_secrets(self, text: str) -> None:
        client, environment = self.case.get("client", {}), self.case.get("environment", {})
        pairs = [("SANDBOX-KEY", "sandbox-secret")]
        pairs += [(client.get("api_key"), client.get("api_secret")), (client.get("username"), client.get("password"))]
        secrets = [secret for _, secret in pairs] + [
            client.get("token"),
            environment.get("CONFLUENT_CLOUD_API_SECRET"),
        ]
        secrets += provided(client.get("token_provider"))
        secrets += [base64.b64encode(f"{key}:{secret}".encode()).decode() for key, secret in pairs if key and secret]
        for secret in secrets:
            assert not secret or len(secret) < 4 or secret not in text, f"this shows a secret: {text}"


def run(case: dict[str, Any], face: str, control: Control) -> None:
    """Run a case; a case with an environment runs in a process of its own."""
    with control.world(**case.get("servers", {})) as world, tempfile.TemporaryDirectory() as files:
        runner = Runner(case, FACES[face], world, Path(files))
        if "environment" not in case:
            runner.run()
            return
        environment = os.environ | runner.case["environment"]
        message = json.dumps(
            {
                "case": case,
                "face": face,
                "control": control.url,
                "id": world.id,
                "servers": world.servers,
                "files": files,
            }
        )
        child = subprocess.run(
            [sys.executable, Path(__file__)],
            input=message,
            env={name: value for name, value in environment.items() if value is not None},
            text=True,
            capture_output=True,
            timeout=60,
        )
        assert child.returncode == 0, child.stderr


def run_as_child() -> None:
    """Run the case that `run` writes to standard input."""
    message = json.loads(sys.stdin.read())
    world = World(Control(message["control"]), message["id"], message["servers"])
    Runner(message["case"], FACES[message["face"]], world, Path(message["files"])).run()


if __name__ == "__main__":
    run_as_child()
