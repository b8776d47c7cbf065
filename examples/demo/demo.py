"""The demo: resumes paused connectors of a sandbox from each language, and builds each language while it shows another.

`make demo` runs it. It needs no account. Everything is built for debugging, because that compiles four times as fast.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request
from dataclasses import dataclass
from subprocess import PIPE, STDOUT
from typing import Any

from building import ROOT, Builds

BUILT = ROOT / "target" / "debug"
SCRIPTS = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(SCRIPTS / "python")
CLUSTER = ("env-sandbox", "lkc-sandbox")
FLEET = ("env-sandbox", "lkc-fleet")
EVENING = ("env-sandbox", "lkc-evening")
PAINTED = sys.stdout.isatty() and "NO_COLOR" not in os.environ
STATES = {"PAUSED": 33, "PROVISIONING": 36, "RUNNING": 32}


def paint(text: str, colour: int) -> str:
    """Colour the text, if a person reads it."""
    return f"\033[{colour}m{text}\033[0m" if PAINTED else text


@dataclass(frozen=True)
class Language:
    """A language's example programs: one resumes a connector, one all of a cluster."""

    name: str
    part: str
    shown: str
    resume: list[str]
    resume_all: list[str]


def swift(program: str) -> list[str]:
    """Run a program of the Swift examples, which are built."""
    run = ["bindings-swift/scripts/swift.sh", "run", "--package-path", "examples/swift", "--skip-build", "--quiet"]
    return [*run, program]


RUST = BUILT / "examples"
LANGUAGES = [
    Language("Rust", "rust", "resume.rs, resume_all.rs", [str(RUST / "resume")], [str(RUST / "resume_all")]),
    Language(
        "Python",
        "python",
        "resume.py, resume_all.py",
        [PYTHON, "examples/resume.py"],
        [PYTHON, "examples/resume_all.py"],
    ),
    Language(
        "Python, asyncio",
        "python",
        "resume_asyncio.py, resume_all_asyncio.py",
        [PYTHON, "examples/resume_asyncio.py"],
        [PYTHON, "examples/resume_all_asyncio.py"],
    ),
    Language(
        "Node.js",
        "node",
        "resume.mjs, resume_all.mjs",
        ["node", "examples/resume.mjs"],
        ["node", "examples/resume_all.mjs"],
    ),
]
SWIFT = Language("Swift", "swift", "swift", swift("Resume"), swift("ResumeAll"))


def languages() -> list[Language]:
    """Find Swift on Linux, if there is a toolchain: on the PATH, or the private one that `make test` installs."""
    has_swift = sys.platform == "linux" and (
        shutil.which("swift") is not None or (ROOT / ".cache" / "swift" / "run").exists()
    )
    return [*LANGUAGES, SWIFT] if has_swift else LANGUAGES


