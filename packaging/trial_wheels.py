"""Installs the wheel for every CPython, and runs the cases."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from binaries import PYPI
from platforms import ROOT, Platform
from process import Argument, run
from results import Results, counted
from runtimes import Runtime, had, pythons
from tools import venv_python

TESTS = ROOT / "bindings-python" / "tests"
OFFLINE = ["--no-index", "--find-links", str(PYPI), "--only-binary=:all:"]
# A Python that is started through a loader or an emulator does not know the command that started it.
SITE = "import os, sys\nsys.executable = os.environ['UNPAUSE_PYTHON']\n"


def version_of(runtime: Runtime) -> str:
    """Get the version out of its name."""
    return runtime.name.split()[1]


def install_into_venv(runtime: Runtime, folder: Path) -> Runtime:
    """Make a virtual environment, and install the wheel there, as a stranger does."""
    run([*runtime.command, "-m", "venv", folder])
    python = str(venv_python(folder))
    run([python, "-m", "pip", "install", "--quiet", *OFFLINE, "unpause"])
    run([python, "-m", "pip", "install", "--quiet", "pytest"])
    return Runtime(runtime.name, runtime.platform, [python])


def install_from_outside(runtime: Runtime, platform: Platform, folder: Path) -> Runtime:
    """Let this machine's pip choose and unpack the wheel for another Python."""
    pip: list[Argument] = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder]
    other = ["--implementation", "cp", "--python-version", version_of(runtime), "--abi", "abi3", "--abi", "none"]
    run([*pip, *OFFLINE, *other, "--platform", f"{platform.wheel}_{platform.processor}", "unpause"])
    run([*pip, "pytest"])
    started = folder / "python"
    started.write_text(f'#!/bin/sh\nexec {" ".join(runtime.command)} "$@"\n')
    started.chmod(0o755)
    (folder / "sitecustomize.py").write_text(SITE)
    environment = {"PYTHONPATH": str(folder), "UNPAUSE_PYTHON": str(started)}
    return Runtime(runtime.name, runtime.platform, [str(started)], environment, runtime.is_slow)


def cases(every: int) -> list[str]:
    """Arguments for pytest: every Nth case, blocking and on asyncio."""
    if every == 1:
        return ["test_cases.py"]
    named = [
        case["name"] for file in sorted((ROOT / "tests/cases").glob("*.json")) for case in json.loads(file.read_text())
    ]
    return [f"test_cases.py::test_case[{name}-{face}]" for name in named[::every] for face in ("blocking", "asyncio")]


def try_cases(runtime: Runtime, every: int) -> str:
    """Run every Nth case."""
    command = [*runtime.command, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]
    output = run([*command, *cases(every)], cwd=TESTS, env=runtime.environment, timeout=1500)
    return f"{counted(output)} (cases)"


def try_wheels(results: Results, platforms: list[Platform], folder: Path, every: int, *, only_first: bool) -> None:
    """Try the wheel of each platform in every Python that was found."""
    for platform in platforms:
        if not list(PYPI.glob(f"*{platform.wheel}_*{platform.processor}.whl")):
            results.skip("wheel", platform.name, "", "not built")
            continue
        found = had(results, "wheel", platform.name, pythons)
        if platform.is_linux and not any(version_of(runtime).endswith("t") for runtime in found):
            results.skip("wheel, no GIL", platform.name, "a free-threaded CPython", "there is none")
        for index, runtime in enumerate(found[:1] if only_first else found):
            place = folder / f"{platform.name}-{version_of(runtime)}-{index}"
            shutil.rmtree(place, ignore_errors=True)

            # All Pythons load the same library, so that one of them runs every case: ten minutes each would be an hour.
            part = every if index == 0 and not runtime.is_slow else max(every, 8)

            def trial(
                runtime: Runtime = runtime, platform: Platform = platform, place: Path = place, part: int = part
            ) -> str:
                is_own = len(runtime.command) == 1
                ready = install_into_venv(runtime, place) if is_own else install_from_outside(runtime, platform, place)
                return try_cases(ready, part)

            results.add("wheel", platform.name, runtime.name, trial)
