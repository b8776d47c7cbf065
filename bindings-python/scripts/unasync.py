"""Writes the blocking clients (`_sync`) from the asyncio clients (`_async`).

`--check` writes nothing and fails if a file is not what would be written.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from textwrap import indent

from blocking_docs import PASSAGES

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "python" / "unpause"
SOURCES = [PACKAGE / "_async" / name for name in ("client.py", "kafka_connect.py")]
HEADER = "# Generated from _async/{} by scripts/unasync.py: change that file, then run `make format`.\n"
RULES = {
    r"\basync def ": "def ",
    r"\bawait ": "",
    r"\bAsync(Client|KafkaConnect)\b": r"\1",
    r"\bAsyncTokenFunction\b": "TokenFunction",
    r"\bAsyncioBase\b": "BlockingBase",
    r"\baclose\b": "close",
    # A blocking job returns what an asyncio job ends with.
    r"from \.\._job import .*\n": "",
    r"\bJob\[\w+, (\w+)\]": r"\1",
    r"\bManyJob\b": "Report",
    r"\bA job\. Awaiting it gives the ": "The ",
}
# None of these may be left.
ASYNCIO = re.compile(r".*(?:asyncio|\basync\b|await|event loop|\bjobs?\b|cancel).*", re.IGNORECASE)


def blocking(text: str, unused: set[str]) -> str:
    """Turn the text of an asyncio client into that of a blocking one; passages that it has are no longer unused."""
    for passage, replacement in PASSAGES:
        first, *others = map(re.escape, passage.split("\n"))
        lines = "".join(f"\n\\1{line}" if line else "\n" for line in others)
        for found in reversed([*re.finditer(rf"^( *){first}{lines}$", text, re.M)]):
            text = text[: found.start()] + indent(replacement, found[1]) + text[found.end() :]
            unused.discard(passage)
    for pattern, replacement in RULES.items():
        text = re.sub(pattern, replacement, text)
    if line := ASYNCIO.search(text):
        sys.exit(f"unasync: a blocking client cannot say this; blocking_docs.py needs a passage for it:\n{line[0]}")
    return text


def formatted(text: str) -> str:
    """Sort the imports and format, as `make format` does."""
    for command in (["check", "--select", "I", "--fix-only"], ["format"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--quiet", "--config", str(PROJECT / "pyproject.toml"), "-"]
        # From the root, as in the Makefile: the settings have paths that are relative to it.
        done = subprocess.run(ruff, input=text, stdout=subprocess.PIPE, check=True, text=True, cwd=PROJECT.parent)
        text = done.stdout
    return text


def main() -> None:
    """Write the blocking clients, or compare them."""
    compares = sys.argv[1:] == ["--check"]
    unused = {passage for passage, _ in PASSAGES}
    made = {
        PACKAGE / "_sync" / source.name: formatted(HEADER.format(source.name) + blocking(source.read_text(), unused))
        for source in SOURCES
    }
    for passage in unused:
        sys.exit(f"unasync: no asyncio client has this passage of blocking_docs.py any more:\n{passage}")
    for path, text in made.items():
        if not compares:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            sys.exit(f"unasync: {path.relative_to(PROJECT)} is not what _async/{path.name} gives: run `make format`")


if __name__ == "__main__":
    main()
