"""The platforms that packages are published for, and the names that each tool has for them."""

from __future__ import annotations

import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
CACHE = (ROOT / ".cache" / "packaging").resolve()


@dataclass(frozen=True)
class Platform:
    """One platform; `name` is the end of its npm package's name."""

    name: str
    triple: str
    processor: str
    # How the tag of its wheel starts.
    wheel: str
    # The oldest glibc that a binary may ask for.
    glibc: str | None = None
    # Whether its wheel is built on Linux too. If not, only its own system builds it (`make package-native`).
    has_wheel_from_linux: bool = True

    @property
    def linker(self) -> str:
        """The target in the words of cargo-zigbuild."""
        return f"{self.triple}.{self.glibc}" if self.glibc else self.triple

    @property
    def is_linux(self) -> bool:
        """Whether it has ELF binaries."""
        return self.name.startswith("linux")

    @property
    def is_windows(self) -> bool:
        """Whether it has DLLs."""
        return self.name.startswith("win32")

    @property
    def is_musl(self) -> bool:
        """Whether its C library is musl, as on Alpine Linux."""
        return self.name.endswith("musl")

    @property
    def npm(self) -> dict[str, list[str]]:
        """The fields of package.json by which npm chooses."""
        system, processor, *library = self.name.split("-")
        fields = {"os": [system], "cpu": [processor]}
        libraries = {"gnu": "glibc", "musl": "musl"}
        return fields | ({"libc": [libraries[library[0]]]} if system == "linux" else {})


# Windows' published addon is built by msvc, on Windows. The one built here by MinGW has the same name: it shows that
# the code runs there, and Node.js takes either.
PLATFORMS = [
    Platform("linux-x64-gnu", "x86_64-unknown-linux-gnu", "x86_64", "manylinux_2_17", "2.17"),
    Platform("linux-arm64-gnu", "aarch64-unknown-linux-gnu", "aarch64", "manylinux_2_17", "2.17"),
    Platform("linux-x64-musl", "x86_64-unknown-linux-musl", "x86_64", "musllinux_1_2"),
    Platform("linux-arm64-musl", "aarch64-unknown-linux-musl", "aarch64", "musllinux_1_2"),
    Platform("win32-x64-msvc", "x86_64-pc-windows-gnu", "amd64", "win", has_wheel_from_linux=False),
]
# These need their own system: `make package-native`, .github/workflows/release.yml.
ELSEWHERE = [
    Platform("darwin-arm64", "aarch64-apple-darwin", "arm64", "macosx", has_wheel_from_linux=False),
    Platform("darwin-x64", "x86_64-apple-darwin", "x86_64", "macosx", has_wheel_from_linux=False),
]


def host() -> str:
    """Name the platform of this machine."""
    machine = platform.machine().lower()
    processor = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(machine, machine)
    library = {"linux": "-gnu" if platform.libc_ver()[0] == "glibc" else "-musl", "win32": "-msvc"}.get(
        sys.platform, ""
    )
    return f"{sys.platform}-{processor}{library}"


def chosen(names: list[str]) -> list[Platform]:
    """Find platforms by their names; all that can be built here if there are none."""
    known = {one.name: one for one in PLATFORMS + ELSEWHERE}
    wanted = [host() if name == "host" else name for name in names] or [one.name for one in PLATFORMS]
    if unknown := set(wanted) - known.keys():
        sys.exit(f"unknown platforms: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    return [known[name] for name in wanted]


def version() -> str:
    """Read the version of the workspace, which every package has."""
    found = re.search(r'\[workspace\.package\]\nversion = "(.+)"', (ROOT / "Cargo.toml").read_text())
    assert found, "Cargo.toml names no version"
    return found[1]
