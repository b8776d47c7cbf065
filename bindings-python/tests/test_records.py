"""The records: their fields, and their forms as text, tuple and dictionary."""

from __future__ import annotations

import asyncio
import builtins
import json
import pickle
import sys
import traceback
from typing import Any

import pytest

import unpause
from parity_names import ERRORS, LISTED, RECORDS, error_fields
from sandbox import World
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
    accepted = unpause.Accepted(connector, "r-1", 1, 0.25, RateLimit(50, 49, None), None)
    fields = accepted._asdict()
    assert list(fields) == ["connector", "request_id", "attempts", "elapsed", "rate_limit", "restarting"]
    assert fields["connector"] is connector
    assert RetryPolicy(**RetryPolicy(max_attempts=2)._asdict()) == RetryPolicy(max_attempts=2)


def test_a_record_is_pickled_by_its_public_name() -> None:
    connector = Connector(*ADDRESS)
    assert b"unpause._" not in pickle.dumps(connector)
    assert pickle.loads(pickle.dumps(connector)) == connector


def test_a_policy_without_attempts_is_refused_by_the_client() -> None:
    with pytest.raises(unpause.InvalidRequestError, match="`max_attempts` is 0"):
        unpause.Client(token="t", retry=RetryPolicy(max_attempts=0))


def report_of(world: World) -> unpause.Report:
    names = [ADDRESS, ("env-a1b2c3", "lkc-x7y8z9", "nobody"), ("env-a1b2c3", "lkc-x7y8z9", "no-one")]
    with unpause.Client(token="sandbox-token", base_url=world.url) as client:
        return client.resume_many(names, wait=True)


def keys(value: Any, listed: list[str]) -> None:
    assert list(value) == listed


def test_everything_serialises(world: World) -> None:
    report = report_of(world)
    assert json.loads(json.dumps(report.to_dict())) == report.to_dict()
    keys(report.counts.to_dict(), LISTED["report_counts"])
    first, second, _ = (result.to_dict() for result in report)
    assert json.loads(json.dumps([first, second])) == [first, second]
    keys(first, LISTED["connector_result"])
    keys(first["connector"], LISTED["connector"])
    keys(first["accepted"], LISTED["accepted"])
    keys(first["status"], LISTED["connector_status"])
    keys(first["status"]["tasks"][0], LISTED["task_status"])
    assert first["error"] is None
    error = second["error"]
    assert set(error) == {"name", "message", *error_fields("NotFound")}
    assert (error["name"], error["status"]) == ("NotFoundError", 404)
    assert error["connector"]["connector_name"] == "nobody"


# A report's document is that of the core.
@pytest.mark.parametrize("record", [one for one in RECORDS if one is not unpause.Report], ids=lambda one: one.__name__)
def test_every_record_serialises(record: Any) -> None:
    values = [f"{name}" for name in record.__match_args__]
    assert record(*values).to_dict() == dict(zip(record.__match_args__, values, strict=True))


@pytest.mark.parametrize("error", [unpause.UnpauseError, *ERRORS.values()], ids=lambda error: error.__name__)
def test_every_error_serialises(error: type[unpause.UnpauseError]) -> None:
    written = error("what failed").to_dict()
    assert (written["name"], written["message"]) == (error.__name__, "what failed")
    assert json.loads(json.dumps(written)) == written


def test_a_wait_and_its_progress_serialise(world: World) -> None:
    told: list[Any] = []
    with unpause.Client(token="sandbox-token", base_url=world.url) as client:
        result = client.resume_and_wait(*ADDRESS, on_progress=told.append)
    keys(result.to_dict(), LISTED["wait_result"])
    keys(told[0].to_dict(), LISTED["wait_progress"])
    json.dumps([result.to_dict(), *(one.to_dict() for one in told)])


