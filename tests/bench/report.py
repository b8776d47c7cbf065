"""The results as short tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from contestants import CONTESTANTS, MANY, Contestant
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


def tables(results: Results) -> str:
    """Print all measurements, and then the goals."""
    latency = "One call after the other, on one core"
    in_flight = f"{IN_FLIGHT} calls in flight, on all cores"
    many = f"{MANY_CALLS:,} connectors, {IN_FLIGHT} of them in flight, on all cores"
    cpu = "Processor time of the client, one call after the other"
    cold = "Cold start: import, build, first call"
    parts = [
        series_table((latency, "µs a call", "÷ ours"), results.latency, times_ours),
        series_table((in_flight, "calls/s", "ours ÷ it"), results.in_flight, ours_times),
        series_table((many, "µs each", "÷ ours"), results.many, times_ours, MANY),
        series_table((cpu, "µs a call", "÷ ours"), results.cpu, times_ours),
        series_table((cold, "ms over bare", ""), results.cold, None),
        goals_table(results),
    ]
    return "\n\n".join(part for part in parts if part)


def series_table(
    head: Row, series: Series, compare: Compare | None, contestants: list[Contestant] = CONTESTANTS
) -> str:
    """One line for each contestant: the median, and how it compares with ours; nothing if nothing was measured."""
    title, unit, comparison = head
    rows: list[Row] = [("contestant", unit, "min to max") + ((comparison, "min to max") if compare else ())]
    for contestant in contestants:
        figures = series.get(contestant.name)
        if figures:
            row: Row = (contestant.name, *spread(figures))
            rows.append(row + spread(compare(series, contestant)) if compare else row)
    return f"{title}\n{aligned(rows)}" if series else ""


def goals_table(results: Results) -> str:
    """One line for each goal."""
    rows: list[Row] = [("figure", "goal", "measured", "min to max", "ok")]
    rows += [goal_row(goal, goal.measured(results)) for goal in GOALS]
    return f"Goals\n{aligned(rows)}"


def goal_row(goal: Goal, values: list[float]) -> Row:
    """The goal and its result."""
    wanted = f"{'≤' if goal.at_most else '≥'} {goal.limit:g} {goal.unit}"
    if not values:
        return goal.figure, wanted, "not measured", "", ""
    middle, extremes = spread(values)
    return goal.figure, wanted, f"{middle} {goal.unit}", extremes, "yes" if goal.is_reached(median(values)) else "NO"


def spread(values: list[float]) -> Row:
    """The median, and the extremes."""
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
