"""The table at the end of `make test-package`: artefact, platform, where it ran, and what passed."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from platforms import DIST
from process import CommandError, say

TABLE = DIST / "tested.json"


@dataclass(frozen=True)
class Result:
    """One row."""

    artefact: str
    platform: str
    ran_with: str
    passed: str
    seconds: int
    is_right: bool = True


class Results:
    """The rows so far."""

    def __init__(self) -> None:
        self.rows: list[Result] = []

    def add(self, artefact: str, platform: str, ran_with: str, trial: Callable[[], str]) -> None:
        """Run one trial. It returns what passed, and raises if anything failed."""
        started = time.monotonic()
        try:
            said, is_right = trial(), True
        except (CommandError, AssertionError, OSError, ValueError) as error:
            say(f"--- {artefact} on {platform} with {ran_with}\n{error}")
            said, is_right = f"FAILED: {counted(str(error)) or str(error).splitlines()[0][:100]}", False
        self.rows.append(Result(artefact, platform, ran_with, said, round(time.monotonic() - started), is_right))
        say(line(self.rows[-1]))

    def skip(self, artefact: str, platform: str, ran_with: str, reason: str) -> None:
        """Say that something was not tried, and why."""
        self.rows.append(Result(artefact, platform, ran_with, f"SKIPPED: {reason}", 0))
        say(line(self.rows[-1]))

    def write(self, *, is_full: bool) -> bool:
        """Write the table, and whether every case was asked for; True if all is right."""
        table = {"is_full": is_full, "rows": [asdict(row) for row in self.rows]}
        TABLE.write_text(json.dumps(table, indent=1) + "\n")
        say("\n" + "\n".join(line(row) for row in self.rows))
        wrong = sum(not row.is_right for row in self.rows)
        skipped = sum(row.passed.startswith("SKIPPED") for row in self.rows)
        say(f"\n{len(self.rows) - wrong - skipped} passed, {wrong} failed, {skipped} skipped")
        return not wrong


def line(row: Result) -> str:
    """One row as text."""
    return f"{row.artefact:<14} {row.platform:<17} {row.ran_with:<36} {row.passed}  {row.seconds} s"


def counted(output: str) -> str | None:
    """Find the last count of passed tests in an output, of pytest or of ours."""
    found = re.findall(r"(?:\d+ failed, )?\d+ passed(?:, \d+ (?:failed|skipped))*", output)
    return found[-1] if found else None
