"""Confluent Cloud's paths, credentials and limits in front of a worker, by the sandbox."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType

from failure import TestBedError

# Low enough that two hundred resumes reach it, high enough that the other tests do not.
SERVER = {"rate_limit": {"limit": 40, "window": 1.0}}


class Forward:
    """The sandbox's `--forward`, during a `with`; the worker may come and go."""

    def __init__(self, program: str, worker: str, folder: Path) -> None:
        server = folder / "forward.json"
        server.write_text(json.dumps(SERVER))
        try:
            # It ends when its input closes, so with this program, whatever happens to it.
            self._process = subprocess.Popen(
                [program, "--server", str(server), "--forward", worker],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        except OSError as error:
            raise TestBedError(f"UNPAUSE_SANDBOX: {error}") from error
        self.url = self._read_url(program)

    def __enter__(self) -> Forward:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # This closes its input, and waits for its end.
        self._process.communicate()

    def _read_url(self, program: str) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise TestBedError(f"{program} --forward ended with exit code {self._process.wait()}")
        url = json.loads(line)["url"]
        assert isinstance(url, str)
        return url
