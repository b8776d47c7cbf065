"""Runs or compiles every code block of README.md, of the packages' READMEs, and of docs/.

Python and Node.js run, each block as a program with a sandbox of its own; with `check` they are type-checked. Swift and
Rust are compiled, all blocks of a language at once. Of commands for a shell only the syntax is checked (bash -n).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from blocks import Block, blocks

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "scripts" / "docs"
OUT = ROOT / "target" / "docs" / "blocks"
VENV = Path(sys.prefix)
PYTHON = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
# A JSON Web Token that never ends, for what reads one from a file.
IDENTITY = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzYW5kYm94In0.c2FuZGJveA"


class Sandbox:
    """The running program, and its worlds."""

    def __init__(self) -> None:
        program = os.environ.get("UNPAUSE_SANDBOX", str(ROOT / "target" / "release" / "unpause-sandbox"))
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.control = json.loads(self.process.stdout.readline())["control_url"]

    def request(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.control + path, data, method=method)) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def main() -> int:
    only = sys.argv[1:]
    files = [ROOT / "README.md", *sorted(ROOT.glob("bindings-*/README.md")), *sorted((ROOT / "docs").rglob("*.md"))]
    if only:
        files = [file for file in files if any(name in str(file.relative_to(ROOT)) for name in only)]
    found = blocks(ROOT, files)
    shutil.rmtree(OUT / "programs", ignore_errors=True)
    (OUT / "programs").mkdir(parents=True)
    sandbox = Sandbox()
    failed: list[str] = []
    try:
        for language, test in (("python", python), ("node", node), ("rust", rust), ("swift", swift), ("shell", shell)):
            chosen = [block for block in found if block.language == language]
            if not chosen:
                continue
            started = time.monotonic()
            problems, note = test(chosen, sandbox)
            failed += problems
            print(f"{language:8}{len(chosen):4} blocks  {note:44}{time.monotonic() - started:6.1f} s", flush=True)
    finally:
        sandbox.close()
    for problem in failed:
        print(f"\n{problem}")
    print(f"{len(found) - len(failed)} passed, {len(failed)} failed")
    return bool(failed)


# --- Python and Node.js: programs


def program(block: Block, suffix: str) -> Path:
    name = re.sub(r"\W+", "_", block.where)
    return OUT / "programs" / f"{name}{suffix}"


def run(block: Block, command: list[str | Path], source: Path, sandbox: Sandbox) -> str | None:
    """Run a program in a world of its own, and tell what went wrong."""
    worlds = json.loads((HERE / "worlds.json").read_text())
    world = sandbox.request("POST", "/worlds", {"servers": worlds[block.world]})
    servers = world["servers"]
    folder = source.with_suffix(".folder")
    folder.mkdir()
    identity = source.with_suffix(".jwt")
    identity.write_text(IDENTITY)
    text = source.read_text()
    for written, real in (
        ("http://127.0.0.1:8083", servers["workers"]["url"]),
        ("https://idp.example.com", servers["identity"]["url"]),
        ("/var/run/secrets/tokens/confluent", str(identity)),
    ):
        text = text.replace(written, real)
    source.write_text(text)
    environment = {
        **os.environ,
        "CONFLUENT_CLOUD_API_KEY": "SANDBOX-KEY",
        "CONFLUENT_CLOUD_API_SECRET": "sandbox-secret",
        "CONFLUENT_CLOUD_REST_ENDPOINT": servers["main"]["url"],
        "CONNECT_URL": servers["workers"]["url"],
        "ACTIONS_ID_TOKEN_REQUEST_URL": servers["identity"]["url"] + "/github/token?",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "sandbox-request-token",
        "UNPAUSE_SANDBOX": os.environ.get("UNPAUSE_SANDBOX", str(ROOT / "target/release/unpause-sandbox")),
        "PYTHONWARNINGS": "error::ResourceWarning",
    }
    try:
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)
        seen = sandbox.request("GET", f"/worlds/{world['id']}")["servers"]
    except subprocess.TimeoutExpired:
        return f"{block.where}: did not end within 60 s"
    finally:
        sandbox.request("DELETE", f"/worlds/{world['id']}")
    if done.returncode != 0:
        return f"{block.where}: exit code {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-3000:]}"
    is_call = (
        re.search(r"\.(resume|pause|restart|wait_?[uU]ntil|list|status)", block.code) is not None
        and "quiet" not in block.directives
    )
    if is_call and not any(server["counts"]["requests"] for server in seen.values()):
        return f"{block.where}: it sent nothing"
    return None


def in_parallel(chosen: list[Block], test: Any) -> list[str]:
    with ThreadPoolExecutor(2) as pool:
        return [problem for problem in pool.map(test, chosen) if problem is not None]


def aimed(block: Block, pattern: str, replacement: str) -> str:
    """Give clients without a `base_url` that of the sandbox."""
    return block.code if "asis" in block.directives else re.sub(pattern, replacement, block.code)


def with_probe(block: Block, code: str, suffix: str) -> str:
    name = block.directives.get("probe")
    return code if name is None else code + "\n" + (HERE / "probes" / f"{name}{suffix}").read_text()


def python(chosen: list[Block], sandbox: Sandbox) -> tuple[list[str], str]:
    def test(block: Block) -> str | None:
        url = '__import__("os").environ["CONFLUENT_CLOUD_REST_ENDPOINT"]'
        code = with_probe(block, aimed(block, r"\b((?:Async)?Client)\((?=\w+=)", rf"\1(base_url={url}, "), ".py")
        if re.search(r"^def test_", code, re.M):
            file = program(block, "_test.py")
            file.write_text(code)
            pytest: list[str | Path] = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "unpause.testing"]
            return run(block, [*pytest, file], file, sandbox)
        file = program(block, ".py")
        file.write_text(code)
        command: list[str | Path] = [PYTHON, "-X", "dev", file]
        return run(block, command, file, sandbox)

    return in_parallel(chosen, test), "run"


def node(chosen: list[Block], sandbox: Sandbox) -> tuple[list[str], str]:
    modules = OUT / "programs" / "node_modules"
    modules.mkdir(exist_ok=True)
    for name, target in (("unpause", ROOT / "bindings-node"), ("fastify", HERE / "node_modules" / "fastify")):
        if not (modules / name).exists():
            (modules / name).symlink_to(target)

    def test(block: Block) -> str | None:
        code = aimed(block, r"new Client\(\{", "new Client({ baseUrl: process.env.CONFLUENT_CLOUD_REST_ENDPOINT,")
        file = program(block, ".mjs")
        file.write_text(with_probe(block, code, ".mjs"))
        return run(block, ["node", file], file, sandbox)

    return in_parallel(chosen, test), "run"


# --- Rust and Swift: one crate, one package


def rust(chosen: list[Block], sandbox: Sandbox) -> tuple[list[str], str]:
    crate = OUT / "rust"
    (crate / "src").mkdir(parents=True, exist_ok=True)
    lock = (ROOT / "Cargo.lock").read_text()
    (crate / "Cargo.toml").write_text(
        '[package]\nname = "documented"\nedition = "2024"\n[workspace]\n[dependencies]\n'
        f'unpause = {{ path = "{(ROOT / "core").as_posix()}" }}\n'
        f'unpause-sandbox = {{ path = "{(ROOT / "tests" / "sandbox").as_posix()}" }}\n'
        'tokio = { version = "1", features = ["macros", "rt", "signal", "time"] }\nfutures-util = "0.3"\n'
    )
    if not (crate / "Cargo.lock").exists():
        (crate / "Cargo.lock").write_text(lock)
    parts = ["#![allow(unused, clippy::all)]"]
    lines: list[tuple[int, Block]] = []
    for number, block in enumerate(chosen):
        lines.append((sum(part.count("\n") + 1 for part in parts) + 1, block))
        if "file" in block.directives or "fn main" in block.code:
            parts.append(f"mod block{number} {{\n{block.code}}}")
        else:
            result = "Result<(), Box<dyn std::error::Error + Send + Sync>>"
            parts.append(f"async fn block{number}() -> {result} {{\n{block.code}\nOk(())\n}}")
    write(crate / "src" / "lib.rs", "\n".join(parts) + "\n")
    done = subprocess.run(
        ["cargo", "check", "--quiet", "--color", "never", "--target-dir", crate / "target"],
        cwd=crate,
        capture_output=True,
        text=True,
    )
    return errors_of(done, r"src/lib\.rs:(\d+):", lines), "type-checked, as one crate"


def swift(chosen: list[Block], sandbox: Sandbox) -> tuple[list[str], str]:
    if not (ROOT / "bindings-swift" / "lib" / "libunpause_swift.a").exists():
        if os.environ.get("CI"):
            return ["Swift: bindings-swift is not built, and CI may not skip it"], "NOT COMPILED"
        print(
            "SKIPPED: the Swift blocks, because bindings-swift is not built here (make build-swift). None was compiled."
        )
        return [], "SKIPPED"
    package = OUT / "swift"
    sources: dict[str, str] = {}
    for number, block in enumerate(chosen):
        imports = "".join(f"{line}\n" for line in re.findall(r"^ *import \w+$", block.code, re.M))
        if "import Unpause" not in imports:
            imports += "import Unpause\n"
        body = re.sub(r"^ *import \w+$\n?", "\n", block.code, flags=re.M)
        body = f'#sourceLocation(file: "{block.file}", line: {block.line + 1})\n{body}\n'
        if "file" in block.directives:  # a module of its own: two may declare the same
            sources[f"Declared{number}/Block.swift"] = imports + body
        else:
            sources[f"Documented/Block{number}.swift"] = f"{imports}func block{number}() async throws {{\n{body}}}\n"
    for old in (package / "Sources").rglob("*.swift"):
        if str(old.relative_to(package / "Sources")) not in sources:
            old.unlink()
    for name, text in sources.items():
        write(package / "Sources" / name, text)
    modules = sorted({name.split("/")[0] for name in sources})
    product = '.product(name: "Unpause", package: "bindings-swift")'
    targets = ",\n".join(f'    .target(name: "{module}", dependencies: [{product}])' for module in modules)
    write(
        package / "Package.swift",
        "// swift-tools-version: 6.0\nimport PackageDescription\n"
        'let package = Package(name: "Documented", platforms: [.macOS(.v13)],\n'
        f'    dependencies: [.package(path: "{(ROOT / "bindings-swift").as_posix()}")], targets: [\n{targets}\n])\n',
    )
    command: list[str | Path] = [ROOT / "bindings-swift/scripts/swift.sh", "build", "--package-path", package]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode == 0:
        return [], "type-checked, in one package"
    found = sorted(set(re.findall(r"^.*?: error: .*$", done.stdout + done.stderr, re.M)))
    return found or [(done.stdout + done.stderr)[-3000:]], "type-checked, in one package"


def write(file: Path, text: str) -> None:
    """Leave a file alone that is as it should be, so that compilers have nothing to do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


def errors_of(done: subprocess.CompletedProcess[str], place: str, lines: list[tuple[int, Block]]) -> list[str]:
    """Tell the place in the documentation of each error of a compiler."""
    if done.returncode == 0:
        return []
    problems = []
    for text in re.split(r"\n\n", done.stderr):
        if match := re.search(place, text):
            line = int(match[1])
            start, block = max((entry for entry in lines if entry[0] <= line), key=lambda entry: entry[0])
            problems.append(f"{block.file}:{block.line + line - start}: {text}")
    return problems or [done.stderr[-3000:]]


# --- commands


def shell(chosen: list[Block], sandbox: Sandbox) -> tuple[list[str], str]:
    problems = []
    for block in chosen:
        commands = re.findall(r"^\$ (.*)$", block.code, re.M) if re.search(r"^\$ ", block.code, re.M) else [block.code]
        done = subprocess.run(["bash", "-n"], input="\n".join(commands), capture_output=True, text=True)
        if done.returncode != 0:
            problems.append(f"{block.where}: {done.stderr}")
    return problems, "syntax alone (bash -n)"


if __name__ == "__main__":
    sys.exit(main())
