"""Writes the tables of docs/figures.md from the figures of a run: ``page.py FIGURES.json PAGE.md``.

The words around the tables are a person's: they must be read again after each run.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

Figures = dict[str, dict[str, list[float]]]

# For each language, a client's name for people, and in the file. `*`: what it is called for 10,000, if that differs.
CLIENTS = {
    "Python": {
        "**Unpause**": "python unpause*python unpause-many",
        "**Unpause**, asyncio": "python unpause-asyncio*python unpause-asyncio-many",
        "http.client": "python http.client",
        "urllib3": "python urllib3",
        "httpx": "python httpx",
        "requests": "python requests",
        "aiohttp": "python aiohttp",
    },
    "Node.js": {
        "**Unpause**": "node unpause*node unpause-many",
        "undici": "node undici",
        "fetch": "node fetch",
        "axios": "node axios",
    },
    "Swift": {"**Unpause**": "swift unpause*swift unpause-many", "URLSession": "swift urlsession"},
    "Rust": {"**Unpause**": "rust unpause*rust unpause-many", "reqwest": "rust reqwest"},
}
# Clients that need to be told so have another name where they speak HTTP/2.
OVER_HTTP2 = {"python httpx": "python httpx-http2", "node undici": "node undici-http2"}

HEAD = """| | | one call, HTTP/1.1 | HTTP/2 | 10,000, HTTP/1.1 | HTTP/2 | first call | memory of it |
|---|---|--:|--:|--:|--:|--:|--:|
"""

JOBS = {
    "100,000 connectors listed, with their statuses (52 MB of JSON)": "100,000 listed",
    "1,000 waits at once": "1,000 waits",
    "10,000 calls, 64 at a time": "10,000 calls",
}
DASH = "\N{EN DASH}"
OTHERS = ("python requests", "python aiohttp", "node fetch", "node axios")


def calls(figures: Figures) -> Iterator[str]:
    """Return the rows about calls."""
    for language, clients in CLIENTS.items():
        shown = language
        for client, names in clients.items():
            name, _, many = names.partition("*")
            second = OVER_HTTP2.get(name, name)
            cells = [
                cell(figures, "tls_latency", f"{name} h1"),
                cell(figures, "tls_latency", f"{second} h2"),
                cell(figures, "tls_many", f"{many or name} h1"),
                cell(figures, "tls_many", f"{many or second} h2"),
                cell(figures, "first_call", name),
                cell(figures, "first_call_memory", name),
            ]
            yield f"| {shown} | {client} | {' | '.join(cells)} |\n"
            shown = ""


def memory(figures: Figures) -> Iterator[str]:
    """Return the rows about memory."""
    for job, name in JOBS.items():
        found = [(other.split()[1], cell(figures, "memory", f"{other}, {name}")) for other in OTHERS]
        others = ", ".join(f"{client} {value}" for client, value in found if value != DASH) or DASH
        ours = [cell(figures, "memory", f"{language} unpause, {name}") for language in ("python", "node")]
        yield f"| {job} | {' | '.join(ours)} | {others} |\n"


def cell(figures: Figures, measure: str, name: str) -> str:
    """Return a median; a dash if it was not measured."""
    series = figures.get(measure, {}).get(name)
    if not series:
        return DASH
    value = median(series)
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def replaced(page: str, mark: str, table: str) -> str:
    """Put a table between its two comments."""
    pattern = re.compile(rf"(?<=<!-- {mark} -->\n).*?(?=<!-- end -->)", re.DOTALL)
    if not pattern.search(page):
        sys.exit(f"the page has no place for the table of {mark}")
    return pattern.sub(lambda _: table, page)


def main() -> None:
    """Write."""
    source, target = map(Path, sys.argv[1:])
    figures: Figures = json.loads(source.read_text())
    page = replaced(target.read_text(), "calls", HEAD + "".join(calls(figures)))
    page = replaced(page, "memory", "| | Python | Node.js | others |\n|---|--:|--:|---|\n" + "".join(memory(figures)))
    target.write_text(page)


if __name__ == "__main__":
    main()
