"""The records: their fields, and their forms as text, tuple and dictionary."""

from __future__ import annotations

import pickle

import pytest

import unpause
from unpause import Connector, RateLimit, RetryPolicy

ADDRESS = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ((*ADDRESS[:2], None), "connector_name must be a str, not NoneType"),
        ((1, 2, "z"), "environment_id must be a str, not int"),
        (("a", b"b", "c"), "kafka_cluster_id must be a str, not bytes"),
    ],
)
def test_a_connector_with_a_part_of_a_wrong_type_is_a_type_error(parts: tuple[str, str, str], message: str) -> None:
    with pytest.raises(TypeError, match=f"^{message}$"):
        Connector(*parts)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (ADDRESS, "env-a1b2c3/lkc-x7y8z9/orders-sink"),
        (("", "", "orders-sink"), "orders-sink"),
        (("", "lkc-x7y8z9", "orders-sink"), "/lkc-x7y8z9/orders-sink"),
        (("env-a1b2c3", "", "orders-sink"), "env-a1b2c3//orders-sink"),
    ],
)
def test_only_a_connector_of_self_managed_workers_shows_its_name_alone(parts: tuple[str, str, str], text: str) -> None:
    assert str(Connector(*parts)) == text


def test_a_record_as_a_dictionary() -> None:
    connector = Connector(*ADDRESS)
    assert connector._asdict() == {
        "environment_id": "env-a1b2c3",
        "kafka_cluster_id": "lkc-x7y8z9",
        "connector_name": "orders-sink",
    }
    accepted = unpause.Accepted(connector, "r-1", 1, 0.25, RateLimit(50, 49, None))
    fields = accepted._asdict()
    assert list(fields) == ["connector", "request_id", "attempts", "elapsed", "rate_limit"]
    assert fields["connector"] is connector
    assert RetryPolicy(**RetryPolicy(max_attempts=2)._asdict()) == RetryPolicy(max_attempts=2)


def test_a_record_is_pickled_by_its_public_name() -> None:
    connector = Connector(*ADDRESS)
    assert b"unpause._" not in pickle.dumps(connector)
    assert pickle.loads(pickle.dumps(connector)) == connector


def test_a_policy_without_attempts_is_refused_by_the_client() -> None:
    with pytest.raises(unpause.InvalidRequestError, match="`max_attempts` is 0"):
        unpause.Client(token="t", retry=RetryPolicy(max_attempts=0))
