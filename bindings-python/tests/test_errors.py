"""The exception classes: bases, fields, pickling."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Callable

import pytest

import unpause
from parity_names import ERRORS
from sandbox import World
from unpause import Client, UnpauseError

ANSWERED = {
    401: unpause.UnauthorizedError,
    403: unpause.ForbiddenError,
    404: unpause.NotFoundError,
    409: unpause.ConflictError,
    429: unpause.RateLimitedError,
    500: unpause.ServerError,
    418: unpause.UnexpectedStatusError,
}


def failure(world: World, name: str = "nobody") -> UnpauseError:
    with Client(api_key="SANDBOX-KEY", api_secret="sandbox-secret", base_url=world.url) as client:
        with pytest.raises(UnpauseError) as raised:
            client.resume("env-a1b2c3", "lkc-x7y8z9", name)
        return raised.value


def test_every_exception_has_its_bases() -> None:
    exceptions = [value for name, value in vars(unpause).items() if name.endswith("Error")]
    assert set(exceptions) == {UnpauseError, unpause.APIError, unpause.FailuresError, *ERRORS.values()}
    assert all(issubclass(exception, UnpauseError) for exception in exceptions)
    assert issubclass(unpause.InvalidRequestError, ValueError)
    assert issubclass(unpause.RequestTimeoutError, TimeoutError)
    assert issubclass(unpause.WaitTimeoutError, TimeoutError)
    assert issubclass(unpause.TransportError, ConnectionError)
    assert issubclass(unpause.InvalidResponseError, unpause.APIError)
    assert all(issubclass(exception, unpause.APIError) for exception in ANSWERED.values())


@pytest.mark.parametrize("copied", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy])
def test_an_exception_survives_copying(world: World, copied: Callable[[UnpauseError], UnpauseError]) -> None:
    error = failure(world)
    assert isinstance(error, unpause.NotFoundError)
    twin = copied(error)
    assert isinstance(twin, unpause.NotFoundError)
    assert str(twin) == str(error)
    assert vars(twin) == vars(error)
    assert (twin.status, str(twin.connector), twin.attempts) == (404, "env-a1b2c3/lkc-x7y8z9/nobody", 1)


def test_a_summary_is_the_message_without_its_advice(world: World) -> None:
    error = failure(world)
    assert error.advice
    assert str(error) == f"{error.summary}. {error.advice}"
    assert error.to_dict()["summary"] == error.summary
    assert pickle.loads(pickle.dumps(error)).summary == error.summary
    assert not [name for name in error.to_dict() if name.startswith("_")]


def test_the_summary_of_an_error_made_by_hand_is_its_message() -> None:
    assert unpause.NotFoundError("gone").summary == "gone"


def test_an_exception_is_pickled_by_its_public_name() -> None:
    pickled = pickle.dumps(unpause.NotFoundError("gone"), protocol=0)
    assert pickled.startswith(b"cunpause\nNotFoundError\n")
    # The private name can be loaded, too.
    old = pickle.loads(pickled.replace(b"cunpause\n", b"cunpause._errors\n", 1))
    assert (type(old), str(old)) == (unpause.NotFoundError, "gone")


def test_a_result_survives_copying(world: World) -> None:
    with Client(token="sandbox-token", base_url=world.url) as client:
        accepted = client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
    assert pickle.loads(pickle.dumps(accepted)) == accepted
    assert hash(accepted) == hash(copy.copy(accepted))
    with pytest.raises(AttributeError):
        accepted.attempts = 7  # type: ignore[misc]


def test_the_traceback_ends_at_the_callers_line(world: World) -> None:
    error = failure(world)
    assert error.__traceback__ is not None
    assert error.__cause__ is None
    assert error.__context__ is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"timeout": "soon"}, "timeout must be a number of seconds, not str"),
        ({"api_key": 7, "api_secret": "s"}, "api_key must be a str, not int"),
        ({"retry": 3}, "retry must be a RetryPolicy, not int"),
        ({"headers": {"x": 1}}, 'headers\\["x"\\] must be a str, not int'),
        ({"allow_insecure": "no"}, "allow_insecure must be a bool, not str"),
        ({"headers": "x"}, "headers must be a mapping, not str"),
        ({"ca_bundle": 1}, "ca_bundle must be a path, not int"),
        ({"retry": unpause.RetryPolicy(max_attempts=1.5)}, "max_attempts must be an int, not float"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_type_is_a_type_error_that_names_the_option(options: dict[str, object], message: str) -> None:
    with pytest.raises(TypeError, match=f"^{message}$"):
        Client(**options)  # type: ignore[arg-type]


def test_an_unknown_option_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="deadlin"):
        Client.from_env(token="t", deadlin=1)  # type: ignore[call-arg]


def test_a_huge_number_is_an_invalid_request() -> None:
    with pytest.raises(unpause.InvalidRequestError, match="`max_attempts` is out of range") as raised:
        Client(token="t", retry=unpause.RetryPolicy(10**30))
    assert raised.value.field == "max_attempts"


def test_a_wrong_type_in_a_call_is_a_type_error(world: World) -> None:
    with Client(token="sandbox-token", base_url=world.url) as client:
        with pytest.raises(TypeError, match=r"^connector_name must be a str, not NoneType$"):
            client.resume("env-a1b2c3", "lkc-x7y8z9", None)  # type: ignore[arg-type]
        with pytest.raises(unpause.InvalidRequestError, match="surrogate") as raised:
            client.resume("env-a1b2c3", "lkc-x7y8z9", "bad \udc80 name")
    assert raised.value.field == "connector_name"
    assert world.journal()["requests"] == []


def test_a_call_of_a_closed_client_is_an_invalid_request(world: World) -> None:
    client = Client(token="sandbox-token", base_url=world.url)
    client.close()
    client.close()
    with pytest.raises(unpause.InvalidRequestError, match="the client is closed"):
        client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")


def test_closing_closes_the_connections(world: World) -> None:
    with Client(token="sandbox-token", base_url=world.url) as client:
        client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
        assert world.journal()["connections"]["closed"] == 0
    world.wait_for(closed=1)


def test_keywords_and_positions_both_work(world: World) -> None:
    with Client(token="sandbox-token", base_url=world.url) as client:
        accepted = client.resume(
            connector_name="orders-sink", kafka_cluster_id="lkc-x7y8z9", environment_id="env-a1b2c3"
        )
        again = client.resume(*accepted.connector)
    assert again.connector == accepted.connector


def test_a_panic_is_an_internal_error(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    with Client(token="sandbox-token", base_url=world.url) as client:
        with pytest.raises(unpause.InternalError, match="a panic that a test asked for"):
            client._native.panic()
        assert client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink").attempts == 1
    assert "panicked" in capfd.readouterr().err


@pytest.mark.parametrize(
    "make",
    [
        lambda: Client(api_key="KEY", api_secret="hush-1", proxy="http://u:hush-2@h:1", timeout=-1),
        lambda: Client.from_env(token="hush-3", headers={"x": "hush-4"}, timeout=-1),
        lambda: unpause.KafkaConnect("http://u:hush-5@h", username="u", password="hush-6"),
        lambda: unpause.AsyncClient(token="hush-7\n"),
    ],
)
def test_no_frame_of_a_failed_constructor_holds_a_secret(make: Callable[[], object]) -> None:
    with pytest.raises(unpause.UnpauseError) as raised:
        make()
    frames = [frame for frame, _ in traceback.walk_tb(raised.tb) if "unpause" in frame.f_code.co_filename]
    own = [frame for frame in frames if "tests" not in frame.f_code.co_filename]
    assert own
    for frame in own:
        shown = repr(frame.f_locals)
        assert "hush" not in shown, (frame.f_code.co_qualname if hasattr(frame.f_code, "co_qualname") else "", shown)


@pytest.mark.parametrize("value", [-1, 0])
@pytest.mark.parametrize(
    ("option", "least"), [("concurrency", "a whole number from 1 to"), ("deadline", "more than 0")]
)
def test_the_range_of_an_option_is_said_alike(option: str, least: str, value: int) -> None:
    with Client(token="t") as client, pytest.raises(unpause.InvalidRequestError, match=least):
        client.resume_all("env-a", "lkc-b", **{option: value}, wait=True)  # type: ignore[arg-type]
