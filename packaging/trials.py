"""Installs the packages of dist/ into clean places, runs them there, and writes dist/tested.json.

python packaging/trials.py [PLATFORM…] [--every N]   every Nth case only (default: all; every 8th under qemu,
                                                     and in every Python but the first)
python packaging/trials.py host --fast               one Python, one Node.js, every package manager; every 8th case
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from npm import NPM
from platforms import CACHE, ROOT, chosen
from registry import registry
from results import Results
from trial_npm import try_npm
from trial_sources import try_sources
from trial_wheels import try_wheels

PLACES = CACHE / "places"


@contextmanager
def sandbox() -> Iterator[str]:
    """Run the server of the tests; gives the address of its control interface."""
    program = os.environ.get("UNPAUSE_SANDBOX", str(ROOT / "target/release/unpause-sandbox"))
    os.environ["UNPAUSE_SANDBOX"] = program
    with subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield json.loads(process.stdout.readline())["control_url"]
        process.stdin.close()


def main() -> int:
    """Try everything; 1 if anything failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("platforms", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--fast", action="store_true")
    given = parser.parse_args()
    platforms = chosen(given.platforms)
    every = 8 if given.fast else given.every
    places = PLACES / Path(ROOT).name
    shutil.rmtree(places, ignore_errors=True)
    results = Results()
    with sandbox() as control, registry(NPM) as url:
        try_wheels(results, platforms, places / "python", every, only_first=given.fast)
        try_npm(results, platforms, places / "npm", url, control, every, only_first=given.fast)
        try_sources(results, places / "sources", is_fast=given.fast)
    return 0 if results.write(is_full=every == 1) else 1


if __name__ == "__main__":
    sys.exit(main())
