"""Lays out and packs the npm packages: the main one, and one for each platform whose addon is in dist/addons."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from binaries import ADDONS
from compiler import TARGET
from platforms import DIST, ELSEWHERE, PLATFORMS, ROOT, version
from process import run

NPM = DIST / "npm"
SOURCE = ROOT / "bindings-node"
STAGE = TARGET / "npm"
# What only the repository needs.
PRIVATE = {"scripts", "devDependencies", "napi"}


def manifest() -> dict[str, Any]:
    """Read the package.json of the repository."""
    read: dict[str, Any] = json.loads((SOURCE / "package.json").read_text())
    return read


def addons() -> dict[str, Path]:
    """Find the addons that were built, by platform."""
    names = [platform.name for platform in PLATFORMS + ELSEWHERE]
    return {name: path for name in names if (path := ADDONS / f"unpause.{name}.node").exists()}


def platform_package(name: str, addon: Path) -> Path:
    """Lay out the package of one platform."""
    about = manifest()
    folder = STAGE / f"unpause-{name}"
    folder.mkdir(parents=True)
    shutil.copy2(addon, folder)
    for notice in ("LICENSE", "THIRD-PARTY-NOTICES.txt"):
        shutil.copy2(ROOT / notice, folder)
    text = f"# unpause-{name}\n\nThe native library of [unpause](https://www.npmjs.com/package/unpause) for {name}.\n"
    (folder / "README.md").write_text(text)
    kept = ("license", "author", "homepage", "repository", "bugs", "engines")
    fields = {
        "name": f"unpause-{name}",
        "version": version(),
        "description": f"The native library of unpause for {name}",
        **{key: about[key] for key in kept},
        **next(one.npm for one in PLATFORMS + ELSEWHERE if one.name == name),
        "main": addon.name,
        "files": [addon.name, "THIRD-PARTY-NOTICES.txt"],
    }
    (folder / "package.json").write_text(json.dumps(fields, indent=2) + "\n")
    return folder


def main_package(platforms: list[str]) -> Path:
    """Lay out the main package. It names the platforms that were built, and no others."""
    folder = STAGE / "unpause"
    shutil.copytree(SOURCE / "dist", folder / "dist")
    shutil.copy2(SOURCE / "README.md", folder)
    shutil.copy2(ROOT / "LICENSE", folder)
    fields = {key: value for key, value in manifest().items() if key not in PRIVATE}
    fields["optionalDependencies"] = {f"unpause-{name}": version() for name in platforms}
    (folder / "package.json").write_text(json.dumps(fields, indent=2) + "\n")
    return folder


def pack() -> list[Path]:
    """Pack everything again, from the addons that are there."""
    for folder in (STAGE, NPM):
        shutil.rmtree(folder, ignore_errors=True)
    NPM.mkdir(parents=True)
    built = addons()
    folders = [main_package(list(built)), *(platform_package(name, addon) for name, addon in built.items())]
    for folder in folders:
        run(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", NPM, folder])
    return sorted(NPM.glob("*.tgz"))
