"""The tools that build and test packages, installed into .cache/packaging when they are first needed."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from platforms import CACHE, ROOT
from process import Argument, run

HERE = Path(__file__).resolve().parent


def venv_python(folder: Path) -> Path:
    """Name the Python of a virtual environment of this machine. Its programs are beside it."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def python_tools() -> Path:
    """Install the programs of requirements.txt."""
    venv, wanted = CACHE / "tools", (HERE / "requirements.txt").read_text()
    python = venv_python(venv)
    stamp = venv / ".installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        run([sys.executable, "-m", "venv", venv])
        run([python, "-m", "pip", "install", "--quiet", "--requirement", HERE / "requirements.txt"])
        stamp.write_text(wanted)
    return python.parent


def node_tools() -> Path:
    """Install the programs of package.json."""
    folder = CACHE / "node-tools"
    wanted = (HERE / "node" / "package-lock.json").read_text()
    stamp = folder / ".installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            (folder / name).write_text((HERE / "node" / name).read_text())
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder)
        stamp.write_text(wanted)
    return folder / "node_modules" / ".bin"


def debian(folder: str, suite: str, architecture: str, *packages: str) -> Path:
    """Unpack packages of a Debian suite."""
    prefix = CACHE / folder
    run([ROOT / "scripts/debian.sh", prefix, suite, architecture, *packages])
    return prefix.resolve()


def npm_package(name: str, version: str) -> Path:
    """Unpack a package of the npm registry, also one for another platform."""
    folder = CACHE / "npm" / f"{name.replace('/', '+')}-{version}"
    if not (folder / ".unpacked").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run(["npm", "pack", "--silent", "--pack-destination", folder, f"{name}@{version}"])
        (archive,) = folder.glob("*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="fully_trusted")
        archive.unlink()
        (folder / ".unpacked").touch()
    return folder / "package"


def commit_time() -> str:
    """Get the time that is put into archives, so that two builds give the same bytes."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return given or subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT, text=True).strip()


def pip_wheel(name: str, version: str, python: str, platform: str) -> Path:
    """Unpack a wheel of PyPI for another platform."""
    folder = CACHE / "wheels" / f"{name}-{version}-{platform}"
    if not (folder / ".unpacked").exists():
        pip: list[Argument] = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        other = ["--platform", platform, "--python-version", python]
        run([*pip, *other, "--dest", folder, f"{name}=={version}"])
        (wheel,) = folder.glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(folder)
        (folder / ".unpacked").touch()
    return folder
