"""Packs the Swift library for Linux with its native part, so that a program needs no Rust."""

from __future__ import annotations

import shutil
from pathlib import Path

from archives import pack
from binaries import cargo_build
from compiler import TARGET
from platforms import DIST, ROOT, Platform, version
from process import run
from tools import commit_time

HERE = Path(__file__).resolve().parent
SOURCE = ROOT / "bindings-swift"


def build_swift(platform: Platform) -> Path:
    """Build the native library, generate the bridge from it, and pack both with the sources."""
    name = f"unpause-swift-{version()}-{platform.name}"
    folder = TARGET / "swift" / "unpause-swift"
    shutil.rmtree(folder, ignore_errors=True)
    library = cargo_build(platform, "unpause-swift", "libunpause_swift.a", folder / "lib" / "libunpause_swift.a")
    generated = shutil.ignore_patterns("UnpauseBridge.swift", "UnpauseFFI.h")
    shutil.copytree(SOURCE / "Sources", folder / "Sources", ignore=generated)
    run([SOURCE / "scripts" / "generate.sh", library, folder / "Sources"])
    # After the bridge is generated, because its description is in the library's symbols.
    run(["strip", "--strip-debug", "--enable-deterministic-archives", library])
    for path in (
        HERE / "swift" / "Package.swift",
        SOURCE / "README.md",
        ROOT / "LICENSE",
        ROOT / "THIRD-PARTY-NOTICES.txt",
    ):
        shutil.copy2(path, folder)
    (DIST / "swift").mkdir(parents=True, exist_ok=True)
    return pack(folder, DIST / "swift" / f"{name}.tar.gz", int(commit_time()))
