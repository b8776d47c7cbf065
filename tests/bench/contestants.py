"""The contestants. A new one, or a new language, is a few lines here and a worker (README.md)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

Command = tuple[str, ...]

BUILD = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
RUST = str(BUILD / "release" / "unpause-bench")
# Not resolved: a virtual environment's Python is a link, and finds its packages by its own path.
PYTHON = str(ROOT / ".venv" / "bin" / "python")

NODE = os.environ.get("NODE", "node")

SERVER: Command = (RUST, "serve")


@dataclass(frozen=True)
class Cold:
    """The two commands of a cold start. Both get the target's six values, too.

    Attributes:
        command: Makes one call and ends.
        bare: Ends at once; in the same language.
    """

    command: Command
    bare: Command


@dataclass(frozen=True)
class Contestant:
    """A client in one language.

    Attributes:
        name: The language and the client; unique.
        against: The name of its counterpart in this project, which may be the contestant itself.
        worker: The command that speaks the line protocol; it gets the target's six values, too.
        cold: Its cold start, if that is measured.
    """

    name: str
    against: str
    worker: Command
    cold: Cold | None = None


def rust(name: str, against: str = "unpause") -> Contestant:
    """Return a contestant of the benchmark's binary."""
    return Contestant(f"rust {name}", f"rust {against}", (RUST, "worker", name))


def python(name: str, against: str, *, cold: bool = True) -> Contestant:
    """Return a contestant of ``python/``."""

    def command(file: str, name: str) -> Command:
        return PYTHON, str(HERE / "python" / file), name

    return Contestant(
        name=f"python {name}",
        against=f"python {against}",
        worker=command("worker.py", name),
        cold=Cold(command("cold.py", name), command("cold.py", "bare")) if cold else None,
    )


def swift(name: str) -> Contestant:
    """Return a contestant of ``swift/``, already built, run by SwiftPM: a private toolchain is not on the PATH."""
    run = (str(ROOT / "bindings-swift" / "scripts" / "swift.sh"), "run", "--package-path", str(HERE / "swift"))
    worker = (*run, "--configuration", "release", "--skip-build", "worker", name)
    return Contestant(f"swift {name}", "swift unpause", worker)


def node(name: str, against: str = "unpause") -> Contestant:
    """Return a contestant of ``node/``."""

    def command(file: str, name: str) -> Command:
        return NODE, str(HERE / "node" / file), name

    return Contestant(
        name=f"node {name}",
        against=f"node {against}",
        worker=command("worker.mjs", name),
        cold=Cold(command("cold.mjs", name), command("cold.mjs", "bare")),
    )


CONTESTANTS = [
    rust("raw"),
    rust("reqwest"),
    rust("unpause"),
    rust("unpause-token"),
    rust("unpause-token-provider", "unpause-token"),
    python("unpause", "unpause"),
    python("http.client", "unpause"),
    python("urllib3", "unpause"),
    python("httpx", "unpause"),
    python("requests", "unpause"),
    python("unpause-asyncio", "unpause-asyncio"),
    python("aiohttp", "unpause-asyncio"),
    python("httpx-asyncio", "unpause-asyncio", cold=False),
    swift("unpause"),
    swift("urlsession"),
    node("unpause"),
    node("undici"),
    node("fetch"),
    node("axios"),
]

# For thousands of connectors: ours in one call each time, the others with so many calls in flight.
MANY = [
    rust("unpause-many", "unpause-many"),
    python("unpause-many", "unpause-many", cold=False),
    python("unpause-asyncio-many", "unpause-many", cold=False),
    python("requests", "unpause-many", cold=False),
    python("aiohttp", "unpause-many", cold=False),
    node("unpause-many", "unpause-many"),
    node("undici", "unpause-many"),
]