class Sandbox:
    """The sandbox, which ends with this program, and the demo's own calls to it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen([BUILT / "unpause-sandbox"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        self.about = json.loads(self.process.stdout.readline())

    def environment(self) -> dict[str, str]:
        """The environment of the example programs."""
        return os.environ | {
            "CONFLUENT_CLOUD_API_KEY": self.about["api_key"],
            "CONFLUENT_CLOUD_API_SECRET": self.about["api_secret"],
            "CONFLUENT_CLOUD_REST_ENDPOINT": self.about["url"],
        }

    def ask(self, method: str, path: str, cluster: tuple[str, str] = CLUSTER) -> Any:
        """Make a call that the examples do not make."""
        base = "{url}/connect/v1/environments/{}/clusters/{}/connectors/".format(*cluster, url=self.about["url"])
        pair = "{api_key}:{api_secret}".format(**self.about).encode()
        headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(base + path, method=method, headers=headers)) as answer:
            return json.loads(answer.read() or "null")


def say(label: str, colour: int, text: str) -> None:
    """Print a label and a text, wrapped under itself."""
    width = max(40, min(shutil.get_terminal_size().columns, 110)) - 12
    lines = textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    print(f"  {paint(label.ljust(9), colour)} {lines[0]}")
    for line in lines[1:]:
        print(" " * 12 + line)


def watch(sandbox: Sandbox) -> None:
    """Show each state until the connector runs."""
    started, last = time.monotonic(), ""
    while last != "RUNNING":
        state = sandbox.ask("GET", "orders-sink/status")["connector"]["state"]
        if state != last:
            say(state, STATES.get(state, 0), f"after {time.monotonic() - started:.1f} s")
        last = state
        time.sleep(0.05)


def show(language: Language, sandbox: Sandbox) -> bool:
    """Resume a paused connector, an unknown one, a rate-limited one, and a fleet."""
    print(f"\n{paint(language.name, 1)}  examples: {language.shown}")
    sandbox.ask("PUT", "orders-sink/pause")
    as_expected = True
    for name, label, colour in [("orders-sink", "202", 32), ("no-such-sink", "404", 31), ("busy-sink", "429", 31)]:
        command = [*language.resume, *CLUSTER, name]
        done = subprocess.run(command, cwd=ROOT, env=sandbox.environment(), text=True, capture_output=True)
        succeeded = done.returncode == 0
        as_expected &= succeeded is (label == "202")
        say(label, colour, done.stdout.strip() if succeeded else done.stderr.strip())
        if succeeded:
            watch(sandbox)
    return as_expected and resume_fleet(language, sandbox)


def resume_fleet(language: Language, sandbox: Sandbox) -> bool:
    """Pause a dozen connectors and resume them in one call; the program shows its own progress bar."""
    for name in sandbox.ask("GET", "", FLEET):
        sandbox.ask("PUT", f"{name}/pause", FLEET)
    say("a fleet", 33, f"twelve connectors of {'/'.join(FLEET)} are paused; resuming them, and waiting until they run")
    sys.stdout.flush()
    return subprocess.run([*language.resume_all, *FLEET], cwd=ROOT, env=sandbox.environment()).returncode == 0


def evening(sandbox: Sandbox) -> bool:
    """Pause a cluster in one language, and bring it back in another; a connector fails meanwhile, and is restarted."""
    print(f"\n{paint('A maintenance window', 1)}  examples: maintenance_window.py, maintenance_window.mjs")
    with tempfile.TemporaryDirectory() as folder:
        steps = (
            ("Python pauses what runs, waits for it, and saves the report", "pause", PYTHON, "py"),
            ("Node.js resumes exactly that, waits, and restarts what failed meanwhile", "resume", "node", "mjs"),
        )
        for what, step, program, suffix in steps:
            say(step, 33, what)
            sys.stdout.flush()
            command = [program, f"examples/maintenance_window.{suffix}", step, *EVENING, f"{folder}/paused.json"]
            done = subprocess.run(command, cwd=ROOT, env=sandbox.environment(), text=True, stdout=PIPE, stderr=STDOUT)
            for line in done.stdout.splitlines():
                say("", 0, line)
    return "restart: 1 of 5 match: 1 accepted, 1 running, 0 failed" in done.stdout


def main() -> int:
    """Build and run the demo; 0 if all programs behaved as expected."""
    print("A sandbox on this machine plays Confluent Cloud. In each language one program resumes a paused connector,")
    print("one that does not exist, and one whose rate limit is used up; another one resumes a dozen at once.")
    print("At the end two languages share a maintenance window.\n")
    shown = languages()
    builds = Builds(list(dict.fromkeys(language.part for language in shown)))
    try:
        return show_all(shown, builds) if builds.wait_for("rust", "the sandbox and Rust") else 1
    finally:
        builds.stop()


def show_all(shown: list[Language], builds: Builds) -> int:
    """Show each language as soon as it is built; 0 if all behaved as expected."""
    built = {"rust": True}
    sandbox = Sandbox()
    try:
        unexpected = []
        for language in shown:
            if language.part not in built:
                built[language.part] = builds.wait_for(language.part, language.name)
            if not built[language.part] or not show(language, sandbox):
                unexpected.append(language.name)
        if built["python"] and built["node"] and not evening(sandbox):
            unexpected.append("the maintenance window")
        if SWIFT not in shown:
            print("\nSwift is left out: it wants Linux and a toolchain (`make test` installs one on Debian).")
        if unexpected:
            print(f"\nNot as expected: {', '.join(unexpected)}")
        return 1 if unexpected else 0
    finally:
        sandbox.process.communicate(timeout=10)


if __name__ == "__main__":
    sys.exit(main())
