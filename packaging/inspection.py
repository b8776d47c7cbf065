"""Looks into a binary for Linux: what it asks of the system, and what it tells about the machine that built it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from platforms import CACHE, ROOT, Platform
from process import run

# Folders of people and build machines. A library's own text may have /etc or /usr.
PRIVATE = re.compile(rb"(?:/root|/home|/Users|/runner)/[\w./-]+")


def complaints(platform: Platform, binary: Path) -> Iterator[str]:
    """Say what is wrong with a binary."""
    content = binary.read_bytes()
    own = {str(folder).encode() for folder in (ROOT, CACHE.resolve(), Path.home() / ".cargo")}
    for path in sorted(set(PRIVATE.findall(content)) | {folder for folder in own if folder in content}):
        yield f"{binary.name}: tells a path of the build machine, {path.decode(errors='replace')}"
    sections = run(["readelf", "--wide", "--section-headers", binary])
    if re.search(r"\.(debug_\w+|symtab)\b", sections):
        yield f"{binary.name}: has debug symbols"
    symbols = run(["readelf", "--wide", "--dyn-syms", "--dynamic", binary])
    versions = sorted({tuple(map(int, found.split("."))) for found in re.findall(r"@GLIBC_([\d.]+)", symbols)})
    limit = tuple(map(int, (platform.glibc or "0").split(".")))
    if versions and versions[-1] > limit:
        yield f"{binary.name}: needs glibc {'.'.join(map(str, versions[-1]))}, and may need {platform.glibc or 'none'}"
    needed = set(re.findall(r"Shared library: \[(.+?)\]", symbols))
    if extra := {
        name for name in needed if not re.match(r"(libc|libm|libdl|libpthread|libgcc_s|ld-linux.*)\.so", name)
    }:
        yield f"{binary.name}: needs {', '.join(sorted(extra))}"
