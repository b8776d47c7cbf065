"""Checks the observations in README.md about the real worker. Runs inside of `run.py`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import connectors
import pytest
from rest import Reply, Rest
from waiting import wait_until

SECONDS = 30
FILES = Path(os.environ["KAFKA_CONNECT_FILES"])
rest = Rest(os.environ["KAFKA_CONNECT_URL"])
control = Rest(os.environ["KAFKA_CONNECT_CONTROL"])


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    connectors.delete_all(rest)


def states(name: str) -> tuple[str, list[str]]:
    document: Any = rest.on("GET", name, "/status").document
    if "connector" not in document:
        return "NONE", []
    return document["connector"]["state"], [task["state"] for task in document["tasks"]]


def reaches(name: str, state: str, tasks: list[str]) -> None:
    assert wait_until(lambda: states(name) == (state, tasks), SECONDS), states(name)


def sink(name: str, tasks: int = 2, state: str = "RUNNING") -> None:
    config = connectors.file_sink(FILES / f"{name}.txt", "lines", tasks)
    assert connectors.create(rest, name, config, state).status == 201
    reaches(name, state, ["RUNNING"] * tasks if state == "RUNNING" else [])


def lines(file: Path) -> int:
    return len(file.read_text().splitlines()) if file.exists() else 0


def error(reply: Reply) -> tuple[int, str]:
    assert reply.document["error_code"] == reply.status
    return reply.status, reply.document["message"]


def test_resume_and_pause_are_202_whatever_the_state() -> None:
    sink("orders")
    for action, state in [("resume", "RUNNING"), ("pause", "PAUSED"), ("pause", "PAUSED"), ("resume", "RUNNING")]:
        reply = rest.on("PUT", "orders", f"/{action}")
        assert (reply.status, reply.body, reply.headers.get("Content-Type")) == (202, "", None)
        reaches("orders", state, [state] * 2)


def test_a_stop_is_204_and_takes_the_tasks_away() -> None:
    sink("orders")
    assert rest.on("PUT", "orders", "/stop").status == 204
    reaches("orders", "STOPPED", [])
    assert rest.on("PUT", "orders", "/pause").status == 202
    reaches("orders", "PAUSED", [])
    assert rest.on("PUT", "orders", "/resume").status == 202
    reaches("orders", "RUNNING", ["RUNNING"] * 2)


def test_what_is_created_paused_has_no_tasks_before_its_first_resume() -> None:
    sink("orders", state="PAUSED")
    rest.on("PUT", "orders", "/resume")
    reaches("orders", "RUNNING", ["RUNNING"] * 2)


def test_a_restart_is_204_or_with_parameters_202_and_leaves_what_is_paused_paused() -> None:
    sink("orders")
    rest.on("PUT", "orders", "/pause")
    reaches("orders", "PAUSED", ["PAUSED"] * 2)
    assert rest.on("POST", "orders", "/restart")[::2] == (204, "")
    reply = rest.on("POST", "orders", "/restart?includeTasks=true")
    assert (reply.status, reply.document["connector"]["state"]) == (202, "RESTARTING")
    assert [task["state"] for task in reply.document["tasks"]] == ["RESTARTING"] * 2
    reaches("orders", "PAUSED", ["PAUSED"] * 2)


def test_failed_tasks_are_revived_by_a_restart_with_tasks_and_by_nothing_else() -> None:
    folder = FILES / "missing"
    assert connectors.create(rest, "broken", connectors.failing_sink(folder, "lines", 2)).status == 201
    reaches("broken", "RUNNING", ["FAILED"] * 2)
    assert "Couldn't find or create file" in rest.on("GET", "broken", "/status").document["tasks"][0]["trace"]
    folder.mkdir()
    rest.on("PUT", "broken", "/pause")
    reaches("broken", "PAUSED", ["FAILED"] * 2)
    rest.on("PUT", "broken", "/resume")
    # A restart right after a resume may be a 500.
    reaches("broken", "RUNNING", ["FAILED"] * 2)
    assert rest.on("POST", "broken", "/restart").status == 204
    assert rest.on("POST", "broken", "/restart?onlyFailed=true").status == 202
    reaches("broken", "RUNNING", ["FAILED"] * 2)
    reply = rest.on("POST", "broken", "/restart?includeTasks=true&onlyFailed=true")
    assert (reply.status, reply.document["connector"]["state"]) == (202, "RUNNING")
    assert {(task["state"], "trace" in task) for task in reply.document["tasks"]} == {("RESTARTING", True)}
    reaches("broken", "RUNNING", ["RUNNING"] * 2)


def test_unknown_names_are_404_in_four_wordings() -> None:
    assert error(rest.on("PUT", "nobody", "/resume")) == (404, "Unknown connector nobody")
    assert error(rest.on("POST", "nobody", "/restart")) == (404, "Unknown connector: nobody")
    assert error(rest.on("GET", "nobody", "/status")) == (404, "No status found for connector nobody")
    assert error(rest.on("DELETE", "nobody")) == (404, "Connector nobody not found")


def test_errors_of_the_server_itself_have_no_content_type() -> None:
    for reply, wording in [
        (rest.send("GET", "/nowhere"), "HTTP 404 Not Found"),
        (rest.send("GET", "/connectors/x/resume"), "HTTP 405 Method Not Allowed"),
        (rest.send("GET", "/connectors", Accept="text/html"), "HTTP 406 Not Acceptable"),
    ]:
        assert error(reply) == (reply.status, wording)
        assert not {"Content-Type", "Allow"} & set(reply.headers)


def test_a_list_expands_one_part_a_parameter() -> None:
    sink("orders", 1)
    assert rest.send("GET", "/connectors").document == ["orders"]
    both = rest.send("GET", "/connectors?expand=info&expand=status").document
    assert sorted(both["orders"]) == ["info", "status"]
    for query in ("expand=id", "expand=info,status"):
        assert rest.send("GET", f"/connectors?{query}").document == {"orders": {}}


@pytest.mark.parametrize("name", connectors.ODD_NAMES)
def test_odd_names_come_back_as_they_were(name: str) -> None:
    config = connectors.file_sink(FILES / "odd.txt", "lines")
    assert connectors.create(rest, name, config, "PAUSED").status == 201
    reaches(name, "PAUSED", [])
    assert rest.on("GET", name, "/status").document["name"] == name
    assert rest.on("PUT", name, "/resume").status == 202


@pytest.mark.parametrize("name", connectors.UNREACHABLE_NAMES)
def test_some_names_are_400_before_anybody_looks_for_them(name: str) -> None:
    look, resume = rest.on("GET", name, "/status"), rest.on("PUT", name, "/resume")
    assert (look.status, look.headers["Content-Type"]) == (400, "text/html;charset=iso-8859-1")
    assert (resume.status, resume.body, resume.headers["Connection"]) == (400, "", "close")


def test_data_flows_again_after_a_resume() -> None:
    source, target = FILES / "source.txt", FILES / "target.txt"
    source.write_text("line\n" * 100)
    assert connectors.create(rest, "source", connectors.file_source(source, "flow", 3)).status == 201
    assert connectors.create(rest, "target", connectors.file_sink(target, "flow", 3)).status == 201
    reaches("target", "RUNNING", ["RUNNING"] * 3)
    assert wait_until(lambda: lines(target) == 100, SECONDS)
    rest.on("PUT", "target", "/pause")
    reaches("target", "PAUSED", ["PAUSED"] * 3)
    with source.open("a") as more:
        more.write("line\n" * 50)
    rest.on("PUT", "target", "/resume")
    assert wait_until(lambda: lines(target) == 150, SECONDS)


def test_a_mirror_has_as_many_tasks_as_partitions() -> None:
    source = FILES / "mirrored.txt"
    source.write_text("line\n")
    connectors.create(rest, "source", connectors.file_source(source, "mirrored", 2))
    reaches("source", "RUNNING", ["RUNNING"])
    mirror = connectors.mirror(os.environ["KAFKA_BOOTSTRAP"], "mirrored", 5)
    assert connectors.create(rest, "mirror", mirror).status == 201
    reaches("mirror", "RUNNING", ["RUNNING"] * 2)


def test_a_killed_worker_comes_back_with_its_connectors() -> None:
    sink("orders")
    assert control.send("POST", "/workers/1/kill").document["running"] is False
    assert control.send("POST", "/workers/1/start").document["running"] is True
    reaches("orders", "RUNNING", ["RUNNING"] * 2)


def test_a_second_worker_comes_and_goes() -> None:
    second = control.send("POST", "/workers/2/start").document
    sink("orders")
    assert Rest(second["url"]).on("PUT", "orders", "/resume").status == 202
    assert control.send("POST", "/workers/2/start").status == 409
    assert control.send("POST", "/workers/2/stop").document["running"] is False
    reaches("orders", "RUNNING", ["RUNNING"] * 2)
