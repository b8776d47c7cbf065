"""Fails if a tag is not `v` and the version that every package has: python packaging/tagged.py v1.2.3."""

from __future__ import annotations

import sys

from npm import manifest
from platforms import version


def main(tag: str) -> int:
    """Compare the tag with Cargo.toml and package.json; 1 if one differs."""
    versions = {"Cargo.toml": version(), "bindings-node/package.json": manifest()["version"]}
    wrong = [f"{file} has {found}" for file, found in versions.items() if tag != f"v{found}"]
    for complaint in wrong:
        print(f"the tag is {tag}, but {complaint}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
