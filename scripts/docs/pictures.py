"""Draws the pictures of the guides as SVG. They stand inside the page and take its colours, light or dark."""

from __future__ import annotations

from pathlib import Path

WIDTH = 760


def draw(name: str) -> str:
    """Return the picture as a block of HTML without blank lines."""
    title, height, parts = {"pacing": pacing, "waiting": waiting}[name]()
    head = f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}" xmlns="http://www.w3.org/2000/svg">'
    return "\n".join(['<div class="picture">', head, *parts, "</svg>", "</div>"])


def inside(picture: Path) -> str:
    """Return a drawn file as such a block: as an image it would not know which colours the page has."""
    return f'<div class="picture">\n{picture.read_text()}</div>'


def pacing() -> tuple[str, int, list[str]]:
    """Draw requests over time: until a 429, while the gate is closed, and in the windows that are known then."""
    left, top, bottom = 40, 70, 170
    parts: list[str] = []

    def at(second: float) -> float:
        return left + second * 205

    def band(kind: str, start: float, end: float) -> None:
        parts.append(
            f'<rect class="{kind}" x="{at(start):.1f}" y="{top}" '
            f'width="{at(end) - at(start):.1f}" height="{bottom - top}"/>'
        )

    def requests(kind: str, seconds: list[float], row: float) -> None:
        parts.extend(
            f'<rect class="{kind}" x="{at(second):.1f}" y="{row - index % 6 * 14:.1f}" width="5" height="11" rx="1.5"/>'
            for index, second in enumerate(seconds)
        )

    band("shut", 0.42, 1.42)
    for start in (1.42, 2.42):
        band("open", start, min(start + 1, 3.45))
    requests("sent", [0.01 + 0.4 * (index / 30) ** 0.7 for index in range(30)], bottom - 14)
    requests("refused", [0.44, 0.45, 0.46], bottom - 14)
    for start in (1.44, 2.45):
        slow = [0.0, 0.03, 0.09, 0.11, 0.13, 0.15] + [0.2 + index * 0.03 for index in range(24)]
        requests("sent", [start + offset for offset in slow if start + offset < 3.42], bottom - 14)
    parts.append(f'<line class="line" x1="{left}" x2="{WIDTH - 10}" y1="{bottom}" y2="{bottom}"/>')
    for second, text in ((0, "0 s"), (0.42, "429"), (1.42, "1.4 s"), (2.42, "2.4 s")):
        parts.append(f'<text class="faint" x="{at(second):.1f}" y="{bottom + 20}">{text}</text>')
    parts += [
        f'<text x="{at(0):.1f}" y="30">limit unknown:</text>',
        f'<text x="{at(0):.1f}" y="50">3 in flight, then more</text>',
        f'<text x="{at(0.72):.1f}" y="30">Retry-After: 1</text>',
        f'<text x="{at(0.72):.1f}" y="50">the gate is closed for all calls</text>',
        f'<text x="{at(1.75):.1f}" y="30">limit known: 30 requests a second.</text>',
        f'<text x="{at(1.75):.1f}" y="50">Two go first, then slow start</text>',
        f'<rect class="sent" x="{left}" y="{bottom + 38}" width="9" height="11" rx="1.5"/>',
        f'<text class="faint" x="{left + 16}" y="{bottom + 48}">accepted</text>',
        f'<rect class="refused" x="{left + 100}" y="{bottom + 38}" width="9" height="11" rx="1.5"/>',
        f'<text class="faint" x="{left + 116}" y="{bottom + 48}">refused: 3 of 93</text>',
    ]
    return "Requests over time: some are refused, all wait, then the client keeps within the limit", bottom + 62, parts


def waiting() -> tuple[str, int, list[str]]:
    """Draw the polls of a wait on a time axis that grows with the logarithm, with the states that they see."""
    import math

    left, right, axis = 40, WIDTH - 20, 110
    top = 60

    def at(second: float) -> float:
        return left + (right - left) * math.log1p(second * 2) / math.log1p(240)

    polls, second = [0.0], 0.0
    while second < 70:
        second += min(max(0.5, 0.15 * second), 10)
        polls.append(second)
    states = [
        (0, 1.2, "PAUSED"),
        (1.2, 9, "PROVISIONING"),
        (9, 16, "FAILED"),
        (16, 48, "PROVISIONING"),
        (48, 119, "RUNNING"),
    ]
    parts = []
    for start, end, name in states:
        kind = "open" if name == "RUNNING" else "shut" if "FAILED" in name else ""
        if kind:
            parts.append(
                f'<rect class="{kind}" x="{at(start):.1f}" y="{top - 26}" '
                f'width="{at(end) - at(start):.1f}" height="{axis - top + 26}"/>'
            )
        parts.append(f'<line class="line" x1="{at(start):.1f}" x2="{at(start):.1f}" y1="{top - 26}" y2="{axis}"/>')
        parts.append(f'<text x="{at(start) + 5:.1f}" y="{top - 10}">{name}</text>')
    parts.append(f'<line class="line" x1="{left}" x2="{right}" y1="{axis}" y2="{axis}"/>')
    parts.extend(f'<circle class="sent" cx="{at(poll):.1f}" cy="{axis - 22}" r="4.5"/>' for poll in polls)
    parts.extend(
        f'<text class="faint" x="{at(tick) - 4:.1f}" y="{axis + 20}">{tick}{" s" if tick == 0 else ""}</text>'
        for tick in (0, 1, 2, 5, 10, 20, 30, 60)
    )
    parts.append(f'<circle class="sent" cx="{left + 5}" cy="{axis + 42}" r="4.5"/>')
    parts.append(
        f'<text class="faint" x="{left + 18}" y="{axis + 47}">a poll: at once, then every 0.5 s, '
        "then after 15 % of the time that has passed, 10 s at most</text>"
    )
    return "The polls of a wait, close together at first, and the states that they see", axis + 60, parts
