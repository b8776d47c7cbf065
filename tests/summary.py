"""The end of `make test`: one table, cases by languages. Fails if any language did not run and pass every case.

Reads the runners' own reports in target/tests/. Swift's report only names the cases that ran; if one had failed,
`make test` would have stopped before this.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "target" / "tests"


def cases() -> dict[str, set[str]]:
    """Read the names of the cases, by file."""
    paths = sorted((ROOT / "tests" / "cases").glob("*.json"))
    return {path.stem: {case["name"] for case in json.loads(path.read_text())} for path in paths}


def matches(report: str, pattern: str) -> set[str]:
    """Find the cases that a plain report says have passed."""
    path = REPORTS / report
    return set(re.findall(pattern, path.read_text(), re.M)) if path.exists() else set()


def junit(report: str, pattern: str) -> set[str]:
    """Find the cases that a JUnit report says have passed."""
    path = REPORTS / report
    tests = ElementTree.parse(path).iter("testcase") if path.exists() else ()
    return {
        found[1]
        for test in tests
        if not any(child.tag in {"failure", "error", "skipped"} for child in test)
        and (found := re.fullmatch(pattern, test.get("name", "")))
    }


def main() -> int:
    """Print the table; 0 if every case passed in every language."""
    passed = {
        "Rust": matches("rust.log", r"^test (\w+) +\.\.\. ok$"),
        "Python": junit("python.xml", r"test_case\[(\w+)-blocking\]"),
        "asyncio": junit("python.xml", r"test_case\[(\w+)-asyncio\]"),
        "Node.js": junit("node.xml", r"(\w+)"),
        "Swift": matches("swift.log", r"Passing 1 argument \w+ → (\w+)\b"),
    }
    by_file = cases()
    print(f"\n{'cases':<14}" + "".join(f"{language:>10}" for language in passed))
    for file, names in by_file.items():
        print(f"{file:<14}" + "".join(f"{len(names & done):>6}/{len(names):<3}" for done in passed.values()))
    every = set().union(*by_file.values())
    print(f"{'all':<14}" + "".join(f"{len(every & done):>6}/{len(every):<3}" for done in passed.values()))
    for language, done in passed.items():
        missing = sorted(every - done)
        if missing:
            print(f"{language} did not pass {len(missing)}: {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}")
    run = sum(len(every & done) for done in passed.values())
    left = len(every) * len(passed) - run
    print(f"\n{run} passed, {left} failed")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
