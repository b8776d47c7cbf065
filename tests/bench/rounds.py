"""Paired and interleaved rounds: each round measures each contestant once.

A disturbance of the machine then disturbs a whole round, and the ratios within a round stay comparable. The order is
shuffled for each round, because after a rotation each contestant would always follow the same other one.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TypeVar

from contestants import CONTESTANTS, MANY, Command, Contestant
from processes import Worker, one_core, seconds_to_end, server

# For each contestant's name one figure for each round; figures of the same index belong together.
Series = dict[str, list[float]]

Item = TypeVar("Item")

IN_FLIGHT = 64

MANY_CALLS = 10_000

# Before each measurement, because some libraries drop connections that were idle for the rest of the round.
WARM_UP_CALLS = 200


def sequential(rounds: int, calls: int) -> tuple[Series, Series]:
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
        interleaved(start_workers(stack), rounds, measure)
    return wall, cpu


def in_flight(rounds: int, calls: int) -> Series:
    """Many calls at the same time, on all cores: calls per second."""
    rates: Series = {}

    def measure(worker: Worker) -> None:
        worker.ask(calls=WARM_UP_CALLS, in_flight=IN_FLIGHT)
        took = worker.ask(calls=calls, in_flight=IN_FLIGHT)
        rates.setdefault(worker.name, []).append(calls / took["seconds"])

    with ExitStack() as stack:
        concurrent = [worker for worker in start_workers(stack) if worker.is_concurrent]
        interleaved(concurrent, rounds, measure)
    return rates


def many(rounds: int) -> Series:
    """Ten thousand connectors, many of them in flight, on all cores: microseconds for each connector."""
    took: Series = {}

    def measure(worker: Worker) -> None:
        worker.ask(calls=WARM_UP_CALLS, in_flight=IN_FLIGHT)
        seconds = worker.ask(calls=MANY_CALLS, in_flight=IN_FLIGHT)["seconds"]
        took.setdefault(worker.name, []).append(seconds / MANY_CALLS * 1e6)

    with ExitStack() as stack:
        interleaved(start_workers(stack, MANY), rounds, measure)
    return took


def cold(rounds: int) -> Series:
    """A whole program with one call: milliseconds over a program without a call.

    On one core, because a starting program does one thing at a time.
    """
    colds = {contestant.name: contestant.cold for contestant in CONTESTANTS if contestant.cold}
    took: dict[Command, list[float]] = {}

    with one_core(), server() as target:

        def measure(command: Command) -> None:
            took.setdefault(command, []).append(seconds_to_end((*command, *target)) * 1e3)

        commands = sorted({command for cold in colds.values() for command in (cold.command, cold.bare)})
        # Fills the disk cache and writes compiled modules.
        for command in commands:
            seconds_to_end((*command, *target))
        interleaved(commands, rounds, measure)
    return {
        name: [one - bare for one, bare in zip(took[cold.command], took[cold.bare], strict=True)]
        for name, cold in colds.items()
    }


def interleaved(items: Iterable[Item], rounds: int, measure: Callable[[Item], None]) -> None:
    """Measure each item once in each round, in the same orders in each run."""
    order = list(items)
    dice = random.Random(0)
    for _ in range(rounds):
        dice.shuffle(order)
        for item in order:
            measure(item)


def start_workers(stack: ExitStack, contestants: Iterable[Contestant] = CONTESTANTS) -> list[Worker]:
    """Start the server and a worker for each contestant; the stack ends them."""
    target = stack.enter_context(server())
    return [stack.enter_context(Worker(contestant, target)) for contestant in contestants]
