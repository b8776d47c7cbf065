"""Imports only go down: reads those of the core, the bridges and the faces, and names each arrow that goes up.

A tree is a list of floors, the lowest first. A module may import from its own floor and from lower ones, and modules
do not import each other in a circle, except in the groups that are mutual by nature.

    python tests/layers.py            check every tree, for `make lint`
    python tests/layers.py --report   the number of modules, of arrows and of modules in circles of each tree
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

Imports = dict[str, set[str]]

ADDRESSES = ("model/address", "model/console_url", "model/parse")


@dataclass
class Tree:
    """One part of the project: how its imports are read, its floors, and its mutual groups with their reasons."""

    name: str
    read: Callable[[], Imports]
    floors: str
    mutual: dict[frozenset[str], str] = field(default_factory=dict)

    def floor(self, module: str) -> int | None:
        """The number of a module's floor: that of the longest prefix which the list names."""
        floors = self.floors.split()
        fitting = [floor for floor in floors if module == floor or module.startswith(floor + "/")]
        return floors.index(max(fitting, key=len)) if fitting else None


def strip_rust(text: str) -> str:
    """The code without comments, and without its unit tests."""
    text = re.sub(r"//[^\n]*", "", text)
    return re.split(r"#\[cfg\(test\)\]\s*(?:pub\(crate\) )?mod tests", text)[0]


def rust(folder: str, *, skip: tuple[str, ...] = ()) -> Imports:
    """The modules of a crate as paths, such as `call/retry`, and the modules that each names."""
    source = ROOT / folder
    files = {str(path.relative_to(source).with_suffix("")).removesuffix("/mod"): path for path in source.rglob("*.rs")}
    files = {name: path for name, path in files.items() if name.split("/")[0] not in (*skip, "lib", "main")}
    imports: Imports = {}
    for name, path in files.items():
        text = strip_rust(path.read_text())
        parent = name if path.name == "mod.rs" else name.rpartition("/")[0]
        paths = [(found, "") for found in re.findall(r"\bcrate::((?:\w+(?:::)?)+(?:\{[^}]*\})?)", text)]
        paths += [(found, parent) for found in re.findall(r"\bsuper::((?:\w+(?:::)?)+(?:\{[^}]*\})?)", text)]
        named = {module for found, base in paths for module in resolve(found, base, files)}
        imports[name] = named - {name}
    return imports


def resolve(found: str, base: str, files: dict[str, Path]) -> Iterator[str]:
    """The modules that a path, with or without a list in braces, names."""
    head, brace, rest = found.partition("{")
    ends = re.findall(r"\w+(?:::\w+)*", rest) if brace else [""]
    for end in ends:
        parts = [part for part in (base.replace("/", "::") + "::" + head + end).split("::") if part]
        prefixes = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
        yield from [prefix for prefix in prefixes if prefix in files][:1]


def python(folder: str) -> Imports:
    """The modules of a package, such as `_sync/client`."""
    source = ROOT / folder
    files = {str(path.relative_to(source).with_suffix("")) for path in source.rglob("*.py")}
    imports: Imports = {}
    for name in files:
        text = (source / f"{name}.py").read_text()
        named = set()
        for dots, module, names in re.findall(
            r"^\s*from (\.+)([\w.]*) import (\([^)]*\)|[^\n]+)", text, flags=re.MULTILINE
        ):
            package = name.split("/")[: -len(dots)]
            base = [*package, *[part for part in module.split(".") if part]]
            candidates = ["/".join(base)] + ["/".join([*base, one]) for one in re.findall(r"\w+", names)]
            named |= {candidate for candidate in candidates if candidate in files}
        imports[name] = named - {name}
    return imports


def typescript(folder: str) -> Imports:
    """The modules of a folder, such as `internal/mailbox`."""
    source = ROOT / folder
    files = {
        str(path.relative_to(source).with_suffix(""))
        for path in source.rglob("*.ts")
        if not path.name.endswith(".d.ts")
    }
    imports: Imports = {}
    for name in files:
        text = (source / f"{name}.ts").read_text()
        named = set()
        for found in re.findall(r"""(?:from|import\(|require\()\s*['"](\.[^'"]*)['"]""", text):
            path = (source / name).parent / found
            named.add(str(Path(*resolved(path).relative_to(source).parts).with_suffix("")))
        imports[name] = (named & files) - {name}
    return imports


