"""Builds wheel, addon, crate and source distribution again, from a clone in another folder, and compares the bytes."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

from platforms import DIST, ROOT, chosen
from process import run, say

AGAIN = """\
import sys
sys.path.insert(0, "packaging")
from binaries import WHEELS, build_addon, build_wheel
from platforms import chosen
from sources import build_crate, build_source_distribution
(host,) = chosen(["host"])
wheels = [build_wheel(host, interpreter) for interpreter in WHEELS.values()]
for path in (build_addon(host), *wheels, build_crate(), build_source_distribution()):
    print("built", path)
"""


def digest(path: Path) -> str:
    """Hash a file; a missing one is different from every other."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else f"{path} is missing"


def main() -> int:
    """Build in a clone; 1 if anything differs from dist/."""
    different = 0
    with tempfile.TemporaryDirectory(prefix="unpause-again-") as folder:
        clone = Path(folder) / "clone"
        run(["git", "clone", "--quiet", ROOT, clone])
        (clone / ".cache").symlink_to(ROOT / ".cache")
        output = run([sys.executable, "-c", AGAIN], cwd=clone)
        for line in output.splitlines():
            if line.startswith("built "):
                again = Path(line.removeprefix("built "))
                first = DIST / again.relative_to(clone / "dist")
                is_same = digest(first) == digest(again)
                different += not is_same
                say(f"{'the same' if is_same else 'DIFFERENT'}: {first.relative_to(DIST)} {digest(again)[:16]}")
    say(f"{chosen(['host'])[0].name}: {different} of the packages differ when they are built again")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
