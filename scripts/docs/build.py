"""Builds the site of docs/ into target/docs/site.

    build.py            everything: guides, and the reference of each language
    build.py --quick    guides and the Python reference alone; for the others there is a page that says so

docs/ is copied to target/docs/pages, and the copy is completed: error pages get their names in each language, pictures
are drawn, and the reference is made from the docstrings of each language. So the work tree stays as it is.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import links
import pictures
import swift_reference
from kinds import class_name, kinds, names_table

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "scripts" / "docs"
OUT = ROOT / "target" / "docs"
PAGES = OUT / "pages"
SITE = OUT / "site"


def main() -> int:
    quick = "--quick" in sys.argv[1:]
    stage(quick)
    zensical = Path(sys.executable).with_name("zensical")
    shutil.rmtree(SITE, ignore_errors=True)
    done = subprocess.run(
        [zensical, "build", "--clean", "--strict", "--config-file", OUT / "zensical.toml"],
        cwd=OUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        print(done.stdout)
        return done.returncode
    if not quick:
        rust_reference()
    else:
        (SITE / "rust" / "unpause").mkdir(parents=True)
        (SITE / "rust" / "unpause" / "index.html").write_text("<p>Not built here: <code>make docs</code> does it.</p>")
    problems = links.check_site(SITE)
    for problem in problems:
        print(problem)
    pages = sum(1 for _ in SITE.rglob("index.html"))
    print(f"{SITE.relative_to(ROOT)}: {pages} pages, {len(problems)} broken links")
    return 1 if problems else 0


def stage(quick: bool) -> None:
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(ROOT / "docs", PAGES)
    shutil.copy(HERE / "zensical.toml", OUT / "zensical.toml")
    shutil.copy(HERE / "extra.css", PAGES / "extra.css")
    (PAGES / "reference").mkdir(exist_ok=True)
    for page in PAGES.rglob("*.md"):
        page.write_text(completed(page, page.read_text()))
    pages = {page.stem for page in (PAGES / "errors").glob("*.md")} - {"index"}
    if pages != set(kinds(ROOT)):
        raise SystemExit(f"not both a kind of errors and a page: {', '.join(sorted(pages ^ set(kinds(ROOT))))}")
    python_sources()
    if quick:
        note = "Not built here: `make docs` does it."
        (PAGES / "reference" / "node").mkdir()
        (PAGES / "reference" / "node" / "index.md").write_text(f"# Node.js\n\n{note}\n")
        (PAGES / "reference" / "swift.md").write_text(f"# Swift\n\n{note}\n")
    else:
        node_reference()
        (PAGES / "reference" / "swift.md").write_text(swift_reference.page(ROOT))


def completed(page: Path, text: str) -> str:
    """Put in what is made: <!-- names --> and <!-- picture NAME -->; and SVG. Directives of the tests go."""
    if "<!-- names -->" in text:
        # The name that stands in a log is what people search for.
        text = re.sub(
            r"\A# (\w+)$", lambda match: f"# {match[1]} <small>{class_name(match[1])}</small>", text, flags=re.M
        )
    text = re.sub(r"^<!-- names -->$", lambda _: names_table(ROOT, page.stem), text, flags=re.M)
    text = re.sub(r"^<!-- picture (\w+) -->$", lambda match: pictures.draw(match[1]), text, flags=re.M)
    text = re.sub(
        r"^!\[[^\]]*\]\((\w+\.svg)\)$", lambda match: pictures.inside(page.parent / match[1]), text, flags=re.M
    )
    return re.sub(r"^ *<!-- (test:.*|tested|end) -->\n", "", text, flags=re.M)


def python_sources() -> None:
    """Copy the Python sources. Their docstrings are Sphinx's dialect, and mkdocstrings reads Markdown."""
    target = OUT / "python" / "unpause"
    shutil.rmtree(target, ignore_errors=True)
    ignored = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    shutil.copytree(ROOT / "bindings-python" / "python" / "unpause", target, ignore=ignored)
    for source in target.rglob("*.py"):
        text = source.read_text()
        text = re.sub(r":(?:class|exc):`~?(\w+)`", r"[`\1`][unpause.\1]", text)
        text = re.sub(r":(?:meth|func|attr|mod|data):`~?([\w.]+)`", r"`\1`", text)
        # mkdocstrings knows one line for each exception, and `Examples:`.
        text = re.sub(r"^( +)(\w+Error: .*\. \w+Error: .*)$", one_by_one, text, flags=re.M)
        text = re.sub(r"^( +)Example:$", r"\1Examples:", text, flags=re.M)
        source.write_text(text)


def one_by_one(line: re.Match[str]) -> str:
    return "\n".join(line[1] + part for part in re.split(r"(?<=\.) (?=\w+Error: )", line[2]))


def node_reference() -> None:
    out = PAGES / "reference" / "node"
    command: list[str | Path] = [
        HERE / "node_modules" / ".bin" / "typedoc",
        "--options", HERE / "typedoc.json",
        "--entryPoints", ROOT / "bindings-node" / "ts" / "index.ts",
        "--entryPoints", ROOT / "bindings-node" / "ts" / "testing.ts",
        "--tsconfig", ROOT / "bindings-node" / "tsconfig.json",
        "--out", out,
    ]  # fmt: skip
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    # TypeDoc names modules by their files.
    for page, name, module in (
        (out / "index.md", "[index]", "[unpause]"),
        (out / "index.md", "[testing]", "[unpause/testing]"),
        (out / "index" / "index.md", "# index", "# unpause"),
        (out / "testing" / "index.md", "# testing", "# unpause/testing"),
    ):
        page.write_text(page.read_text().replace(name, module, 1))


def rust_reference() -> None:
    subprocess.run(["cargo", "doc", "--quiet", "-p", "unpause", "--no-deps", "--locked"], cwd=ROOT, check=True)
    command = ["cargo", "metadata", "--format-version", "1", "--no-deps", "--offline"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    made, rust = Path(metadata["target_directory"]) / "doc", SITE / "rust"
    # Only this crate's: the folder may have those of others.
    for part in ("unpause", "src/unpause", "static.files", "search.index", "trait.impl", "type.impl"):
        if (made / part).exists():
            shutil.copytree(made / part, rust / part)
    for name in ("help.html", "settings.html", "src-files.js"):
        shutil.copy(made / name, rust / name)
    (rust / "crates.js").write_text('window.ALL_CRATES = ["unpause"];\n')


if __name__ == "__main__":
    sys.exit(main())