def resolved(path: Path) -> Path:
    """The path without `..`, of a file that may not exist (the import names what the compiler makes)."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return Path(*parts)


def circles(imports: Imports) -> list[set[str]]:
    """The groups of modules that import each other, directly or not (Tarjan)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[set[str]] = []

    def visit(module: str) -> None:
        number[module] = low[module] = len(number)
        stack.append(module)
        for target in imports.get(module, ()):
            if target not in number:
                visit(target)
                low[module] = min(low[module], low[target])
            elif target in stack:
                low[module] = min(low[module], number[target])
        if low[module] == number[module]:
            group = set()
            while module not in group:
                group.add(stack.pop())
            groups.append(group)

    for module in imports:
        if module not in number:
            visit(module)
    return [group for group in groups if len(group) > 1]


def faults(tree: Tree) -> Iterator[str]:
    """Each arrow that goes up, each circle, each module without a floor."""
    imports = tree.read()
    allowed = {(one, other) for group in tree.mutual for one in group for other in group}
    for module, targets in sorted(imports.items()):
        own = tree.floor(module)
        if own is None:
            yield f"{tree.name}: {module} has no floor; add it to the list in tests/layers.py"
            continue
        for target in sorted(targets):
            other = tree.floor(target)
            if other is not None and other > own and (module, target) not in allowed:
                yield f"{tree.name}: {module} imports {target}, which is on a higher floor"
    without = {module: {t for t in targets if (module, t) not in allowed} for module, targets in imports.items()}
    for group in circles(without):
        yield f"{tree.name}: these import each other in a circle: {', '.join(sorted(group))}"


OF_DATA = "an error holds data that was read, and read data holds an error"

TREES = [
    Tree(
        "core",
        lambda: rust("core/src", skip=("simulation", "parity", "fuzzing")),
        "lock secret text jitter model error config http token call jobs request client kafka_connect builder bridge",
        {frozenset({one, "error"}): "an address is refused with an error, which names an address" for one in ADDRESSES},
    ),
    Tree(
        "Python's bridge",
        lambda: rust("bindings-python/src"),
        "fork interpreter memory tokens saved_report records errors logging mailbox events values token_source options"
        " addresses worker requests jobs asyncio blocking",
        {frozenset({"errors", "records"}): OF_DATA},
    ),
    Tree(
        "Python's face",
        lambda: python("bindings-python/python/unpause"),
        "_typed _typing _plain _functions _logging _credentials _token_function _listener _mailbox _records"
        " _client_options _options _status _errors _saved _results _report _from_native _run _job _base _async _sync"
        " __init__ testing",
    ),
    Tree(
        "Node.js's bridge",
        lambda: rust("bindings-node/src"),
        "records failure errors addresses results report events delivery mailbox listener token_sources options worker"
        " client calls jobs tokens",
    ),
    Tree(
        "Node.js's face",
        lambda: typescript("bindings-node/ts"),
        "base-client records credentials options errors results internal report job internal/calls connector client"
        " kafka-connect index sandbox testing",
    ),
    Tree(
        "Swift's bridge",
        lambda: rust("bindings-swift/src"),
        "connector accepted status cause errors addresses cancellation signals events runtime tokens options"
        " running_job report many waiting client",
    ),
]


def report(tree: Tree) -> str:
    """The figures of a tree on one line."""
    imports = tree.read()
    in_circles = sum(len(group) for group in circles(imports))
    arrows = sum(len(targets) for targets in imports.values())
    return f"{tree.name}: {len(imports)} modules, {arrows} imports, {in_circles} modules in circles"


def main() -> None:
    """Check, or report."""
    if "--report" in sys.argv[1:]:
        print("\n".join(report(tree) for tree in TREES))
        return
    found = [fault for tree in TREES for fault in faults(tree)]
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
