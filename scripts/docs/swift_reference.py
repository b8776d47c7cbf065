"""The Swift reference, from the symbol graph that `swift package dump-symbol-graph` writes, without DocC."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

Symbol = dict[str, Any]
TYPES = ("swift.class", "swift.struct", "swift.enum", "swift.protocol")
ORDER = ("swift.init", "swift.type.method", "swift.method", "swift.enum.case", "swift.type.property", "swift.property")


def page(root: Path) -> str:
    """Write the page, or one that says why there is none."""
    graph = find(root)
    if graph is None:
        return "# Swift\n\nThis build has no Swift reference: `make build-swift docs` makes one.\n"
    symbols: list[Symbol] = json.loads(graph.read_text())["symbols"]
    by_parent: dict[str, list[Symbol]] = {}
    for symbol in symbols:
        path = symbol["pathComponents"]
        by_parent.setdefault(".".join(path[:-1]), []).append(symbol)
    lines = [
        "# Swift",
        "",
        "The module `Unpause`, made from its documentation comments (the symbol graph of SwiftPM).",
        "",
    ]
    tops = sorted((s for s in symbols if s["kind"]["identifier"] in TYPES), key=rank)
    for top in tops:
        name = ".".join(top["pathComponents"])
        lines += [f"## {name}", "", *declaration(top), *comment(top)]
        members = sorted(by_parent.get(name, []), key=lambda s: (place(s), s["names"]["title"]))
        for member in members:
            title = member["names"]["title"]
            if member["kind"]["identifier"] in TYPES or title == "customMirror":
                continue
            lines += [f"### `{title}` {{ #{anchor(member)} }}", ""]
            lines += [*declaration(member), *comment(member)]
    return "\n".join(lines) + "\n"


def find(root: Path) -> Path | None:
    pattern = ".build/*/symbolgraph/Unpause.symbols.json"
    package = root / "bindings-swift"
    if not (package / "lib" / "libunpause_swift.a").exists():
        return None
    command = [
        "scripts/swift.sh",
        "package",
        "dump-symbol-graph",
        "--skip-synthesized-members",
        "--minimum-access-level",
        "public",
    ]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True)
    graphs = sorted(package.glob(pattern), key=lambda path: path.stat().st_mtime)
    return graphs[-1] if graphs and done.returncode == 0 else None


def rank(symbol: Symbol) -> tuple[int, str]:
    first = ("Client", "KafkaConnect", "Job", "ManyJob", "UnpauseError")
    name = symbol["pathComponents"][0]
    return (first.index(name) if name in first else len(first), ".".join(symbol["pathComponents"]))


def place(symbol: Symbol) -> int:
    kind = symbol["kind"]["identifier"]
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def anchor(symbol: Symbol) -> str:
    """Return a name that overloads do not share."""
    name = re.sub(r"[^a-z0-9]+", "-", ".".join(symbol["pathComponents"]).lower()).strip("-")
    return f"{name}-{symbol['identifier']['precise'][-4:].lower()}"


def declaration(symbol: Symbol) -> list[str]:
    text: str = "".join(fragment["spelling"] for fragment in symbol["declarationFragments"])
    if len(text) > 90:
        text = re.sub(r"(?<=[(,]) ?(?=\w+ ?\w*:)", "\n    ", text)
    return ["```swift { .no-copy }", text, "```", ""]


def comment(symbol: Symbol) -> list[str]:
    lines = [line["text"] for line in symbol.get("docComment", {}).get("lines", [])]
    text = "\n".join(lines)
    text = re.sub(r"(?<!`)``(?!`)([^`\n]+)``(?!`)", lambda match: f"`{match[1].split('/')[-1]}`", text)
    # Swift's lists of parameters need a blank line before them, and four columns for what is inside.
    text = re.sub(r"^(- (?:Parameters?|Returns|Throws).*)$", r"\n\1", text, flags=re.M)
    text = re.sub(r"^  - (\w+): ", r"    - `\1`: ", text, flags=re.M)
    return [text, ""]
