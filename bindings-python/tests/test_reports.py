"""Reports as input and as JSON. What a report says, and what a job does with it, are cases."""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import pickle
import weakref
from collections.abc import Iterator
from typing import Any

import pytest

import unpause
from sandbox import Control, World
from unpause import Accepted, AsyncClient, Client, Connector, ConnectorResult, KafkaConnect, Report, ReportCounts

CLUSTER = ("env-a1b2c3", "lkc-x7y8z9")
ADDRESS = (*CLUSTER, "orders-sink")
RUNNING = {"name": "orders-sink", "state": "RUNNING"}
# Of one connector, whose pause was accepted.
COUNTS = ReportCounts(1, 1, 0, 0, 1)


@pytest.fixture
def fleet(control: Control) -> Iterator[World]:
    """A world of one connector that runs, one that is paused, and one whose pause is forbidden."""
    forbidden = {"name": "z", "state": "RUNNING", "answers": [{"status": 403}]}
    with control.world(main={"connectors": [RUNNING, {"name": "paused"}, forbidden]}) as world:
        yield world


def client_of(world: World) -> Client:
    return Client(token="sandbox-token", base_url=world.url)


def pause_all(world: World) -> Report:
    with client_of(world) as client:
        return client.pause_all(*CLUSTER)


def names_of(report: Report) -> list[str]:
    return [result.connector.connector_name for result in report]


def test_the_document_is_the_saved_text(fleet: World) -> None:
    report = pause_all(fleet)
    document = report.to_dict()
    assert json.loads(report.to_json()) == json.loads(json.dumps(document)) == document
    assert document["version"] == 1
    assert document["results"][1]["error"]["action"] == "pause"
    assert Report.from_json(json.dumps(document)).to_json() == report.to_json()


def test_what_is_read_is_what_was_saved(fleet: World) -> None:
    report = pause_all(fleet)
    again = Report.from_json(report.to_json())
    assert (again.summary, again.changed, again.left_out) == (report.summary, report.changed, report.left_out)
    assert again.results[0] == report.results[0]
    error, same = report.results[1].error, again.results[1].error
    assert isinstance(same, unpause.ForbiddenError)
    assert (str(same), same.to_dict()) == (str(error), error and error.to_dict())


@pytest.mark.parametrize(
    "twin",
    [
        lambda report: report,
        lambda report: pickle.loads(pickle.dumps(report)),
        copy.deepcopy,
        copy.copy,
        lambda report: Report.from_json(report.to_json()),
    ],
)
def test_a_copy_of_a_report_loses_nothing(fleet: World, twin: Any) -> None:
    report = pause_all(fleet)
    same = twin(report)
    assert same.to_json() == report.to_json()
    with client_of(fleet) as client:
        resumed = client.resume_many(same, wait=True)
    assert names_of(resumed) == ["orders-sink"]
    assert resumed.counts.reached == 1


def test_a_report_is_an_input_on_asyncio(fleet: World) -> None:
    async def main() -> None:
        async with AsyncClient(token="sandbox-token", base_url=fleet.url) as client:
            job = client.pause_all(*CLUSTER, wait=True)
            assert names_of(await job) == ["orders-sink", "z"]
            assert names_of(await client.resume_many(job.report)) == ["orders-sink"]

    asyncio.run(main())


class RefusedError(Exception):
    """What a function raises, and a handler may add something to."""

    report: Report


def test_a_report_and_what_was_raised_do_not_keep_each_other_alive(world: World) -> None:
    def token() -> str:
        raise RefusedError

    def work() -> weakref.ref[RefusedError]:
        with Client(token_provider=token, base_url=world.url) as client:
            report = client.resume_many([ADDRESS])
        (failure,) = report.failures
        assert isinstance(failure.error, unpause.CredentialsError)
        assert report.to_dict()["results"][0]["error"]["stage"] == "token_provider"
        raised = failure.error.__cause__
        assert isinstance(raised, RefusedError)
        raised.report = report
        return weakref.ref(raised)

    seen = work()
    gc.collect()
    assert seen() is None


