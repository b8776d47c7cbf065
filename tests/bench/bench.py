"""The benchmark: measures, prints, and judges nothing (see README.md).

The exit code is 0 unless it could not run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import date
from pathlib import Path

import rounds
from contestants import CONTESTANTS, FIRST_CALLS, MANY, MANY_OVER_TLS, OVER_TLS
from goals import GOALS, Results
from processes import BenchError
from report import tables
from sizes import sizes

TLS_MEASURES = ("tls-latency", "tls-throughput", "tls-many", "first-call", "memory")
PLAIN_MEASURES = ("latency", "throughput", "many", "cold", "cpu")
MEASURES = TLS_MEASURES + PLAIN_MEASURES

MEMORY_ROUNDS = 3


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
    count, calls = given.rounds, given.calls
    results: Results = {}
    if "tls-latency" in wanted:
        results["tls_latency"], results["tls_cpu"] = rounds.sequential(count, calls, OVER_TLS)
    if "tls-throughput" in wanted:
        results["tls_in_flight"] = rounds.in_flight(count, calls, OVER_TLS)
    if "tls-many" in wanted:
        results["tls_many"] = rounds.many(count, MANY_OVER_TLS)
    if "first-call" in wanted:
        wall, cpu, memory = rounds.cold(count, FIRST_CALLS)
        results |= {"first_call": wall, "first_call_cpu": cpu, "first_call_memory": memory}
    if "memory" in wanted:
        # It hardly differs from one round to the next.
        results |= {"memory": rounds.memory(min(count, MEMORY_ROUNDS)), "sizes": sizes()}
    if wanted & {"latency", "cpu"}:
        latency, cpu = rounds.sequential(count, calls, CONTESTANTS)
        results |= {name: series for name, series in (("latency", latency), ("cpu", cpu)) if name in wanted}
    if "throughput" in wanted:
        results["in_flight"] = rounds.in_flight(count, calls, CONTESTANTS)
    if "many" in wanted:
        results["many"] = rounds.many(count, MANY)
    if "cold" in wanted:
        results["cold"], _, _ = rounds.cold(count, CONTESTANTS)
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
        head = {"date": date.today().isoformat(), "machine": machine(), "rounds": given.rounds, "calls": given.calls}
        record = {**head, **results, "goals": goals}
        given.json.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
