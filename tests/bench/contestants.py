"""The contestants. A new one, or a new language, is a few lines here and a worker (README.md)."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

Command = tuple[str, ...]

# What the server offers: without TLS HTTP/1.1; over TLS HTTP/1.1 alone, or HTTP/2, too.
Protocol = Literal["plain", "h1", "h2"]

BUILD = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
RUST = str(BUILD / "release" / "unpause-bench")
# Not resolved: a virtual environment's Python is a link, and finds its packages by its own path.
PYTHON = str(ROOT / ".venv" / "bin" / "python")

NODE = os.environ.get("NODE", "node")

SERVER: Command = (RUST, "serve")

JOBS = {"list": "100,000 listed", "waits": "1,000 waits", "calls": "10,000 calls"}


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
class Footprint:
    """A job whose memory is measured. Both commands get the target's six values, too.

    Attributes:
        name: The language, the job and the client; unique.
        command: Does the job and ends.
        bare: Ends at once; in the same language.
    """

    name: str
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
        protocol: What its server offers.
    """

    name: str
    against: str
    worker: Command
    cold: Cold | None = None
    protocol: Protocol = "plain"


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


def swift(name: str, against: str = "unpause") -> Contestant:
    """Return a contestant of ``swift/``, already built."""
    return Contestant(f"swift {name}", f"swift {against}", (str(HERE / "swift" / "run.sh"), name))


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


def over(protocol: Protocol, contestants: list[Contestant]) -> list[Contestant]:
    """Return the same contestants over TLS."""
    label = {"plain": "", "h1": " h1", "h2": " h2"}[protocol]
    return [replace(one, name=one.name + label, against=one.against + label, protocol=protocol) for one in contestants]


def footprint(language: str, job: str, client: str) -> Footprint:
    """Return a job of ``memory.py`` or ``memory.mjs``."""
    python = (PYTHON, str(HERE / "python" / "memory.py"))
    program = python if language == "python" else (NODE, str(HERE / "node" / "memory.mjs"))
    return Footprint(f"{language} {client}, {JOBS[job]}", (*program, job, client), (*program, "none", client))


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

# They refuse TLS, or differ from another one in what TLS does not change.
PLAIN_ONLY = {"rust raw", "rust unpause-token", "rust unpause-token-provider"}

ABLE_OF_HTTP2 = [
    rust("reqwest"),
    rust("unpause"),
    python("unpause", "unpause"),
    python("httpx-http2", "unpause", cold=False),
    python("unpause-asyncio", "unpause-asyncio"),
    python("httpx-asyncio-http2", "unpause-asyncio", cold=False),
    swift("unpause"),
    swift("urlsession"),
    node("unpause"),
    node("undici-http2"),
]

OVER_TLS = [
    *over("h1", [one for one in CONTESTANTS if one.name not in PLAIN_ONLY]),
    *over("h2", ABLE_OF_HTTP2),
]

# Not httpx, and not URLSession over HTTP/1.1: they would take half a minute or more each time. `tls-throughput` has
# them.
MANY_OVER_TLS = [
    *over(
        "h1",
        [
            *MANY,
            rust("reqwest", "unpause-many"),
            python("http.client", "unpause-many"),
            python("urllib3", "unpause-many"),
            swift("unpause-many", "unpause-many"),
            node("fetch", "unpause-many"),
            node("axios", "unpause-many"),
        ],
    ),
    *over(
        "h2",
        [
            rust("unpause-many", "unpause-many"),
            rust("reqwest", "unpause-many"),
            python("unpause-many", "unpause-many"),
            python("unpause-asyncio-many", "unpause-many"),
            swift("unpause-many", "unpause-many"),
            swift("urlsession", "unpause-many"),
            node("unpause-many", "unpause-many"),
            node("undici-http2", "unpause-many"),
        ],
    ),
]

# Over TLS with a server that offers both, as the service may: each takes the best that it can.
FIRST_CALLS = [replace(one, protocol="h2") for one in CONTESTANTS if one.cold]

FOOTPRINTS = [
    footprint("python", "list", "unpause"),
    footprint("python", "list", "requests"),
    footprint("python", "waits", "unpause"),
    footprint("python", "calls", "unpause"),
    footprint("python", "calls", "requests"),
    footprint("python", "calls", "aiohttp"),
    footprint("node", "list", "unpause"),
    footprint("node", "list", "fetch"),
    footprint("node", "waits", "unpause"),
    footprint("node", "calls", "unpause"),
    footprint("node", "calls", "fetch"),
    footprint("node", "calls", "axios"),
]
