"""Installs the npm packages with every package manager, and runs the cases in every runtime."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

from npm import NPM
from platforms import ROOT, Platform, host
from process import run
from results import Results, counted
from runtimes import BUN, Runtime, had, javascript
from tools import node_tools, npm_package

HERE = Path(__file__).resolve().parent
PROGRAM = "const { Client } = require('unpause'); console.log(new Client({ token: 't' }).baseUrl)"


def managers() -> dict[str, list[str]]:
    """List the commands of package managers that add a package."""
    tools = node_tools()
    commands = {
        "npm": ["npm", "install", "--no-audit", "--no-fund"],
        "pnpm": [str(tools / "pnpm"), "add"],
        "Yarn": ["node", str(tools.parent / "@yarnpkg/cli-dist/bin/yarn.js"), "add"],
    }
    if host() == "linux-x64-gnu":
        commands["Bun"] = [str(npm_package("@oven/bun-linux-x64", BUN) / "bin/bun"), "add"]
    return commands


def project(folder: Path, registry: str) -> Path:
    """Make an empty project whose registry is ours."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"private": true}')
    (folder / ".npmrc").write_text(f"registry={registry}\n")
    (folder / "bunfig.toml").write_text(f'[install]\nregistry = "{registry}"\ncache = false\n')
    settings = f'npmRegistryServer: "{registry}"\nunsafeHttpWhitelist: ["127.0.0.1"]\nnodeLinker: node-modules\n'
    (folder / ".yarnrc.yml").write_text(
        settings + "enableGlobalCache: false\nenableTelemetry: false\nnpmMinimalAgeGate: 0\n"
    )
    (folder / "yarn.lock").touch()
    return folder


def try_manager(name: str, folder: Path, registry: str) -> str:
    """Install as a stranger does, and load the addon."""
    place = project(folder, registry)
    run([*managers()[name], "unpause"], cwd=place, env={"COREPACK_ENABLE_STRICT": "0"}, timeout=300)
    assert run(["node", "-e", PROGRAM], cwd=place) == "https://api.confluent.cloud\n"
    return "installs, loads"


def place_for(platform: str, folder: Path, registry: str) -> Path:
    """Install the packages for a platform into a clean place, with the cases beside them."""
    place = project(folder, registry)
    system, processor, *library = platform.split("-")
    chosen = [f"--os={system}", f"--cpu={processor}"]
    if system == "linux":
        chosen.append(f"--libc={'musl' if library == ['musl'] else 'glibc'}")
    run([*managers()["npm"], *chosen, "unpause"], cwd=place)
    shutil.copytree(ROOT / "bindings-node/test", place / "bindings-node/test")
    for part in ("cases", "parity"):
        shutil.copytree(ROOT / "tests" / part, place / "tests" / part)
    shutil.copy2(HERE / "node" / "every-case.mjs", place / "bindings-node/test")
    return place


def try_cases(runtime: Runtime, place: Path, control: str, every: int) -> str:
    """Run every Nth case in a runtime."""
    environment = {**runtime.environment, "UNPAUSE_RUNTIME": json.dumps(runtime.command)}
    program = place / "bindings-node/test/every-case.mjs"
    output = run([*runtime.command, program, control, str(every)], cwd=place, env=environment, timeout=1500)
    return f"{counted(output)} (cases)"


def try_npm(
    results: Results,
    platforms: list[Platform],
    folder: Path,
    registry: str,
    control: str,
    every: int,
    *,
    only_first: bool,
) -> None:
    """Try everything that was packed."""
    for name in managers():
        results.add("npm packages", host(), name, partial(try_manager, name, folder / name, registry))
    for platform in (one.name for one in platforms):
        if not list(NPM.glob(f"unpause-{platform}-*.tgz")):
            results.skip("addon", platform, "", "not built")
            continue
        runtimes = had(results, "addon", platform, javascript)
        if not runtimes:
            continue
        place = place_for(platform, folder / platform, registry)
        for runtime in runtimes[:1] if only_first else runtimes:
            share = max(every, 8 if runtime.is_slow else 1)
            results.add("addon", platform, runtime.name, partial(try_cases, runtime, place, control, share))
