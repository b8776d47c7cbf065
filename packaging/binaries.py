"""Builds the native libraries: the wheel and the addon of each platform."""

from __future__ import annotations

import shutil
from pathlib import Path

from compiler import TARGET, environment
from platforms import DIST, ROOT, Platform
from process import Argument, run
from sbom import without_paths
from tools import python_tools

PYPI = DIST / "pypi"
ADDONS = DIST / "addons"


# The stable ABI of the first is for every CPython from then on, except for those without the GIL.
WHEELS = {"wheel": "python3.10", "wheel, no GIL": "python3.14t"}


def build_wheel(platform: Platform, interpreter: str) -> Path:
    """Build a wheel. The interpreter itself is not needed: maturin knows the tags and the ABI of each."""
    shutil.rmtree(TARGET / "wheels", ignore_errors=True)
    command: list[Argument] = [
        python_tools() / "maturin",
        "build",
        "--release",
        "--locked",
        "--zig",
        "--target",
        platform.triple,
    ]
    command += ["--compatibility", platform.wheel, "--interpreter", interpreter, "--out", TARGET / "wheels"]
    run(command, cwd=ROOT / "bindings-python", env=environment(platform))
    (built,) = (TARGET / "wheels").glob("*.whl")
    without_paths(built)
    PYPI.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(built, PYPI))


def build_addon(platform: Platform) -> Path:
    """Build the addon for Node.js, under the name that its loader looks for."""
    return cargo_build(platform, "unpause-node", "libunpause_node.so", ADDONS / f"unpause.{platform.name}.node")


def build_sandbox(platform: Platform) -> Path:
    """Build the server of the tests, for a system that cannot run this machine's."""
    return cargo_build(platform, "unpause-sandbox", "unpause-sandbox", TARGET / f"unpause-sandbox-{platform.name}.exe")


def cargo_build(platform: Platform, package: str, built: str, destination: Path) -> Path:
    """Build one package with zig as the linker, and copy what came out."""
    command = ["cargo", "zigbuild", "--release", "--locked", "--package", package, "--target", platform.linker]
    run(command, cwd=ROOT, env=environment(platform))
    if platform.is_windows:
        built = {"libunpause_node.so": "unpause_node.dll"}.get(built, f"{built}.exe")
    destination.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(TARGET / platform.triple / "release" / built, destination))