def made_by_hand(connector: Connector) -> Report:
    accepted = Accepted(connector, None, 1, 0.25, None, None)
    return Report("pause", (ConnectorResult(connector, True, accepted, True, None, False, None),), COUNTS)


def test_a_report_that_was_made_by_hand_is_an_input(fleet: World) -> None:
    with client_of(fleet) as client:
        assert names_of(client.resume_many(made_by_hand(Connector(*CLUSTER, "paused")))) == ["paused"]


def test_a_report_that_was_made_by_hand_is_one_of_workers_too(control: Control) -> None:
    with control.world(main={"service": "kafka_connect"}) as world, KafkaConnect(world.url) as connect:
        assert names_of(connect.resume_many(made_by_hand(Connector("", "", "orders-sink")))) == ["orders-sink"]


def test_a_report_that_was_made_by_hand_is_saved_in_the_same_form(fleet: World) -> None:
    report = pause_all(fleet)
    values = {name: getattr(report, name) for name in Report.__match_args__}
    document, same = report.to_dict(), Report(**values).to_dict()
    assert Report(**values) == report
    # Of an error it has the message, and the fields that the language has.
    error, other = document["results"][1].pop("error"), same["results"][1].pop("error")
    assert document == same
    shared = {"kind", "advice", "status", "code", "request_id", "attempts", "body"}
    assert {name: error[name] for name in shared} == {name: other[name] for name in shared}


class OwnError(unpause.NotFoundError):
    """A class of a user's."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (unpause.NotFoundError("gone"), "NotFound"),
        (OwnError("gone"), "NotFound"),
        (unpause.UnpauseError("gone"), "Internal"),
        (unpause.RequestTimeoutError("gone"), "Timeout"),
        (unpause.TransportError("gone"), "Transport"),
        (unpause.WaitTimeoutError("gone"), "WaitTimeout"),
        (unpause.CredentialsError("gone"), "Credentials"),
    ],
)
def test_an_error_that_was_made_by_hand_is_saved(error: unpause.UnpauseError, kind: str) -> None:
    result = ConnectorResult(Connector(*ADDRESS), True, None, False, None, False, error)
    saved = Report("pause", (result,), ReportCounts(1, 0, 0, 1, 1)).to_dict()["results"][0]["error"]
    assert saved["kind"] == kind
    assert saved["message"].endswith("gone")


def test_a_report_that_no_job_has_is_refused_when_it_is_saved() -> None:
    report = Report("paint", (), ReportCounts(0, 0, 0, 0, 0))  # type: ignore[arg-type]
    with pytest.raises(unpause.InvalidRequestError, match=r'operation: "paint" is not known here') as raised:
        report.to_json()
    assert raised.value.field == "text"


@pytest.mark.parametrize("text", [b"{}", {}, None])
def test_a_text_of_a_wrong_type_is_a_type_error(text: Any) -> None:
    with pytest.raises(TypeError, match=r"^text must be a str, not "):
        Report.from_json(text)


def test_a_state_is_a_name_of_the_list(world: World) -> None:
    with client_of(world) as client:
        with pytest.raises(unpause.InvalidRequestError, match=r'`state` is "PAUSED"'):
            client.wait_until(*ADDRESS, "PAUSED")  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"^state must be a str, not int$"):
            client.wait_until(*ADDRESS, 1)  # type: ignore[arg-type]
    assert world.journal()["requests"] == []


@pytest.mark.parametrize("call", ["restart", "restart_and_wait", "restart_many", "restart_all"])
@pytest.mark.parametrize("option", ["include_tasks", "only_failed"])
def test_the_scope_of_every_restart_is_of_booleans(control: Control, call: str, option: str) -> None:
    target = {"restart_all": (), "restart_many": (["a"],)}.get(call, ("a",))
    with (
        control.world(main={"service": "kafka_connect"}) as world,
        KafkaConnect(world.url) as connect,
        pytest.raises(TypeError, match=f"^{option} must be a bool, not str$"),
    ):
        getattr(connect, call)(*target, **{option: "no"})
