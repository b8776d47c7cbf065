"""The sizes of what is built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from contestants import ROOT
from rounds import Series

BUILT = {
    "Python wheel": (ROOT / "target" / "wheels", "unpause-*.whl"),
    "Node.js addon": (ROOT / "bindings-node", "unpause.*.node"),
    "Swift library": (ROOT / "bindings-swift" / "lib", "libunpause_swift.a"),
}


def sizes() -> Series:
    """Return the megabytes of the newest file of each kind; one that is not built is missing."""
    found = {name: newest(folder.glob(pattern)) for name, (folder, pattern) in BUILT.items()}
    return {name: [path.stat().st_size / 1e6] for name, path in found.items() if path}


def newest(paths: Iterable[Path]) -> Path | None:
    """Choose by the time of the last change."""
    return max(paths, key=lambda path: path.stat().st_mtime, default=None)
