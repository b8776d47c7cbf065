"""The actions of `POST /do` of the control interface: whole situations for tests, by connectors' names (README.md)."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from typing import Any

import connectors
from cluster import Cluster
from disturbance import Disturbance
from failure import TestBedError
from flows import Flow, Flows
from rest import Reply, Rest
from waiting import wait_until

# The limit for one condition. Two hundred connectors on a busy machine take a third of it.
SECONDS = 90
# Each deletion is a rebalance, and a new group of workers takes only three seconds.
DELETED_ONE_BY_ONE = 12
FIRST = 1


class Actions:
    """Each public method is an action; its parameters are the keys of the posted object. It returns when it is done."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._flows = Flows(cluster.files, cluster.bootstrap)
        self._disturbance = Disturbance()

    @property
    def _rest(self) -> Rest:
        """Find a running worker, mostly the first one."""
        running = [number for number, worker in sorted(self._cluster.workers.items()) if worker.program is not None]
        if not running:
            raise TestBedError("no worker is running")
        return Rest(self._cluster.worker(running[0]).url)

    def reset(self) -> None:
        """Delete all connectors, and stop all workers but worker 1."""
        self._disturbance.abandon()
        self._flows.forget()
        self._only_first()
        names = self._listed()
        if len(names) > DELETED_ONE_BY_ONE or any(set(name) & set(connectors.REFUSED_LETTERS) for name in names):
            self._cluster.start_again()
            return
        connectors.delete_all(self._rest)
        _until(lambda: not self._listed(), "connectors are still listed")

    def create(self, name: str, kind: str, tasks: int = 1, state: str = "running", **others: str) -> None:
        """Create a connector; returns when it is in its state. `from`: the connector whose topic it reads."""
        before = others.pop("from", None)
        if others:
            raise TestBedError(f"create has no {sorted(others)}")
        flow = self._flows.make(name, kind, tasks, before)
        self._create(name, flow.config, state.upper())
        if set(name) & set(connectors.REFUSED_LETTERS):
            # A call cannot name this connector, but a list has it.
            _until(lambda: name in self._listed(), f"{name!r} is not listed")
            return
        if state != "running":
            self.await_state(name, state.upper(), 0)
            return
        self.await_state(name, "FAILED" if kind == "failing" else "RUNNING", 1 if kind == "source" else tasks)
        if kind in {"source", "mirror"}:
            # Otherwise its first reader would make the topic, with one partition.
            self._await_topic(name, flow)

    def create_many(self, prefix: str, count: int, paused: bool = True) -> None:
        """Create sinks `prefix-000` and on, with one task each and an empty topic."""
        flow = self._flows.make(prefix, "sink", 1, None)
        del flow.config["consumer.override.group.id"]
        state = "PAUSED" if paused else "RUNNING"
        for number in range(count):
            self._create(f"{prefix}-{number:03}", flow.config, state)
        self.await_many(prefix, count, state)

    def await_state(self, name: str, state: str, tasks: int | None = None) -> None:
        """Return when a connector and its `tasks` tasks are in this state. FAILED is for the tasks alone."""
        whole = "RUNNING" if state == "FAILED" else state

        def is_there() -> bool:
            found = self._states(name)
            return (
                found is not None and found[0] == whole and set(found[1]) <= {state} and tasks in {None, len(found[1])}
            )

        _until(is_there, lambda: f"{name!r} is {self._states(name)}, not {state} with {tasks} tasks")

    def await_many(self, prefix: str, count: int, state: str) -> None:
        """Return when exactly `count` connectors of this prefix, with all of their tasks, are in this state."""

        def names() -> list[str]:
            return [name for name, found in self._listed().items() if _begins(name, prefix) and _is(found, state)]

        _until(lambda: len(names()) == count, lambda: f"{len(names())} of {prefix!r} are {state}, not {count}")

    def append(self, name: str, lines: int = 100) -> None:
        """Write more lines into a source's file."""
        self._flows.append(name, lines)

    def await_growth(self, name: str) -> None:
        """Return when all lines of a sink's source are in the sink's file."""
        _until(
            lambda: not self._flows.missing(name), lambda: f"{self._flows.missing(name)} lines are missing in {name!r}"
        )

    def await_lack(self, name: str) -> None:
        """Fail if the sink has written all lines already."""
        if not self._flows.missing(name):
            raise TestBedError(f"{name!r} has every line already")

    def repair(self, name: str) -> None:
        """Make the missing folder of a failing sink, so that a restart revives it."""
        self._flows.get(name).file.parent.mkdir()

    def start_worker(self, worker: int) -> None:
        """Start it; returns when it answers."""
        self._cluster.start_worker(worker)

    def stop_worker(self, worker: int) -> None:
        """Stop it; it leaves its group in an orderly way."""
        self._cluster.stop_worker(worker)

    def kill_worker(self, worker: int) -> None:
        """`kill -9` it."""
        self._cluster.kill_worker(worker)

    def churn(self, worker: int = 2, times: int = 3) -> None:
        """Start and stop a worker several times in the background, with two rebalances each time."""

        def work() -> None:
            for _ in range(times):
                if not self._disturbance.is_stopping():
                    self._cluster.start_worker(worker)
                    self._cluster.stop_worker(worker)

        self._disturbance.begin(work)

    def outage(self, prefix: str, after: int, worker: int = FIRST) -> None:
        """When `after` connectors of a prefix have left PAUSED, `kill -9` a worker and start it, in the background."""
        self._disturbance.begin(lambda: self._outage(prefix, after, worker))

    def calm(self) -> None:
        """End a churn, wait for the end of an outage, and return when each connector and task has a running worker."""
        self._disturbance.end()
        self._only_first()
        worker = self._cluster.worker(FIRST).url.removeprefix("http://")
        _until(
            lambda: all(_is_placed(found, worker) for found in self._listed().values()), "the cluster is not balanced"
        )

    def _outage(self, prefix: str, after: int, worker: int) -> None:
        def left() -> int:
            return sum(_begins(name, prefix) and not _is(found, "PAUSED") for name, found in self._listed().items())

        _until(
            lambda: self._disturbance.is_abandoned() or left() >= after,
            f"there were never {after} connectors of {prefix!r} that left PAUSED",
        )
        if self._disturbance.is_abandoned():
            return
        self._cluster.kill_worker(worker)
        self._cluster.start_worker(worker)

    def _only_first(self) -> None:
        for number, worker in self._cluster.workers.items():
            if number != FIRST and worker.program is not None:
                self._cluster.stop_worker(number)
        if self._cluster.worker(FIRST).program is None:
            self._cluster.start_worker(FIRST)

    def _create(self, name: str, config: connectors.Config, state: str) -> None:
        refusal: list[Reply] = []

        def is_created() -> bool:
            reply = connectors.create(self._rest, name, config, state)
            refusal[:] = [reply]
            # A worker answers 409 during a rebalance, too.
            return reply.status != http.client.CONFLICT or "already exists" in reply.body

        _until(is_created, lambda: f"{name!r}: {refusal}")
        if refusal[0].status != http.client.CREATED:
            raise TestBedError(f"{name!r}: {refusal[0].status} {refusal[0].body}")

    def _await_topic(self, name: str, flow: Flow) -> None:
        def is_there() -> bool:
            reply = self._rest.on("GET", name, "/topics")
            return reply.status == http.client.OK and flow.topic in reply.document[name]["topics"]

        _until(is_there, f"{name!r} has not written to {flow.topic}")

    def _listed(self) -> dict[str, Any]:
        reply = self._rest.send("GET", "/connectors?expand=status")
        if reply.status != http.client.OK:
            raise TestBedError(f"the connectors cannot be listed: {reply.status} {reply.body}")
        # Before Kafka 2.3 it is a list of names.
        if isinstance(reply.document, list):
            return {name: {"status": self._rest.on("GET", name, "/status").document} for name in reply.document}
        listed: dict[str, Any] = reply.document
        return listed

    def _states(self, name: str) -> tuple[str, list[str]] | None:
        reply = self._rest.on("GET", name, "/status")
        if reply.status != http.client.OK:
            return None
        return reply.document["connector"]["state"], [task["state"] for task in reply.document["tasks"]]


def names() -> list[str]:
    """List the names of the actions."""
    return [name for name, value in vars(Actions).items() if callable(value) and not name.startswith("_")]


def _begins(name: str, prefix: str) -> bool:
    return name.startswith(f"{prefix}-")


def _is(listed: dict[str, Any], state: str) -> bool:
    return connectors.is_in_state(listed, state)


def _is_placed(listed: dict[str, Any], worker: str) -> bool:
    parts = [listed["status"]["connector"], *listed["status"]["tasks"]]
    return all(part["worker_id"] == worker and part["state"] != "UNASSIGNED" for part in parts)


def _until(condition: Callable[[], bool], otherwise: str | Callable[[], str]) -> None:
    if not wait_until(condition, SECONDS):
        said = otherwise if isinstance(otherwise, str) else otherwise()
        raise TestBedError(f"after {SECONDS} s: {said}")