def test_a_report_is_about_its_results(world: World) -> None:
    report = report_of(world)
    assert not isinstance(report, tuple)
    assert len(report) == 3
    assert list(report) == list(report.results)
    assert report[0].connector == Connector(*ADDRESS)
    assert report
    assert not report.ok
    assert pickle.loads(pickle.dumps(report)).results[0] == report.results[0]
    assert repr(report).startswith("Report(operation='resume', results=(ConnectorResult(connector=Connector(")
    empty = unpause.Report("pause", (), unpause.ReportCounts(0, 0, 0, 0, 0))
    assert not empty
    assert empty.ok
    empty.raise_for_failures()


def test_a_report_of_interrupted_work_is_not_ok() -> None:
    untouched = unpause.ConnectorResult(Connector(*ADDRESS), False, None, False, None, False, None)
    counts = unpause.ReportCounts(1, 0, 0, 0, 0)
    assert not unpause.Report("resume", (untouched,), counts).ok
    assert unpause.Report("resume", (untouched,), counts, dry_run=True).ok


def test_a_report_raises_its_failures_together(world: World) -> None:
    report = report_of(world)
    with pytest.raises(unpause.FailuresError) as raised:
        report.raise_for_failures()
    failed = raised.value
    assert isinstance(failed, unpause.UnpauseError)
    assert failed.report is report
    assert failed.exceptions == tuple(failure.error for failure in report.failures)
    assert str(failed) == f"{report.summary} (2 sub-exceptions)"
    assert not failed.retryable
    again = pickle.loads(pickle.dumps(failed))
    assert str(again) == str(failed)
    assert [str(one) for one in again.exceptions] == [str(one) for one in failed.exceptions]
    assert len(failed.to_dict()["exceptions"]) == 2


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python has exception groups since 3.11")
def test_the_failures_are_an_exception_group(world: World) -> None:
    with pytest.raises(unpause.FailuresError) as raised:
        report_of(world).raise_for_failures()
    group: Any = raised.value
    found, rest = group.split(unpause.NotFoundError)
    assert rest is None
    assert isinstance(found, getattr(builtins, "ExceptionGroup"))  # noqa: B009 (mypy checks for 3.10)
    assert found.report is group.report
    assert "nobody" in "".join(traceback.format_exception(group))


def test_pandas_makes_a_table_of_a_report(world: World) -> None:
    pandas = pytest.importorskip("pandas")
    report = report_of(world)
    table = pandas.DataFrame(report)
    assert list(table.columns) == LISTED["connector_result"]
    assert len(table) == 3
    flat = pandas.json_normalize([result.to_dict() for result in report])
    assert list(flat["connector.connector_name"]) == ["orders-sink", "nobody", "no-one"]


def test_fastapi_returns_results_and_reports(world: World) -> None:
    fastapi = pytest.importorskip("fastapi")
    report = report_of(world)
    app = fastapi.FastAPI()

    def get() -> unpause.Report:
        return report

    def get_plain() -> dict[str, Any]:
        return report.to_dict()

    app.get("/report")(get)
    app.get("/plain")(get_plain)
    assert app.openapi()["paths"]["/report"]
    assert asked(app, "/report") == asked(app, "/plain") == report.to_dict()


def asked(app: Any, path: str) -> Any:
    """Make a request of an ASGI application."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "asgi": {}}
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 200
    return json.loads(b"".join(one.get("body", b"") for one in sent[1:]))


def test_a_report_by_hand_counts_its_results() -> None:
    orders = unpause.Connector("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
    accepted = unpause.ConnectorResult(orders, accepted=unpause.Accepted(orders))
    failed = unpause.ConnectorResult(orders, error=unpause.NotFoundError("no such connector"))
    report = unpause.Report("pause", (accepted, failed, unpause.ConnectorResult(orders)))
    assert report.counts == unpause.ReportCounts(3, 1, 0, 1, 2)
    assert str(report) == "3 connectors: 1 accepted, 1 failed"
    assert report.changed == (orders,)
    assert unpause.Report("pause", (accepted,), wait=True).counts == unpause.ReportCounts(1, 1, 0, 0, 0)
