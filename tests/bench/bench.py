"""The benchmark: measures, prints, and judges nothing (see README.md).

The exit code is 0 unless it could not run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path

import rounds
from goals import GOALS, Results
from processes import BenchError
from report import tables

MEASURES = ("latency", "throughput", "many", "cold", "cpu")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measures Unpause against other HTTP clients, on loopback.")
    parser.add_argument("--rounds", type=positive, default=11, help="measurements of each contestant (%(default)s)")
    parser.add_argument("--calls", type=positive, default=2000, help="calls in one measurement (%(default)s)")
    parser.add_argument("--only", choices=MEASURES, action="append", help="measure only this; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures of all rounds to this file")
    return parser.parse_args()


def positive(text: str) -> int:
    """Read a whole number above zero."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is not above zero")
    return value


def measure(given: argparse.Namespace) -> Results:
    """Measure everything that the command line asks for."""
    wanted = set(given.only or MEASURES)
    results = Results(latency={}, cpu={}, in_flight={}, many={}, cold={})
    if wanted & {"latency", "cpu"}:
        latency, cpu = rounds.sequential(given.rounds, given.calls)
        results.latency = latency if "latency" in wanted else {}
        results.cpu = cpu if "cpu" in wanted else {}
    if "throughput" in wanted:
        results.in_flight = rounds.in_flight(given.rounds, given.calls)
    if "many" in wanted:
        results.many = rounds.many(given.rounds)
    if "cold" in wanted:
        results.cold = rounds.cold(given.rounds)
    return results


def machine() -> str:
    """Describe this machine."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def main() -> int:
    """Measure and report."""
    given = arguments()
    try:
        results = measure(given)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(f"{machine()}; {given.rounds} rounds of {given.calls} calls\n")
    print(tables(results))
    if given.json:
        goals = {goal.figure: goal.measured(results) for goal in GOALS}
        record = {"machine": machine(), "rounds": given.rounds, "calls": given.calls, **asdict(results), "goals": goals}
        given.json.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
