"""The public names of the installed package against tests/parity/names.json."""

from __future__ import annotations

import inspect
import re
from typing import Any, get_args

import pytest

import unpause
from cases import NAMES
from parity_names import ERRORS, JOBS, LISTED, METHODS, RECORDS, SAVING, error_fields, options, target
from unpause import _native, _typed

PRIVATE = {"self", "cls"}
# Python's way of listening to a job, besides iterating it.
LISTENING = {"on_progress"}
LIFECYCLE = {"from_env", "close", "aclose"}


def parameters(function: Any) -> dict[str, Any]:
    return {name: one.default for name, one in inspect.signature(function).parameters.items() if name not in PRIVATE}


def fields(error: type) -> set[str]:
    """Get the attributes that a class and its bases declare, or compute."""
    declared = {name for base in error.__mro__ for name in vars(base).get("__annotations__", {}) if name[0] != "_"}
    return declared | {name for name, one in inspect.getmembers(error) if isinstance(one, property)}


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


SOURCES = {unpause.Token: "token", unpause.StsToken: "sts_token", unpause.ClientCredentials: "client_credentials"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
def test_sources_of_tokens_and_their_defaults(source: type) -> None:
    listed = LISTED[SOURCES[source]]
    given = parameters(source.__init__)  # type: ignore[misc]
    assert list(given) == list(listed)
    # What is needed has no default. In the list it has none either, which is null there.
    assert {default for default in given.values() if default is not inspect.Parameter.empty} <= {None}
    assert isinstance(listed, list) or not any(listed.values())
    assert set(source.__slots__) == set(listed)  # type: ignore[attr-defined]


def test_the_options_of_from_env() -> None:
    assert unpause.ClientOptions.__annotations__.keys() == LISTED["client_options"].keys()


CLIENTS = [
    (unpause.Client, "confluent_cloud"),
    (unpause.AsyncClient, "confluent_cloud"),
    (unpause.KafkaConnect, "kafka_connect"),
    (unpause.AsyncKafkaConnect, "kafka_connect"),
]


@pytest.mark.parametrize(("client", "service"), CLIENTS)
def test_calls(client: type, service: str) -> None:
    calls = {name for name, one in inspect.getmembers(client, callable) if not name.startswith("_")} - LIFECYCLE
    assert calls == set(METHODS[service])
    for method in METHODS[service]:
        check_call(client, service, method)


def check_call(client: type, service: str, method: str) -> None:
    given, listed = parameters(getattr(client, method)), options(service, method)
    names = NAMES if service == "kafka_connect" else {}
    assert set(given) - LISTENING == {*(names.get(name, name) for name in target(service, method)), *listed}, method
    assert (set(given) >= LISTENING) is (method in JOBS)
    for name, default in listed.items():
        shown = given[name]
        assert (list(shown) if isinstance(shown, tuple) else shown) == default, (method, name)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records(record: type) -> None:
    listed = RECORDS[record]
    computed = {name for name, one in vars(record).items() if isinstance(one, property)}
    assert computed == set(listed)
    # The computed fields follow the items.
    assert list(record.__match_args__) == listed[: len(record.__match_args__)]  # type: ignore[attr-defined]


def test_a_report_is_saved_and_read() -> None:
    assert {name for name in SAVING if callable(getattr(unpause.Report, name))} == SAVING <= set(LISTED["report"])


@pytest.mark.parametrize(
    ("listed", "literal"),
    [
        ("desired_states", unpause.DesiredState),
        ("many_operations", unpause.ManyOperation),
        ("left_out_reasons", unpause.LeftOutReason),
    ],
)
def test_closed_lists(listed: str, literal: Any) -> None:
    assert list(get_args(literal)) == LISTED[listed]


def test_the_operations_and_reasons_are_documented() -> None:
    for documented, listed in (
        (unpause.Report.operation, "many_operations"),
        (unpause.LeftOut.reason, "left_out_reasons"),
    ):
        assert re.findall(r'``"(\w+)"``', documented.__doc__ or "") == LISTED[listed]


def test_situations() -> None:
    assert unpause.WaitTimeoutError.__doc__
    assert re.findall(r'``"(\w+)"``', unpause.WaitTimeoutError.__doc__) == LISTED["situations"]
    assert list(get_args(unpause.Situation)) == LISTED["situations"]


def test_transport_reasons() -> None:
    assert unpause.TransportError.__doc__
    assert re.findall(r'``"(\w+)"``', unpause.TransportError.__doc__) == LISTED["transport_reasons"]
    assert list(get_args(_typed.TransportReason)) == LISTED["transport_reasons"]


def test_credentials_stages() -> None:
    assert unpause.CredentialsError.__doc__
    assert re.findall(r'``"(\w+)"``', unpause.CredentialsError.__doc__) == LISTED["credentials_stages"]
    assert list(get_args(_typed.CredentialsStage)) == LISTED["credentials_stages"]


def test_errors_and_their_fields() -> None:
    concrete = {getattr(unpause, name) for name in unpause.__all__ if name.endswith("Error")}
    assert concrete - {unpause.UnpauseError, unpause.APIError, unpause.FailuresError} == set(ERRORS.values())
    for kind, error in ERRORS.items():
        assert fields(error) == error_fields(kind), kind
