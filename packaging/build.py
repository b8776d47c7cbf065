"""Builds the packages into dist/, for every platform that can be built here, and says what was built and what was not.

python packaging/build.py                        everything
python packaging/build.py linux-x64-gnu …        these platforms only
python packaging/build.py host                   this machine's platform only
python packaging/build.py --npm                  only packs the npm packages again, from the addons in dist/addons
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import npm
from binaries import WHEELS, build_addon, build_wheel
from platforms import DIST, Platform, chosen, host
from process import CommandError, say
from sources import build_crate, build_source_distribution
from swift_bundle import build_swift


class Builds:
    """The table of what was built."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []
        self.failed = False

    def add(self, what: str, platform: str, build: Callable[[], Path]) -> None:
        """Build one thing. Without a compiler for a platform of another kind, it is skipped, with the reason."""
        started = time.monotonic()
        try:
            built = build()
            size = built.stat().st_size
            result = f"{built.relative_to(DIST)}  {size / 1e6:.2f} MB  {time.monotonic() - started:.0f} s"
        except CommandError as error:
            say(f"--- {what} for {platform}\n{error}")
            is_ours = platform in ("any", host())
            self.failed = self.failed or is_ours
            result = ("FAILED: " if is_ours else "SKIPPED: ") + str(error).splitlines()[0]
        self.show(what, platform, result)

    def skip(self, what: str, platform: str, reason: str) -> None:
        """Say that something was not built, and why."""
        self.show(what, platform, f"SKIPPED: {reason}")

    def show(self, what: str, platform: str, result: str) -> None:
        """Add a row, and say it."""
        say(f"{what:<14} {platform:<17} {result}")
        self.rows.append((what, platform, result))


def build(platforms: list[Platform]) -> Builds:
    """Build everything for some platforms."""
    builds = Builds()
    for platform in platforms:
        builds.add("npm addon", platform.name, partial(build_addon, platform))
        if platform.has_wheel_from_linux:
            for what, interpreter in WHEELS.items():
                builds.add(what, platform.name, partial(build_wheel, platform, interpreter))
        else:
            builds.skip("wheel", platform.name, "only its own system builds it: make package-native")
        if platform.name == host() and platform.glibc:
            builds.add("Swift bundle", platform.name, partial(build_swift, platform))
    builds.add("sdist", "any", build_source_distribution)
    builds.add("crate", "any", build_crate)
    return builds


def main(given: list[str]) -> int:
    """Build, and show the table."""
    if given == ["--npm"]:
        packed = npm.pack()
        say("\n".join(f"{path.relative_to(DIST)}  {path.stat().st_size / 1e6:.2f} MB" for path in packed))
        return 0
    DIST.mkdir(exist_ok=True)
    builds = build(chosen(given))
    for package in npm.pack():
        builds.add("npm package", "any", partial(Path, package))
    table = "\n".join(f"{what:<14} {platform:<17} {result}" for what, platform, result in builds.rows)
    (DIST / "BUILT.txt").write_text(table + "\n")
    say(f"\n{table}")
    return 1 if builds.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
