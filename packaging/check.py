"""Checks the packages in dist/ without running them: what registries and other tools say, and our own budget."""

from __future__ import annotations

import re
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from inspection import complaints
from platforms import DIST, ELSEWHERE, PLATFORMS, ROOT, Platform
from process import CommandError, run, say
from tools import node_tools, python_tools

# Bytes that are downloaded.
BUDGET = {"wheel": 2_000_000, "addon": 2_200_000, "main": 60_000}


def check_wheels(work: Path) -> Iterator[str]:
    """Check wheels: their tags, their ABI, their binaries."""
    tools = python_tools()
    for wheel in sorted((DIST / "pypi").glob("*.whl")):
        yield from over_budget(wheel, "wheel")
        tag = wheel.stem.split("-")[-1].split(".")[-1]
        # Not for musl: zig calls its library "libc.so". musl's loader takes that for itself, auditwheel does not.
        if "manylinux" in tag and f'"{tag}"' not in " ".join(run([tools / "auditwheel", "show", wheel]).split()):
            yield f"{wheel.name}: auditwheel does not agree with its tag"
        if "-abi3-" in wheel.name:
            audit = run([tools / "abi3audit", "--strict", "--summary", wheel])
            say(f"{wheel.name}: {' '.join(audit.split()[-12:])}")
        with zipfile.ZipFile(wheel) as packed:
            names = packed.namelist()
            yield from missing(wheel.name, names, "/LICENSE", "/THIRD-PARTY-NOTICES.txt", "/py.typed")
            packed.extractall(work / wheel.stem)
            if any(str(ROOT).encode() in packed.read(name) for name in names):
                yield f"{wheel.name}: tells a path of the build machine"
        for platform in on_linux(tag):
            for binary in (work / wheel.stem).rglob("*.so"):
                yield from complaints(platform, binary)
    if files := sorted((DIST / "pypi").iterdir()):
        run([tools / "twine", "check", "--strict", *files])


def on_linux(tag: str) -> list[Platform]:
    """Find the platform of a wheel's tag; none if it is for another system than Linux."""
    found = re.fullmatch(r"((?:many|musl)linux)(?:_?\d+)+_([a-z].*)", tag)
    if not found:
        return []
    library, processor = found.groups()
    return [one for one in PLATFORMS if one.wheel.startswith(library) and one.processor == processor]


def check_npm(work: Path) -> Iterator[str]:
    """Check npm packages: what publint and attw say, and the addons."""
    tools = node_tools()
    for package in sorted((DIST / "npm").glob("*.tgz")):
        platform = next((one for one in PLATFORMS + ELSEWHERE if one.name in package.name), None)
        yield from over_budget(package, "addon" if platform else "main")
        run([tools / "publint", "run", package, "--strict"])
        with tarfile.open(package) as packed:
            names = packed.getnames()
            packed.extractall(work / package.stem, filter="data")
        yield from missing(package.name, names, "/LICENSE", "/README.md", "/package.json")
        if platform is None:
            run([tools / "attw", package, "--no-color"])
        else:
            yield from missing(package.name, names, "/THIRD-PARTY-NOTICES.txt")
            if platform.is_linux:
                yield from complaints(platform, work / package.stem / "package" / f"unpause.{platform.name}.node")


def over_budget(package: Path, kind: str) -> Iterator[str]:
    """Compare a package with its budget."""
    size = package.stat().st_size
    say(f"{package.name}: {size:,} bytes of {BUDGET[kind]:,}")
    if size > BUDGET[kind]:
        yield f"{package.name}: {size:,} bytes are over the budget of {BUDGET[kind]:,}"


def missing(package: str, names: list[str], *wanted: str) -> Iterator[str]:
    """Look for files that a package must have."""
    for end in wanted:
        if not any(name.endswith(end) for name in names):
            yield f"{package}: has no {end[1:]}"


def main() -> int:
    """Check everything; 1 if there is anything to complain about."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for check in (check_wheels, check_npm):
            try:
                found += check(Path(folder))
            except CommandError as error:
                found.append(re.sub(r"\x1b\[[0-9;]*m", "", str(error)))
    for complaint in found:
        say(f"WRONG {complaint}")
    say(f"packages checked: {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
