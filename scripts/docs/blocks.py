"""The code blocks of the documentation, and what stands in comments before them:

<!-- test: world=fleet -->      the server that it needs (worlds.json)
<!-- test: check -->            type-check it, do not run it
<!-- test: file -->             Swift and Rust: it stands on its own, with declarations
<!-- test: probe=NAME -->       what stands in probes/NAME.* follows it
<!-- test: quiet -->            it sends nothing to that server
<!-- test: asis -->             a client keeps the default `base_url`
<!-- test: fails -->            it is meant to end with an error
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = {
    "python": "python", "py": "python",
    "js": "node", "ts": "node", "javascript": "node", "typescript": "node",
    "swift": "swift", "rust": "rust",
    "console": "shell", "sh": "shell", "bash": "shell", "shell": "shell",
}  # fmt: skip
# Neither programs nor commands. Whatever is not named in one of the two lists is an error.
DATA = {"", "text", "toml", "yaml", "json", "dockerfile", "hcl", "ini"}
FENCE = re.compile(
    r"(?:^ *<!-- test: (?P<directive>[^\n]*?) -->\n+)?"
    r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Block:
    """One block of code."""

    file: str
    line: int
    language: str
    code: str
    directives: dict[str, str]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def world(self) -> str:
        return self.directives.get("world", "default")


def blocks(root: Path, files: list[Path]) -> list[Block]:
    """Find the blocks of files. Fails for a language that nobody tests."""
    found = []
    for file in files:
        text = file.read_text()
        if len(re.findall(r"^ *```", text, re.M)) != 2 * len(FENCE.findall(text)):
            raise SystemExit(f"{file.relative_to(root)}: a block of code is not closed as it was opened")
        for match in FENCE.finditer(text):
            word = re.split(r"[ {]", match["info"].strip(), maxsplit=1)[0]
            line = text.count("\n", 0, match.start("indent")) + 1
            name = str(file.relative_to(root))
            if word in DATA:
                continue
            if word not in LANGUAGES:
                raise SystemExit(f"{name}:{line}: nobody tests {word!r}; blocks.py lists the languages")
            directives = dict(part.partition("=")[::2] for part in (match["directive"] or "").split())
            found.append(Block(name, line, LANGUAGES[word], textwrap.dedent(match["body"]), directives))
    return found
