"""Draws the main figures of a run as docs/figures.svg: ``chart.py FIGURES.json PICTURE.svg``.

It takes the colours of the page in which it stands. As a file of its own it follows the reader's choice of light or
dark.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

WIDTH, ROW, LANGUAGE, CLIENT, BARS, NUMBERS = 520, 21, 0, 62, 150, 92
TIMES = "\u00d7"

STYLE = """
.figures { --ink: #1f2328; --faint: #656d76; --theirs: #c3c9d0; }
@media (prefers-color-scheme: dark) { .figures { --ink: #e6edf3; --faint: #9aa4ae; --theirs: #4b535d; } }
.figures text { fill: var(--md-default-fg-color, var(--ink)); font: 13px system-ui, sans-serif; }
.figures .title { font-weight: 600; }
.figures .faint { fill: var(--md-default-fg-color--light, var(--faint)); }
.figures .ours { fill: #2a9d8f; }
.figures .theirs { fill: var(--md-default-fg-color--lighter, var(--theirs)); }
"""


@dataclass(frozen=True)
class Panel:
    """Bars of one measurement.

    Attributes:
        title: What was measured.
        unit: Of the figures.
        measure: Its name in the file.
        groups: For each language, the names of clients for people and in the file. The first is ours.
    """

    title: str
    unit: str
    measure: str
    groups: dict[str, dict[str, str]]


PANELS = [
    Panel(
        "First call of a new process",
        "ms",
        "first_call",
        {
            "Python": {
                "Unpause": "python unpause",
                "urllib3": "python urllib3",
                "httpx": "python httpx",
                "requests": "python requests",
            },
            "Node.js": {"Unpause": "node unpause", "fetch": "node fetch", "axios": "node axios"},
        },
    ),
    Panel(
        "10,000 connectors, 64 at a time",
        "µs each",
        "tls_many",
        {
            "Python": {
                "Unpause": "python unpause-many h2",
                "aiohttp": "python aiohttp h1",
                "requests": "python requests h1",
            },
            "Node.js": {"Unpause": "node unpause-many h2", "undici": "node undici h1", "axios": "node axios h1"},
        },
    ),
    Panel(
        "One call after the other",
        "µs each",
        "tls_latency",
        {
            "Python": {
                "Unpause": "python unpause h1",
                "http.client": "python http.client h1",
                "httpx": "python httpx h1",
                "requests": "python requests h1",
            },
            "Node.js": {"Unpause": "node unpause h1", "undici": "node undici h1", "axios": "node axios h1"},
        },
    ),
]


def draw(figures: dict[str, dict[str, list[float]]]) -> str:
    """Return the picture."""
    parts: list[str] = []
    y = 0
    for panel in PANELS:
        y = draw_panel(panel, figures[panel.measure], y, parts)
    size = f'viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figures" {size} role="img" aria-label="{in_words(figures)}">'
    )
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>\n"])


def draw_panel(panel: Panel, series: dict[str, list[float]], y: int, parts: list[str]) -> int:
    """Draw a panel from a height on, and return the height where it ends."""
    values = {name: median(series[name]) for group in panel.groups.values() for name in group.values()}
    scale = (WIDTH - BARS - NUMBERS) / max(values.values())
    parts.append(f'<text class="title" x="0" y="{y + 15}">{panel.title}</text>')
    y += ROW + 4
    for language, group in panel.groups.items():
        ours = values[next(iter(group.values()))]
        parts.append(f'<text class="faint" x="{LANGUAGE}" y="{y + 14}">{language}</text>')
        for client, name in group.items():
            value, is_ours = values[name], client == "Unpause"
            kind, width = ("ours" if is_ours else "theirs"), value * scale
            number = f"{figure(value)} {panel.unit}" if is_ours else f"{figure(value)} · {figure(value / ours)} {TIMES}"
            parts.append(f'<text x="{CLIENT}" y="{y + 14}">{client}</text>')
            parts.append(f'<rect class="{kind}" x="{BARS}" y="{y + 3}" width="{width:.1f}" height="14" rx="2"/>')
            parts.append(f'<text class="faint" x="{BARS + width + 6:.1f}" y="{y + 14}">{number}</text>')
            y += ROW
        y += 5
    return y + 12


def figure(value: float) -> str:
    """Two digits, or all before the point."""
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def in_words(figures: dict[str, dict[str, list[float]]]) -> str:
    """Say what the picture shows, for those who do not see it."""
    said = []
    for panel in PANELS:
        for language, group in panel.groups.items():
            values = [f"{client} {figure(median(figures[panel.measure][name]))}" for client, name in group.items()]
            said.append(f"{panel.title}, {language}, {panel.unit}: {', '.join(values)}.")
    return " ".join(said)


def main() -> None:
    """Draw."""
    source, target = sys.argv[1:]
    Path(target).write_text(draw(json.loads(Path(source).read_text())))


if __name__ == "__main__":
    main()
