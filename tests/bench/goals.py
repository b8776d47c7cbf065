"""The goals, and the measured figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contestants import ROOT
from rounds import Series

WHEELS = ROOT / "target" / "wheels"


@dataclass
class Results:
    """All measurements; a series that was not measured is empty."""

    latency: Series
    cpu: Series
    in_flight: Series
    many: Series
    cold: Series


@dataclass(frozen=True)
class Goal:
    """A goal.

    Attributes:
        figure: Its name.
        limit: The value to reach.
        at_most: Whether the limit is an upper one.
        unit: Its unit.
        measured: Takes the values from the results: one for each round, none if it was not measured.
    """

    figure: str
    limit: float
    at_most: bool
    unit: str
    measured: Callable[[Results], list[float]]

    def is_reached(self, value: float) -> bool:
        """Whether a value reaches the goal."""
        return value <= self.limit if self.at_most else value >= self.limit


def ratios(series: Series, name: str, reference: str) -> list[float]:
    """Divide one contestant's figures by another's, round by round."""
    if name not in series or reference not in series:
        return []
    return [one / other for one, other in zip(series[name], series[reference], strict=True)]


def slower(name: str, reference: str) -> Callable[[Results], list[float]]:
    """How much longer one's sequential call takes than the other's."""
    return lambda results: ratios(results.latency, name, reference)


def more_cpu(name: str, reference: str) -> Callable[[Results], list[float]]:
    """How much more CPU time one's sequential call takes than the other's."""
    return lambda results: ratios(results.cpu, name, reference)


def more_calls(name: str, reference: str) -> Callable[[Results], list[float]]:
    """How many more calls a second one makes than the other, with many in flight."""
    return lambda results: ratios(results.in_flight, name, reference)


def slower_with_many(name: str, reference: str) -> Callable[[Results], list[float]]:
    """How much longer one takes for ten thousand connectors than the other."""
    return lambda results: ratios(results.many, name, reference)


def wheel_size(_: Results) -> list[float]:
    """Return the newest wheel's megabytes."""
    wheels = sorted(WHEELS.glob("unpause-*.whl"), key=lambda wheel: wheel.stat().st_mtime)
    return [wheel.stat().st_size / 1e6 for wheel in wheels[-1:]]


GOALS = [
    Goal("core / bare reqwest, latency", 1.1, True, "x", slower("rust unpause", "rust reqwest")),
    Goal(
        "token provider / token, CPU time",
        1.02,
        True,
        "x",
        more_cpu("rust unpause-token-provider", "rust unpause-token"),
    ),
    Goal("Python / raw socket in Rust, latency", 2.7, True, "x", slower("python unpause", "rust raw")),
    Goal("requests / Python, latency", 25, False, "x", slower("python requests", "python unpause")),
    Goal("httpx / Python, latency", 14, False, "x", slower("python httpx", "python unpause")),
    Goal("asyncio / aiohttp, latency", 0.75, True, "x", slower("python unpause-asyncio", "python aiohttp")),
    Goal("asyncio / aiohttp, calls/s in flight", 3, False, "x", more_calls("python unpause-asyncio", "python aiohttp")),
    Goal("Python, cold start over bare", 8, True, "ms", lambda results: results.cold.get("python unpause", [])),
    Goal("Swift / core, latency", 1.9, True, "x", slower("swift unpause", "rust unpause")),
    Goal("Python wheel", 2, True, "MB", wheel_size),
    Goal("Node.js / fetch, latency", 0.65, True, "x", slower("node unpause", "node fetch")),
    Goal("Node.js / axios, latency", 0.4, True, "x", slower("node unpause", "node axios")),
    Goal("Node.js / undici, calls/s in flight", 1.2, False, "x", more_calls("node unpause", "node undici")),
    Goal("Node.js / fetch, calls/s in flight", 4, False, "x", more_calls("node unpause", "node fetch")),
    Goal("aiohttp / Python, 10,000", 6, False, "x", slower_with_many("python aiohttp", "python unpause-many")),
    Goal("requests / Python, 10,000", 40, False, "x", slower_with_many("python requests", "python unpause-many")),
    Goal("undici / Node.js, 10,000", 1.3, False, "x", slower_with_many("node undici", "node unpause-many")),
    Goal("Node.js, cold start over bare", 8, True, "ms", lambda results: results.cold.get("node unpause", [])),
]
