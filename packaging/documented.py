"""Keeps docs/platforms.md true: the packages, where each was run, and what passed.

python packaging/documented.py             fail if a platform is missing
python packaging/documented.py --tested    also if the last trials say otherwise; the counts, if those ran every case
python packaging/documented.py --write     put the results of the last trials into the table, if those ran every case
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date

from platforms import ELSEWHERE, PLATFORMS, ROOT
from results import TABLE, Result

PAGE = ROOT / "docs" / "platforms.md"
MARKED = re.compile(r"(?<=<!-- tested -->\n).*?(?=<!-- end -->)", re.DOTALL)
NEWEST = "The newest rows are of {}, when there were {} cases."
HEAD = "| artefact | platform | ran with | passed |\n|---|---|---|---|\n"

Rows = dict[tuple[str, str, str], str]


def documented() -> Rows:
    """Read the table."""
    found = MARKED.search(PAGE.read_text())
    assert found, f"{PAGE.name} has no table"
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in found[0].splitlines()[2:]]
    return {(artefact, platform, ran_with): passed for artefact, platform, ran_with, passed in cells}


def tested() -> tuple[list[Result], bool]:
    """Read the results of the last trials, and whether they ran every case; no results if there were no trials."""
    if not TABLE.exists():
        return [], False
    table = json.loads(TABLE.read_text())
    return [Result(**row) for row in table["rows"]], table["is_full"]


def cases() -> int:
    """Count the cases of today."""
    return sum(len(json.loads(file.read_text())) for file in (ROOT / "tests" / "cases").glob("*.json"))


def key(row: Result) -> tuple[str, str, str]:
    """Get the cells that name a row."""
    return row.artefact, row.platform, row.ran_with


def write(results: list[Result]) -> None:
    """Put the last results into the table. A row that was not tried again stays, unless it has failed."""
    rows = documented()
    for row in results:
        if not row.is_right:
            rows.pop(key(row), None)
        elif not row.passed.startswith("SKIPPED"):
            rows[key(row)] = row.passed
    table = HEAD + "".join(f"| {' | '.join((*cells, passed))} |\n" for cells, passed in rows.items())
    page = re.sub(NEWEST.format(r"\S+", r"\d+"), NEWEST.format(date.today(), cases()), PAGE.read_text())
    PAGE.write_text(MARKED.sub(lambda _: table, page))


def wrong_platforms() -> list[str]:
    """Compare the page with the platforms, and those with package.json."""
    page = PAGE.read_text()
    names = [platform.name for platform in PLATFORMS + ELSEWHERE]
    found = [f"{name} is not named" for name in names if f"`{name}`" not in page]
    triples = json.loads((ROOT / "bindings-node" / "package.json").read_text())["napi"]["targets"]
    published = {platform.triple.replace("windows-gnu", "windows-msvc") for platform in PLATFORMS + ELSEWHERE}
    return found + [f"package.json and platforms.py differ: {name}" for name in sorted(published ^ set(triples))]


def wrong_rows(results: list[Result], *, is_full: bool) -> list[str]:
    """Compare the table with results."""
    rows, found = documented(), []
    for row in results:
        if row.passed.startswith("SKIPPED"):
            continue
        said = rows.get(key(row))
        if row.is_right and said is None:
            found.append(f"a row is missing: {', '.join(key(row))}: {row.passed}")
        if said is not None and (not row.is_right or (is_full and said != row.passed)):
            found.append(f"a row is no longer true: {', '.join(key(row))}: {row.passed}, not {said}")
    return found


def main() -> int:
    """Write, or check."""
    results, is_full = tested()
    if "--write" in sys.argv:
        if not is_full:
            sys.exit("the last trials did not run every case; run: make try-package")
        write(results)
    found = wrong_platforms()
    if "--tested" in sys.argv or "--write" in sys.argv:
        found += wrong_rows(results, is_full=is_full)
    for complaint in found:
        print(f"docs/{PAGE.name}: {complaint}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
