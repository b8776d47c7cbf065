"""Runs commands: quietly, with their output in the error if they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Argument = str | Path


class CommandError(Exception):
    """A command failed. The message has its last lines."""


def run(
    command: Sequence[Argument],
    *,
    cwd: Path | None = None,
    env: Mapping[str, Argument] | None = None,
    timeout: float | None = None,
) -> str:
    """Run a command to its end; its output on both streams."""
    words = [str(word) for word in command]
    environment = {**os.environ, **{name: str(value) for name, value in (env or {}).items()}}
    # On Windows npm and pnpm are `.cmd` files, which only `which` finds by their plain names.
    found = [shutil.which(words[0], path=environment.get("PATH")) or words[0], *words[1:]]
    # A file, not a pipe: Wine's console output into a pipe fails.
    with tempfile.TemporaryFile() as output:
        try:
            code = subprocess.run(
                found, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                timeout=timeout, check=False,
            ).returncode  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise CommandError(f"{words[0]}: not done after {timeout} s") from error
        except OSError as error:
            raise CommandError(f"{words[0]}: {error.strerror}") from error
        output.seek(0)
        said = output.read().decode(errors="replace")
    if code:
        raise CommandError(f"{' '.join(words)[:300]}: exit {code}\n{tail(said)}")
    return said


def tail(text: str, lines: int = 40) -> str:
    """Get the last lines of an output."""
    return "\n".join(text.strip().splitlines()[-lines:])


def say(text: str) -> None:
    """Tell at once: a build takes minutes."""
    print(text, flush=True, file=sys.stdout)
