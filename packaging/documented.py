"""Keeps the table of docs/platforms.md true: the packages, where each was run, and what passed.

python packaging/documented.py            fail if a platform is missing, or the last trials say otherwise
python packaging/documented.py --write    put the results of the last `make test-package` into the table
"""

from __future__ import annotations

import json
import re
import sys

from platforms import ELSEWHERE, PLATFORMS, ROOT
from results import TABLE, Result

PAGE = ROOT / "docs" / "platforms.md"
MARKED = re.compile(r"(?<=<!-- tested -->\n).*?(?=<!-- end -->)", re.DOTALL)
HEAD = "| artefact | platform | ran with | passed |\n|---|---|---|---|\n"

Rows = dict[tuple[str, str, str], str]


def documented() -> Rows:
    """Read the table."""
    found = MARKED.search(PAGE.read_text())
    assert found, f"{PAGE.name} has no table"
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in found[0].splitlines()[2:]]
    return {(artefact, platform, ran_with): passed for artefact, platform, ran_with, passed in cells}


def tested() -> list[Result]:
    """Read the results of the last trials; none if there were none."""
    return [Result(**row) for row in json.loads(TABLE.read_text())] if TABLE.exists() else []


def key(row: Result) -> tuple[str, str, str]:
    """Get the cells that name a row."""
    return row.artefact, row.platform, row.ran_with


def write() -> None:
    """Put the last results into the table. A row that was not tried again stays, unless it has failed."""
    rows = documented()
    for row in tested():
        if not row.is_right:
            rows.pop(key(row), None)
        elif not row.passed.startswith("SKIPPED"):
            rows[key(row)] = row.passed
    table = HEAD + "".join(f"| {' | '.join((*cells, passed))} |\n" for cells, passed in rows.items())
    PAGE.write_text(MARKED.sub(lambda _: table, PAGE.read_text()))


def complaints() -> list[str]:
    """Compare the page with the platforms, with package.json, and with the last results."""
    rows, page = documented(), PAGE.read_text()
    names = [platform.name for platform in PLATFORMS + ELSEWHERE]
    found = [f"{name} is not named" for name in names if f"`{name}`" not in page]
    triples = json.loads((ROOT / "bindings-node" / "package.json").read_text())["napi"]["targets"]
    published = {platform.triple.replace("windows-gnu", "windows-msvc") for platform in PLATFORMS + ELSEWHERE}
    found += [f"package.json and platforms.py differ: {name}" for name in sorted(published ^ set(triples))]
    for row in tested():
        is_skipped = row.passed.startswith("SKIPPED")
        if row.is_right and not is_skipped and key(row) not in rows:
            found.append(f"a row is missing: {', '.join(key(row))}: {row.passed}")
        if not row.is_right and key(row) in rows:
            found.append(f"a row is no longer true: {', '.join(key(row))}: {row.passed}")
    return found


def main() -> int:
    """Write, or check."""
    if "--write" in sys.argv:
        write()
    found = complaints()
    for complaint in found:
        print(f"docs/{PAGE.name}: {complaint}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
