"""The sizes of what is built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from contestants import ROOT
from rounds import Series

BUILT = {
    # That of `make package`, as it is published, if it is there; another linker makes another size.
    "Python wheel": ("dist/pypi/unpause-*-abi3-manylinux*x86_64.whl", "target/wheels/unpause-*.whl"),
    "Node.js addon": ("bindings-node/unpause.*.node",),
    "Swift library": ("bindings-swift/lib/libunpause_swift.a",),
}


def sizes() -> Series:
    """Return the megabytes of each kind; one that is not built is missing."""
    found = {name: newest(patterns) for name, patterns in BUILT.items()}
    return {name: [path.stat().st_size / 1e6] for name, path in found.items() if path}


def newest(patterns: Iterable[str]) -> Path | None:
    """Find the newest file of the first pattern that has any."""
    for pattern in patterns:
        if paths := list(ROOT.glob(pattern)):
            return max(paths, key=lambda path: path.stat().st_mtime)
    return None
