"""The public names of the installed package against tests/parity/names.json."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

import unpause
from sandbox import REPOSITORY
from unpause import _errors, _native

LISTED: dict[str, Any] = json.loads((REPOSITORY / "tests" / "parity" / "names.json").read_text())
# Python's own names for two kinds: TimeoutError is a builtin, and a timeout here is a request's.
CLASSES = {"Timeout": "RequestTimeoutError"}


PRIVATE = {"self", "cls"}
# Python's way of listening to a job, beside iterating it.
LISTENING = {"on_progress"}
CONNECTOR = LISTED["connector"]
CLUSTER = CONNECTOR[:2]
NAME = {"name"}
OPTIONS = {"wait_until_running": "wait_options", "resume_and_wait": "wait_options"}
OPTIONS |= {"resume_many": "resume_many_options", "resume_all": "resume_all_options"}
TARGETS = {"list": CLUSTER, "list_expanded": CLUSTER, "resume_all": CLUSTER, "resume_many": ["connectors"]}
# Of KafkaConnect, whose restart alone has options of its own.
WORKERS_TARGETS = {"list": (), "list_expanded": (), "resume_all": (), "resume_many": {"names"}}
LIFECYCLE = {"from_env", "close", "aclose"}
RECORDS = ["accepted", "connector", "connector_status", "listed_connector", "rate_limit", "resume_counts"]
RECORDS += ["resume_progress", "resume_report", "resume_result", "running", "task_status", "wait_progress"]


def parameters(function: Any) -> dict[str, Any]:
    return {name: one.default for name, one in inspect.signature(function).parameters.items() if name not in PRIVATE}


def fields(error: type) -> set[str]:
    """Get the attributes that a class and its bases declare."""
    return {name for base in error.__mro__ for name in vars(base).get("__annotations__", {})}


@pytest.mark.parametrize("client", [unpause.Client, unpause.AsyncClient])
def test_options_and_their_defaults(client: type[unpause.Client]) -> None:
    options = parameters(client.__init__)
    assert options.keys() == LISTED["client_options"].keys()
    for name, default in LISTED["client_options"].items():
        assert getattr(_native, f"DEFAULT_{name.upper()}", options[name]) == default, name
    assert parameters(unpause.RetryPolicy.__new__) == LISTED["retry_policy"]


@pytest.mark.parametrize("client", [unpause.KafkaConnect, unpause.AsyncKafkaConnect])
def test_options_of_kafka_connect_and_their_defaults(client: type[unpause.KafkaConnect]) -> None:
    options = parameters(client.__init__)
    assert options.keys() == LISTED["kafka_connect_options"].keys()
    assert options.pop("base_url") is inspect.Parameter.empty
    for name, default in options.items():
        assert getattr(_native, f"DEFAULT_{name.upper()}", default) == LISTED["kafka_connect_options"][name], name


def check_call(client: type, method: str, target: Collection[str], listed: list[str] | dict[str, Any]) -> None:
    given = parameters(getattr(client, method))
    assert set(given) - LISTENING == {*target, *listed}, method
    assert (set(given) >= LISTENING) is (method in OPTIONS)
    for name, default in listed.items() if isinstance(listed, dict) else ():
        shown = given[name]
        assert (list(shown) if isinstance(shown, tuple) else shown) == default, (method, name)


def calls(client: type) -> set[str]:
    return {name for name, one in inspect.getmembers(client, callable) if not name.startswith("_")} - LIFECYCLE


@pytest.mark.parametrize("client", [unpause.Client, unpause.AsyncClient])
def test_calls(client: type[unpause.Client]) -> None:
    assert calls(client) == set(LISTED["methods"])
    for method in LISTED["methods"]:
        check_call(client, method, TARGETS.get(method, CONNECTOR), LISTED[OPTIONS.get(method, "call_options")])


@pytest.mark.parametrize("client", [unpause.KafkaConnect, unpause.AsyncKafkaConnect])
def test_calls_of_kafka_connect(client: type[unpause.KafkaConnect]) -> None:
    assert calls(client) == set(LISTED["kafka_connect_methods"])
    restart = {**LISTED["restart_options"], **dict.fromkeys(LISTED["call_options"])}
    for method in LISTED["kafka_connect_methods"]:
        listed = restart if method == "restart" else LISTED[OPTIONS.get(method, "call_options")]
        check_call(client, method, WORKERS_TARGETS.get(method, NAME), listed)


@pytest.mark.parametrize("record", RECORDS)
def test_what_comes_back(record: str) -> None:
    kind = getattr(unpause, record.title().replace("_", ""))
    listed = LISTED[record]
    properties = {name for name, one in vars(kind).items() if isinstance(one, property)}
    assert properties == set(listed)
    # What a record computes stands after what it holds.
    assert list(kind.__match_args__) == listed[: len(kind.__match_args__)]


def test_situations() -> None:
    assert unpause.WaitTimeoutError.__doc__
    assert re.findall(r'``"(\w+)"``', unpause.WaitTimeoutError.__doc__) == LISTED["situations"]
    source = Path(_errors.__file__).read_text()
    literal = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Subscript) and "still_" in ast.unparse(node)
    )
    assert list(ast.literal_eval(literal.slice)) == LISTED["situations"]


def test_errors_and_their_fields() -> None:
    expected = {CLASSES.get(kind, f"{kind}Error"): names for kind, names in LISTED["errors"].items()}
    concrete = {name for name in unpause.__all__ if name.endswith("Error")} - {"UnpauseError", "APIError"}
    assert concrete == expected.keys()
    for name, names in expected.items():
        own = LISTED["answered"] if names == "answered" else names
        assert fields(getattr(unpause, name)) == {*LISTED["error"], *own}, name
