"""Packs what is published as source: the crate and the Python source distribution."""

from __future__ import annotations

import shutil
from pathlib import Path

from compiler import TARGET
from platforms import DIST, ROOT, version
from process import Argument, run
from tools import commit_time, python_tools


def build_crate() -> Path:
    """Pack the crate. `make test-package` compiles it, as a stranger would."""
    command = ["cargo", "package", "--quiet", "--locked", "--allow-dirty", "--no-verify", "--package", "unpause"]
    run(command, cwd=ROOT, env={"CARGO_TARGET_DIR": TARGET})
    (DIST / "crates").mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(TARGET / "package" / f"unpause-{version()}.crate", DIST / "crates"))


def build_source_distribution() -> Path:
    """Pack the Rust and Python sources, for platforms without a wheel."""
    command: list[Argument] = [python_tools() / "maturin", "sdist", "--out", DIST / "pypi"]
    run(command, cwd=ROOT / "bindings-python", env={"SOURCE_DATE_EPOCH": commit_time()})
    return DIST / "pypi" / f"unpause-{version()}.tar.gz"
