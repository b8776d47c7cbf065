"""`unpause.testing`: what users' tests are given."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sandbox
import unpause
from unpause.testing import Sandbox, World

ADDRESS = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(sandbox.BINARY) as running:
        yield running


@pytest.fixture
def world(running: Sandbox) -> Iterator[World]:
    with running.world() as world:
        yield world


def test_a_world_has_a_paused_connector_and_a_journal(world: World) -> None:
    assert [one["status"]["connector"]["state"] for one in world.connectors()] == ["PAUSED"]
    with unpause.Client(**world.options) as client:
        client.resume(*ADDRESS)
    assert [one["status"]["connector"]["state"] for one in world.connectors()] == ["RUNNING"]
    assert [(request["method"], request["status"]) for request in world.requests()] == [("PUT", 202)]


def test_it_serves_asyncio(world: World) -> None:
    async def main() -> None:
        async with unpause.AsyncClient(**world.options) as client:
            await client.resume(*ADDRESS)

    asyncio.run(main())
    assert len(world.requests()) == 1


def test_the_environment_is_that_of_from_env(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    with unpause.Client.from_env() as client:
        assert client.base_url.rstrip("/") == world.url
        client.resume(*ADDRESS)


def test_a_script_and_the_states_are_given(running: Sandbox) -> None:
    connectors = [{"name": "a", "state": "FAILED"}, {"name": "b", "state": "RUNNING"}]
    with (
        running.world(connectors=connectors, answers=[{"status": 403}]) as world,
        unpause.Client(**world.options) as client,
    ):
        with pytest.raises(unpause.ForbiddenError):
            client.resume(*ADDRESS[:2], "a")
        assert [client.status(*ADDRESS[:2], name).state for name in "ab"] == ["FAILED", "RUNNING"]


def test_it_plays_a_worker(running: Sandbox) -> None:
    with running.world(service="kafka_connect") as world, unpause.KafkaConnect(**world.options) as connect:
        assert connect.list() == ["orders-sink"]


def test_it_speaks_tls(running: Sandbox) -> None:
    with running.world(tls=True) as world, unpause.Client(**world.options) as client:
        assert world.url.startswith("https:")
        client.resume(*ADDRESS)


def test_a_wrong_description_is_a_value_error(running: Sandbox) -> None:
    with pytest.raises(ValueError, match="colour"):
        running.world(colour="red")


def test_a_missing_program_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"is not at .*missing\. Set .*UNPAUSE_SANDBOX.*make build-sandbox"):
        Sandbox(tmp_path / "missing")
    monkeypatch.delenv("UNPAUSE_SANDBOX", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"was not found\. Set .*UNPAUSE_SANDBOX.*make build-sandbox"):
        Sandbox()


@pytest.mark.skipif(os.name == "nt", reason="needs a program that ends at once")
def test_a_program_that_ends_at_once_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="ended at once, with exit code 1"):
        Sandbox("/bin/false")


PROGRAM = """
import unpause

def test_resume(unpause_world):
    with unpause.Client(**unpause_world.options) as client:
        client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
    assert len(unpause_world.requests()) == 1

def test_worlds_are_apart(unpause_world, unpause_sandbox):
    assert unpause_world.requests() == []
    with unpause_sandbox.world(service="kafka_connect") as other:
        assert other.url != unpause_world.url
"""


def test_pytest_has_its_fixtures(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["unpause.testing"]\n')
    (tmp_path / "test_it.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "--rootdir", ".", "."]
    env = {**os.environ, "UNPAUSE_SANDBOX": str(sandbox.BINARY)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_it_needs_no_pytest() -> None:
    program = (
        "import sys; sys.modules['pytest'] = None; import unpause.testing as t; print(hasattr(t, 'unpause_world'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
