"""Writes THIRD-PARTY-NOTICES.txt: the licences of all code that is linked into a wheel, an addon or the Swift library.

python packaging/notices.py            write the file
python packaging/notices.py --check    fail if it is not up to date
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from platforms import ROOT

FILE = ROOT / "THIRD-PARTY-NOTICES.txt"
TEXTS = Path(__file__).resolve().parent / "licences"
PUBLISHED = ["unpause-python", "unpause-node", "unpause-swift"]
TRIPLES = [
    "x86_64-unknown-linux-gnu", "x86_64-unknown-linux-musl", "x86_64-apple-darwin", "aarch64-apple-ios",
    "x86_64-pc-windows-msvc",
]  # fmt: skip
LICENCE = re.compile(r"licen[cs]e|copying|notice|unlicense", re.IGNORECASE)
HEAD = """\
The native libraries of Unpause contain the code below, under its own licences. Where one offers a
choice, Unpause takes MIT if it is offered, else Apache-2.0. The sources of each are at
https://crates.io/crates/NAME/VERSION.

They also contain the standard library of Rust, https://github.com/rust-lang/rust, Copyright (c) The
Rust Project Contributors, under the MIT licence, whose text is below, or Apache-2.0. Those built for
musl contain LLVM's libunwind, under Apache-2.0 WITH LLVM-exception.
"""


def linked() -> list[tuple[str, str]]:
    """Find the name and version of each crate that is linked, for any platform."""
    found = set()
    for triple in TRIPLES:
        packages = [word for name in PUBLISHED for word in ("--package", name)]
        command = ["cargo", "tree", "--locked", *packages, "--edges", "normal,no-proc-macro", "--target", triple]
        tree = subprocess.check_output([*command, "--prefix", "none", "--format", "{p}"], cwd=ROOT, text=True)
        lines = [line.split() for line in tree.splitlines() if line and "(/" not in line]
        found |= {(words[0], words[1].removeprefix("v")) for words in lines}
    return sorted(found)


def texts(package: dict[str, Any], folder: Path) -> list[str]:
    """Read the licence texts of a crate: its own files, or the text that its declared licence has."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and LICENCE.match(path.name))
    if any("mit" in path.name.lower() for path in files):
        files = [path for path in files if not re.search(r"apache|unlicense", path.name, re.IGNORECASE)]
    if files:
        return [path.read_text(errors="replace").strip() for path in files]
    authors = (
        ", ".join(re.sub(r" <.*>", "", author) for author in package["authors"]) or f"the {package['name']} developers"
    )
    name = "MIT" if "MIT" in package["license"] else package["license"]
    return [f"Copyright (c) {authors}\n\n{(TEXTS / f'{name}.txt').read_text().strip()}"]


def notices() -> str:
    """Make the whole file: crates that have the same text share it."""
    metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--locked", "--format-version", "1"], cwd=ROOT))
    packages = {(package["name"], package["version"]): package for package in metadata["packages"]}
    sharing: dict[str, list[str]] = defaultdict(list)
    for key in linked():
        package = packages[key]
        for text in texts(package, Path(package["manifest_path"]).parent):
            sharing[re.sub(r"[ \t]+$", "", text.replace("\r\n", "\n"), flags=re.MULTILINE)].append(
                f"{key[0]} {key[1]} ({package['license']})"
            )
    line = "-" * 100
    return HEAD + "".join(f"\n{line}\n" + "\n".join(names) + f"\n\n{text}\n" for text, names in sharing.items())


def main() -> int:
    """Write the file, or compare it."""
    wanted = notices()
    if "--check" not in sys.argv:
        FILE.write_text(wanted)
    elif not FILE.exists() or FILE.read_text() != wanted:
        print(f"{FILE.name} is out of date; run: python packaging/notices.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
