"""The results as short tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from contestants import CONTESTANTS, FIRST_CALLS, FOOTPRINTS, MANY, MANY_OVER_TLS, OVER_TLS, Contestant
from goals import GOALS, Goal, Results, ratios
from rounds import IN_FLIGHT, MANY_CALLS, Series

Row = tuple[str, ...]
Compare = Callable[[Series, Contestant], list[float]]


def times_ours(series: Series, contestant: Contestant) -> list[float]:
    """Its time, as a multiple of ours."""
    return ratios(series, contestant.name, contestant.against)


def ours_times(series: Series, contestant: Contestant) -> list[float]:
    """Our calls, as a multiple of its calls."""
    return ratios(series, contestant.against, contestant.name)


@dataclass(frozen=True)
class Comparison:
    """A table of contestants.

    Attributes:
        measure: The name of the measurement.
        title: What was measured.
        unit: Of the figures.
        contestants: Its rows.
        heading: Of the comparison, if there is one.
        compare: Makes the comparison.
    """

    measure: str
    title: str
    unit: str
    contestants: list[Contestant]
    heading: str = ""
    compare: Compare | None = None


AFTER = "one call after the other, on one core"
FLYING = f"{IN_FLIGHT} calls in flight, on all cores"
FLEET = f"{MANY_CALLS:,} connectors, {IN_FLIGHT} of them in flight, on all cores"
FIRST = "First call over TLS: a program that imports, builds a client, makes a call"

OVER_TLS_TABLES = [
    Comparison("tls_latency", f"Over TLS: {AFTER}", "µs a call", OVER_TLS, "÷ ours", times_ours),
    Comparison(
        "tls_cpu", f"Over TLS: processor time of the client, {AFTER}", "µs a call", OVER_TLS, "÷ ours", times_ours
    ),
    Comparison("tls_in_flight", f"Over TLS: {FLYING}", "calls/s", OVER_TLS, "ours ÷ it", ours_times),
    Comparison("tls_many", f"Over TLS: {FLEET}", "µs each", MANY_OVER_TLS, "÷ ours", times_ours),
    Comparison("first_call", FIRST, "ms over bare", FIRST_CALLS, "÷ ours", times_ours),
    Comparison("first_call_cpu", f"{FIRST}: processor time", "ms over bare", FIRST_CALLS, "÷ ours", times_ours),
    Comparison("first_call_memory", f"{FIRST}: memory", "MB over bare", FIRST_CALLS),
]
PLAIN_TABLES = [
    Comparison("latency", f"Plain HTTP: {AFTER}", "µs a call", CONTESTANTS, "÷ ours", times_ours),
    Comparison("in_flight", f"Plain HTTP: {FLYING}", "calls/s", CONTESTANTS, "ours ÷ it", ours_times),
    Comparison("many", f"Plain HTTP: {FLEET}", "µs each", MANY, "÷ ours", times_ours),
    Comparison(
        "cpu", f"Plain HTTP: processor time of the client, {AFTER}", "µs a call", CONTESTANTS, "÷ ours", times_ours
    ),
    Comparison("cold", "Plain HTTP: cold start: import, build, first call", "ms over bare", CONTESTANTS),
]


def tables(results: Results) -> str:
    """Print all measurements, and then the goals. What users feel comes first."""
    parts = [
        *(comparison_table(results, table) for table in OVER_TLS_TABLES),
        plain_table(results, "memory", "Memory of a job", "MB over bare", [one.name for one in FOOTPRINTS]),
        plain_table(results, "sizes", "Size of what is built", "MB", list(results.get("sizes", {}))),
        *(comparison_table(results, table) for table in PLAIN_TABLES),
        goals_table(results),
    ]
    return "\n\n".join(part for part in parts if part)


def comparison_table(results: Results, table: Comparison) -> str:
    """One line for each contestant: the median, and how it compares with ours; nothing if nothing was measured."""
    series = results.get(table.measure, {})
    heading = (table.heading, "min to max") if table.compare else ()
    rows: list[Row] = [("contestant", table.unit, "min to max", *heading)]
    for contestant in table.contestants:
        if figures := series.get(contestant.name):
            compared = spread(table.compare(series, contestant)) if table.compare else ()
            rows.append((contestant.name, *spread(figures), *compared))
    return f"{table.title}\n{aligned(rows)}" if series else ""


def plain_table(results: Results, measure: str, title: str, unit: str, names: list[str]) -> str:
    """One line for each figure; nothing if nothing was measured."""
    series = results.get(measure, {})
    rows: list[Row] = [("what", unit, "min to max")]
    rows += [(name, *spread(series[name])) for name in names if name in series]
    return f"{title}\n{aligned(rows)}" if series else ""


def goals_table(results: Results) -> str:
    """One line for each goal."""
    rows: list[Row] = [("figure", "goal", "measured", "min to max", "")]
    rows += [goal_row(goal, goal.measured(results)) for goal in GOALS]
    return f"Goals\n{aligned(rows)}"


def goal_row(goal: Goal, values: list[float]) -> Row:
    """The goal and its result."""
    wanted = f"{'≤' if goal.at_most else '≥'} {goal.limit:g} {goal.unit}"
    if not values:
        return goal.figure, wanted, "not measured", "", ""
    middle, extremes = spread(values)
    return (
        goal.figure,
        wanted,
        f"{middle} {goal.unit}",
        extremes,
        "reached" if goal.is_reached(median(values)) else "MISSED",
    )


def spread(values: list[float]) -> Row:
    """The median, and the extremes; nothing to see if there are none."""
    if not values:
        return "", ""
    return number(median(values)), f"{number(min(values))} to {number(max(values))}"


def number(value: float) -> str:
    """Three digits, or all before the point."""
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f}"


def aligned(rows: list[Row]) -> str:
    """Columns side by side: the first to the left, the others to the right."""
    first, *others = (max(map(len, column)) for column in zip(*rows, strict=True))
    layout = f"  {{:<{first}}}" + "".join(f"  {{:>{width}}}" for width in others)
    return "\n".join(layout.format(*row).rstrip() for row in rows)
