"""Uses the crate, the source distribution and the Swift bundle as a stranger does: each in a new program."""

from __future__ import annotations

import json
import shutil
import sys
import tarfile
from pathlib import Path

from platforms import DIST, ROOT, host, version
from process import run
from results import Results
from tools import venv_python

RUST = """\
fn main() -> Result<(), unpause::Error> {
    let client = unpause::Client::builder().token("t").build()?;
    println!("{}", client.base_url());
    Ok(())
}
"""
SWIFT = """\
import Unpause

print(try Client(token: "t").baseURL)
"""
SWIFT_PACKAGE = """\
// swift-tools-version: 6.0
import PackageDescription
let package = Package(
    name: "stranger", dependencies: [.package(path: "unpause-swift")],
    targets: [
        .executableTarget(
            name: "stranger", dependencies: [.product(name: "Unpause", package: "unpause-swift")], path: "src")
    ])
"""


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack an archive into an empty folder; gives the folder inside."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    (inside,) = folder.iterdir()
    return inside


def try_crate(folder: Path) -> str:
    """Compile a program with the crate, without a lock file: with what a stranger's cargo would take."""
    crate = unpack(DIST / "crates" / f"unpause-{version()}.crate", folder / "crate")
    place = folder / "program"
    (place / "src").mkdir(parents=True, exist_ok=True)
    (place / "src/main.rs").write_text(RUST)
    dependency = f"[dependencies]\nunpause = {{ path = {json.dumps(str(crate))} }}\n"
    (place / "Cargo.toml").write_text(f'[package]\nname = "stranger"\nedition = "2024"\n\n{dependency}\n[workspace]\n')
    said = run(["cargo", "run", "--quiet"], cwd=place, timeout=1500)
    assert "https://api.confluent.cloud" in said, said
    return "compiles, runs"


def try_source_distribution(folder: Path) -> str:
    """Let pip compile it. Without the slow optimisations, which change nothing here."""
    run([sys.executable, "-m", "venv", folder])
    python = venv_python(folder)
    environment = {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_OPT_LEVEL": "0"}
    archive = DIST / "pypi" / f"unpause-{version()}.tar.gz"
    run([python, "-m", "pip", "install", "--quiet", archive], env=environment, timeout=1500)
    said = run([python, "-c", "import unpause; print(unpause.Client(token='t').base_url)"], cwd=folder)
    assert "https://api.confluent.cloud" in said, said
    return "compiles, runs"


def try_swift(folder: Path) -> str:
    """Build and run a program that depends on the bundle by its path. Rust is not on its PATH."""
    bundle = unpack(DIST / "swift" / f"unpause-swift-{version()}-{host()}.tar.gz", folder)
    assert bundle.name == "unpause-swift"
    (folder / "src").mkdir()
    (folder / "src/main.swift").write_text(SWIFT)
    (folder / "Package.swift").write_text(SWIFT_PACKAGE)
    said = run([ROOT / "bindings-swift/scripts/swift.sh", "run", "stranger"], cwd=folder, timeout=1500)
    assert "https://api.confluent.cloud" in said, said
    return "builds, runs"


def try_sources(results: Results, folder: Path, *, is_fast: bool) -> None:
    """Try what is published as source, and the Swift bundle."""
    results.add("crate", "any", "a new program, cargo", lambda: try_crate(folder / "rust"))
    if is_fast:
        results.skip("sdist", "any", "pip", "the short form compiles nothing twice")
    else:
        results.add("sdist", "any", "pip", lambda: try_source_distribution(folder / "python"))
    if list((DIST / "swift").glob(f"*-{host()}.tar.gz")):
        results.add("Swift bundle", host(), "a new program, SwiftPM", lambda: try_swift(folder / "swift"))
    else:
        results.skip("Swift bundle", host(), "a new program, SwiftPM", "not built for this platform")
