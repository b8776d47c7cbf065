"""The public names of the installed package against tests/parity/names.json."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

import unpause
from sandbox import REPOSITORY
from unpause import _native

LISTED: dict[str, Any] = json.loads((REPOSITORY / "tests" / "parity" / "names.json").read_text())
# Python's own names for two kinds: TimeoutError is a builtin, and a timeout here is a request's.
CLASSES = {"Timeout": "RequestTimeoutError"}


PRIVATE = {"self", "cls", "_from_env"}


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


@pytest.mark.parametrize("client", [unpause.Client, unpause.AsyncClient])
def test_calls(client: type[unpause.Client]) -> None:
    lifecycle = {"from_env", "close", "aclose"}
    methods = {name for name, one in inspect.getmembers(client, callable) if not name.startswith("_")} - lifecycle
    assert methods == set(LISTED["methods"])
    for method in methods:
        assert list(parameters(getattr(client, method))) == LISTED["connector"] + LISTED["call_options"]


@pytest.mark.parametrize("record", ["Connector", "RateLimit", "Accepted"])
def test_what_comes_back(record: str) -> None:
    kind = getattr(unpause, record)
    listed = LISTED[{"RateLimit": "rate_limit"}.get(record, record.lower())]
    assert list(kind.__match_args__) == listed
    assert {name for name, one in vars(kind).items() if isinstance(one, property)} == set(listed)


def test_errors_and_their_fields() -> None:
    expected = {CLASSES.get(kind, f"{kind}Error"): names for kind, names in LISTED["errors"].items()}
    concrete = {name for name in unpause.__all__ if name.endswith("Error")} - {"UnpauseError", "APIError"}
    assert concrete == expected.keys()
    for name, names in expected.items():
        own = LISTED["answered"] if names == "answered" else names
        assert fields(getattr(unpause, name)) == {*LISTED["error"], *own}, name
