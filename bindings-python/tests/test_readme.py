"""The programs in README.md run unchanged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import REPOSITORY, Control

README = (REPOSITORY / "bindings-python" / "README.md").read_text()
PROGRAMS = re.findall(r"```python\n(.*?)```", README, re.S)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_runs(control: Control, program: str, tmp_path: Path) -> None:
    workers = {"service": "kafka_connect"} if "KafkaConnect" in program else {}
    with control.world(main=workers) as world:
        environment = {
            **os.environ,
            "CONFLUENT_CLOUD_API_KEY": "SANDBOX-KEY",
            "CONFLUENT_CLOUD_API_SECRET": "sandbox-secret",
            "CONFLUENT_CLOUD_REST_ENDPOINT": world.url,
        }
        source = program.replace("http://127.0.0.1:8083", world.url)
        done = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "error", "-c", source],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.returncode, "Error" in done.stderr) == (0, False), done.stderr
        assert done.stdout
        assert world.journal()["requests"]
