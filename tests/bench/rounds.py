"""Paired and interleaved rounds: each round measures each contestant once.

A disturbance of the machine then disturbs a whole round, and the ratios within a round stay comparable. The order is
shuffled for each round, because after a rotation each contestant would always follow the same other one.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TypeVar

from contestants import FOOTPRINTS, Command, Contestant, Protocol
from nginx import nginx
from processes import Ended, Target, Worker, one_core, run_to_end, server

# For each contestant's name one figure for each round; figures of the same index belong together.
Series = dict[str, list[float]]

Item = TypeVar("Item")

IN_FLIGHT = 64

MANY_CALLS = 10_000

# Before each measurement, because some libraries drop connections that were idle for the rest of the round.
WARM_UP_CALLS = 200


def sequential(rounds: int, calls: int, contestants: list[Contestant]) -> tuple[Series, Series]:
    """One call after the other: microseconds for each call, in all and of the client's processor time.

    On one core with the server: the two never work at the same time, and this leaves out the time that a sleeping core
    takes to wake, which belongs to the machine and not to the library.
    """
    wall: Series = {}
    cpu: Series = {}

    def measure(worker: Worker) -> None:
        worker.ask(calls=WARM_UP_CALLS, in_flight=1)
        took = worker.ask(calls=calls, in_flight=1)
        wall.setdefault(worker.name, []).append(took["seconds"] / calls * 1e6)
        if took["cpu_seconds"] is not None:
            cpu.setdefault(worker.name, []).append(took["cpu_seconds"] / calls * 1e6)

    with ExitStack() as stack:
        stack.enter_context(one_core())
        interleaved(start_workers(stack, contestants), rounds, measure)
    return wall, cpu


def in_flight(rounds: int, calls: int, contestants: list[Contestant]) -> Series:
    """Many calls at the same time, on all cores: calls per second."""
    rates: Series = {}

    def measure(worker: Worker) -> None:
        worker.ask(calls=WARM_UP_CALLS, in_flight=IN_FLIGHT)
        took = worker.ask(calls=calls, in_flight=IN_FLIGHT)
        rates.setdefault(worker.name, []).append(calls / took["seconds"])

    with ExitStack() as stack:
        concurrent = [worker for worker in start_workers(stack, contestants) if worker.is_concurrent]
        interleaved(concurrent, rounds, measure)
    return rates


def many(rounds: int, contestants: list[Contestant]) -> Series:
    """Ten thousand connectors, many of them in flight, on all cores: microseconds for each connector."""
    took: Series = {}

    def measure(worker: Worker) -> None:
        worker.ask(calls=WARM_UP_CALLS, in_flight=IN_FLIGHT)
        seconds = worker.ask(calls=MANY_CALLS, in_flight=IN_FLIGHT)["seconds"]
        took.setdefault(worker.name, []).append(seconds / MANY_CALLS * 1e6)

    with ExitStack() as stack:
        interleaved(start_workers(stack, contestants), rounds, measure)
    return took


def cold(rounds: int, contestants: list[Contestant]) -> tuple[Series, Series, Series]:
    """A whole program with one call: milliseconds, those of the processor, and megabytes over a program without a call.

    On one core, because a starting program does one thing at a time.
    """
    colds = {contestant.name: contestant.cold for contestant in contestants if contestant.cold}
    commands = {command for cold in colds.values() for command in (cold.command, cold.bare)}
    with ExitStack() as stack:
        stack.enter_context(one_core())
        (target,) = start_servers(stack, {contestant.protocol for contestant in contestants}).values()
        ended = run_interleaved(rounds, commands, target)

    def over_bare(figure: Callable[[Ended], float]) -> Series:
        return {name: differences(ended[cold.command], ended[cold.bare], figure) for name, cold in colds.items()}

    return (
        over_bare(lambda process: process.seconds * 1e3),
        over_bare(lambda process: process.cpu_seconds * 1e3),
        over_bare(lambda process: process.peak / 1e6),
    )


def memory(rounds: int) -> Series:
    """The memory of jobs over TLS: megabytes over a program that does nothing."""
    commands = {command for one in FOOTPRINTS for command in (one.command, one.bare)}
    with nginx(with_listing=True) as targets:
        ended = run_interleaved(rounds, commands, targets["h2"])
    return {
        one.name: differences(ended[one.command], ended[one.bare], lambda process: process.peak / 1e6)
        for one in FOOTPRINTS
    }


def run_interleaved(rounds: int, commands: Iterable[Command], target: Target) -> dict[Command, list[Ended]]:
    """Run each command to its end in each round; and once before, to fill the disk cache and write compiled modules."""
    ended: dict[Command, list[Ended]] = {}
    order = sorted(commands)
    for command in order:
        run_to_end(command, target)
    interleaved(order, rounds, lambda command: ended.setdefault(command, []).append(run_to_end(command, target)))
    return ended


def differences(ones: list[Ended], others: list[Ended], figure: Callable[[Ended], float]) -> list[float]:
    """Subtract round by round."""
    return [figure(one) - figure(other) for one, other in zip(ones, others, strict=True)]


def interleaved(items: Iterable[Item], rounds: int, measure: Callable[[Item], None]) -> None:
    """Measure each item once in each round, in the same orders in each run."""
    order = list(items)
    dice = random.Random(0)
    for _ in range(rounds):
        dice.shuffle(order)
        for item in order:
            measure(item)


def start_workers(stack: ExitStack, contestants: list[Contestant]) -> list[Worker]:
    """Start the servers and a worker for each contestant; the stack ends them."""
    targets = start_servers(stack, {contestant.protocol for contestant in contestants})
    return [stack.enter_context(Worker(contestant, targets[contestant.protocol])) for contestant in contestants]


def start_servers(stack: ExitStack, protocols: set[Protocol]) -> dict[Protocol, Target]:
    """Start the server of each protocol; the stack ends them."""
    targets: dict[Protocol, Target] = {}
    if "plain" in protocols:
        targets["plain"] = stack.enter_context(server())
    if protocols - {"plain"}:
        targets.update(stack.enter_context(nginx()))
    return {protocol: targets[protocol] for protocol in protocols}
