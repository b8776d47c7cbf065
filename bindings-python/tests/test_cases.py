"""Every case of tests/cases/, blocking and on asyncio."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from cases import load, run
from faces import FACES
from sandbox import Control

CASES = load()
NAMES = {"linux": "linux", "macos": "darwin", "windows": "win32"}


def test_there_are_cases_and_their_names_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], face: str, control: Control) -> None:
    if sys.platform not in [NAMES[name] for name in case.get("only_on", NAMES)]:
        pytest.skip(f"only on {case['only_on']}")
    run(case, face, control)
