"""Checks links: of the built site, and of the Markdown files that GitHub shows. Of those that leave, the shape."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

MARKDOWN = [
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "RELEASE.md", "CHANGELOG.md",
    "bindings-python/README.md", "bindings-node/README.md", "bindings-swift/README.md",
    "tests/sandbox/README.md", "tests/cases/README.md",
]  # fmt: skip


REPOSITORY = "https://github.com/unpause/unpause/blob/main/"


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value)
            elif name in ("href", "src") and tag != "base":
                self.links.append(value)


def check_site(site: Path) -> list[str]:
    """Follow each link of each page, but not those of rustdoc's own pages."""
    parsed = cache(lambda path: Page(path.read_text(errors="replace")))
    problems = []
    for page in sorted(site.rglob("*.html")):
        if (site / "rust") in page.parents or page.name == "404.html":
            continue
        for link in parsed(page).links:
            parts = urlsplit(link)
            where = f"{page.relative_to(site)}: {link}"
            if parts.scheme in ("http", "https"):
                problems += [f"{where}: no host"] if not parts.netloc else []
                continue
            if parts.scheme in ("mailto", "data", "javascript") or link == "":
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                problems.append(f"{where}: no such file")
            elif parts.fragment and target.suffix == ".html":
                anchors = parsed(target).anchors
                if unquote(parts.fragment) not in anchors and not parts.fragment.startswith("__"):
                    problems.append(f"{where}: no such anchor")
    return sorted(set(problems))


def check_markdown(root: Path) -> list[str]:
    """Follow the links of the files that GitHub shows."""
    problems = []
    for name in MARKDOWN:
        file = root / name
        for link in links_of(file.read_text()):
            # The pages of registries need whole addresses, of what is in this folder.
            base, here = (root, link.removeprefix(REPOSITORY)) if link.startswith(REPOSITORY) else (file.parent, link)
            parts = urlsplit(here)
            if parts.scheme:
                problems += [f"{name}: {link}: no host"] if not parts.netloc else []
                continue
            target = (base / unquote(parts.path)).resolve() if parts.path else file
            if not target.exists():
                problems.append(f"{name}: {link}: no such file")
            elif parts.fragment and target.suffix == ".md" and parts.fragment not in headings(target.read_text()):
                problems.append(f"{name}: {link}: no such heading")
    return problems


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^ *(```|~~~).*?^ *\1", "", text, flags=re.M | re.S))


def links_of(text: str) -> Iterator[str]:
    text = without_code(text)
    yield from re.findall(r"\]\(([^)\s]+(?:\([^)\s]*\))?[^)\s]*)\)", text)
    yield from re.findall(r"^\[[^\]]+\]: (\S+)$", text, flags=re.M)


def headings(text: str) -> set[str]:
    """Return the anchors that GitHub gives to the headings."""
    found: set[str] = set()
    code = re.sub(r"^ *```.*?^ *```", "", text, flags=re.M | re.S)
    for heading in re.findall(r"^#+ (.*)$", code, flags=re.M):
        plain = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = 0
        while (name := plain if number == 0 else f"{plain}-{number}") in found:
            number += 1
        found.add(name)
    return found


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    found = check_markdown(root)
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
