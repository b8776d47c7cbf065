"""The goals, and the measured figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contestants import OVER_TLS, Contestant
from rounds import Series

# All measurements by their names; one that was not made is missing.
Results = dict[str, Series]


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


def ratio(measure: str, name: str, reference: str) -> Callable[[Results], list[float]]:
    """How much higher one's figures are than the other's."""
    return lambda results: ratios(results.get(measure, {}), name, reference)


def plainly(measure: str, name: str) -> Callable[[Results], list[float]]:
    """One's figures themselves."""
    return lambda results: results.get(measure, {}).get(name, [])


def ratio_to_fastest(measure: str, name: str, contestants: list[Contestant]) -> Callable[[Results], list[float]]:
    """How much longer one takes than the fastest of the others, in each round."""
    peers = [one.name for one in contestants if one.against == name and one.name != name]

    def measured(results: Results) -> list[float]:
        series = results.get(measure, {})
        compared = [ratios(series, name, peer) for peer in peers if peer in series]
        return [max(in_round) for in_round in zip(*compared, strict=True)]

    return measured


def below_peers(language: str, protocol: str) -> Goal:
    """One call after the other over TLS takes less time than with any other client."""
    name = f"{language} {protocol}"
    return Goal(f"{name} / fastest peer, TLS", 1, True, "x", ratio_to_fastest("tls_latency", name, OVER_TLS))


# What users feel: over TLS.
FELT = [
    Goal("requests / Python, first call", 15, False, "x", ratio("first_call", "python requests", "python unpause")),
    Goal("axios / Node.js, first call", 8, False, "x", ratio("first_call", "node axios", "node unpause")),
    Goal(
        "aiohttp h1 / Python h2, 10,000",
        6,
        False,
        "x",
        ratio("tls_many", "python aiohttp h1", "python unpause-many h2"),
    ),
    Goal(
        "undici h1 / Node.js h2, 10,000", 2.5, False, "x", ratio("tls_many", "node undici h1", "node unpause-many h2")
    ),
    Goal(
        "undici h2 / Node.js h2, 10,000",
        2.5,
        False,
        "x",
        ratio("tls_many", "node undici-http2 h2", "node unpause-many h2"),
    ),
    *(
        below_peers(f"{language} {client}", protocol)
        for language, client, protocol in (
            ("python", "unpause", "h1"),
            ("python", "unpause", "h2"),
            ("python", "unpause-asyncio", "h1"),
            ("node", "unpause", "h1"),
            ("node", "unpause", "h2"),
            ("swift", "unpause", "h1"),
            ("swift", "unpause", "h2"),
            ("rust", "unpause", "h1"),
            ("rust", "unpause", "h2"),
        )
    ),
    Goal("Python, 100,000 listed", 150, True, "MB", plainly("memory", "python unpause, 100,000 listed")),
    Goal("Node.js, 100,000 listed", 150, True, "MB", plainly("memory", "node unpause, 100,000 listed")),
    Goal("Python wheel", 2, True, "MB", plainly("sizes", "Python wheel")),
]

# Under the microscope: over plain HTTP.
PLAIN = [
    Goal("core / bare reqwest, latency", 1.1, True, "x", ratio("latency", "rust unpause", "rust reqwest")),
    Goal(
        "token provider / token, CPU time",
        1.02,
        True,
        "x",
        ratio("cpu", "rust unpause-token-provider", "rust unpause-token"),
    ),
    Goal("Python / raw socket in Rust, latency", 2.7, True, "x", ratio("latency", "python unpause", "rust raw")),
    Goal("requests / Python, latency", 25, False, "x", ratio("latency", "python requests", "python unpause")),
    Goal("httpx / Python, latency", 14, False, "x", ratio("latency", "python httpx", "python unpause")),
    Goal("asyncio / aiohttp, latency", 0.75, True, "x", ratio("latency", "python unpause-asyncio", "python aiohttp")),
    Goal(
        "asyncio / aiohttp, calls/s in flight",
        3,
        False,
        "x",
        ratio("in_flight", "python unpause-asyncio", "python aiohttp"),
    ),
    Goal("Python, cold start over bare", 8, True, "ms", plainly("cold", "python unpause")),
    Goal("Swift / core, latency", 1.9, True, "x", ratio("latency", "swift unpause", "rust unpause")),
    Goal("Node.js / fetch, latency", 0.65, True, "x", ratio("latency", "node unpause", "node fetch")),
    Goal("Node.js / axios, latency", 0.4, True, "x", ratio("latency", "node unpause", "node axios")),
    Goal("Node.js / undici, calls/s in flight", 1.2, False, "x", ratio("in_flight", "node unpause", "node undici")),
    Goal("Node.js / fetch, calls/s in flight", 4, False, "x", ratio("in_flight", "node unpause", "node fetch")),
    Goal("aiohttp / Python, 10,000", 6, False, "x", ratio("many", "python aiohttp", "python unpause-many")),
    Goal("requests / Python, 10,000", 40, False, "x", ratio("many", "python requests", "python unpause-many")),
    Goal("undici / Node.js, 10,000", 1.3, False, "x", ratio("many", "node undici", "node unpause-many")),
    Goal("Node.js, cold start over bare", 8, True, "ms", plainly("cold", "node unpause")),
]

GOALS = [*FELT, *PLAIN]
