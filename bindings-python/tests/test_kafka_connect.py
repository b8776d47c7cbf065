"""The clients for self-managed Kafka Connect, where they differ from those for Confluent Cloud."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
from collections.abc import Iterator

import pytest

import unpause
from sandbox import Control, World
from test_processes import run, unix
from unpause import AsyncKafkaConnect, Connector, KafkaConnect


@pytest.fixture
def world(control: Control) -> Iterator[World]:
    """A world with one worker that has one paused connector."""
    with control.world(main={"service": "kafka_connect"}) as world:
        yield world


@pytest.fixture
def fleet(control: Control) -> Iterator[World]:
    """A world with one worker that has three paused connectors and a stopped one."""
    connectors = [*({"name": name} for name in "abc"), {"name": "d", "state": "STOPPED"}]
    with control.world(main={"service": "kafka_connect", "connectors": connectors}) as world:
        yield world


def test_a_connector_is_its_name(world: World) -> None:
    with KafkaConnect(world.url) as connect:
        accepted = connect.resume("orders-sink")
        assert accepted.connector == Connector("", "", "orders-sink")
        assert (str(accepted.connector), [*accepted.connector]) == ("orders-sink", ["", "", "orders-sink"])
        assert [str(one.connector) for one in connect.list_expanded()] == connect.list() == ["orders-sink"]
        with pytest.raises(unpause.NotFoundError) as raised:
            connect.status("nobody")
    for twin in (raised.value, copy.copy(raised.value), pickle.loads(pickle.dumps(raised.value))):
        assert str(twin.connector) == "nobody"


def test_an_argument_that_is_not_a_str_is_a_type_error_and_nothing_is_sent(world: World) -> None:
    with KafkaConnect(world.url) as connect:
        with pytest.raises(TypeError, match=r"^connector_name must be a str, not int$"):
            connect.stop(7)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"^connector_name must be a str, not Connector$"):
            connect.resume_and_wait(Connector("", "", "orders-sink"))  # type: ignore[arg-type]
        with pytest.raises(unpause.InvalidRequestError, match="surrogate"):
            connect.resume("\udc80")
        for wrong in ("orders-sink", 7, Connector("", "", "orders-sink")):
            with pytest.raises(TypeError, match=r"^names must be a Report, or an iterable of str, not "):
                connect.resume_many(wrong)  # type: ignore[arg-type]
    for url in (b"http://h", 7):
        with pytest.raises(TypeError, match=r"^base_url must be a str or a list of str, not (bytes|int)$"):
            KafkaConnect(url)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^base_url must be a str, not int$"):
        KafkaConnect(["http://h", 7])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="base_url"):
        KafkaConnect()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="api_key"):
        KafkaConnect(world.url, api_key="KEY")  # type: ignore[call-arg]
    assert world.journal()["requests"] == []


@pytest.mark.parametrize("option", ["include_tasks", "only_failed"])
def test_a_str_is_not_a_bool(world: World, option: str) -> None:
    async def main() -> None:
        async with AsyncKafkaConnect(world.url) as connect:
            await connect.restart("orders-sink", **{option: "no"})  # type: ignore[arg-type]

    with pytest.raises(TypeError, match=rf"^{option} must be a bool, not str$"):
        asyncio.run(main())
    with KafkaConnect(world.url) as connect, pytest.raises(TypeError, match=rf"^{option} must be a bool, not str$"):
        connect.restart("orders-sink", **{option: "no"})  # type: ignore[arg-type]
    assert world.journal()["requests"] == []


@pytest.mark.parametrize(
    ("element", "message"),
    [
        (7, r"names\[1\]: connector_name must be a str, not int"),
        ("..", r"names\[1\]: `connector_name` is"),
        ("", r"names\[1\]: `connector_name` is empty"),
        ("\udc80", r"names\[1\]: `connector_name` holds a lone surrogate"),
    ],
)
def test_a_wrong_name_of_many_is_named_and_nothing_is_sent(world: World, element: object, message: str) -> None:
    with KafkaConnect(world.url) as connect, pytest.raises(unpause.InvalidRequestError, match=message) as raised:
        connect.resume_many(["orders-sink", element])  # type: ignore[list-item]
    assert raised.value.field == ("names" if element == 7 else "connector_name")
    assert world.journal()["requests"] == []


def test_names_from_any_iterable_and_the_report_of_all(fleet: World) -> None:
    with KafkaConnect(fleet.url) as connect:
        report = connect.resume_many(name for name in ("c", "a"))
        assert [str(result.connector) for result in report.results] == ["c", "a"]
        report = connect.resume_all(dry_run=True, states=["PAUSED", "STOPPED"])
        assert [str(result.connector) for result in report.results] == ["b", "d"]
    assert pickle.loads(pickle.dumps(report)) == report


def test_jobs_on_asyncio(fleet: World) -> None:
    async def main() -> None:
        async with AsyncKafkaConnect(fleet.url) as connect:
            job = connect.resume_all(wait=True)
            reported = [progress async for progress in job]
            assert (await job).counts.reached == 3
            assert reported[-1].counts == job.report.counts
            running = await connect.resume_and_wait("d")
            assert (str(running.connector), running.status.state) == ("d", "RUNNING")

    asyncio.run(main())


def test_a_call_of_a_closed_client_is_an_invalid_request(world: World) -> None:
    connect = KafkaConnect(world.url)
    connect.close()
    with pytest.raises(unpause.InvalidRequestError, match="closed"):
        connect.stop("orders-sink")


def test_no_password_is_shown_or_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "unpause")
    with KafkaConnect(world.url, username="ann", password="hush-hush") as connect:
        connect.stop("orders-sink")
        assert repr(connect) == f"KafkaConnect(base_url={world.url!r})"
    with pytest.raises(unpause.ConfigurationError) as raised:
        KafkaConnect(world.url, username="ann:eve", password="hush-hush")
    assert caplog.messages
    assert "hush-hush" not in f"{caplog.messages} {raised.value}"


@unix
def test_a_forked_child_has_a_client_of_the_same_workers(world: World) -> None:
    run(
        world,
        """
        from unpause import AsyncKafkaConnect, KafkaConnect
        connect = KafkaConnect(URL)
        awaited = AsyncKafkaConnect(URL)
        connect.resume("orders-sink")
        asyncio.run(awaited.status("orders-sink"))
        child = os.fork()
        connect.stop("orders-sink")
        asyncio.run(awaited.restart("orders-sink", only_failed=True))
        if child == 0:
            os._exit(0)
        ends_well(child)
        """,
    )
    assert len(world.journal()["requests"]) == 6
