"""The jars of Apache Kafka, which Maven downloads once for each version."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from failure import TestBedError

FOLDER = Path(__file__).resolve().parent
POM = FOLDER / "pom.xml"
WORKER_POM = FOLDER / "worker.xml"
CACHE = FOLDER.parents[1] / ".cache" / "kafka"
OLDEST_JAVA = 17


@functools.cache
def java() -> str:
    """Find a Java for Apache Kafka 4."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if program is None:
        raise TestBedError(f"Java is missing.{_advice('openjdk-17-jre-headless', 'openjdk@17')}")
    if not Path(program).exists():
        raise TestBedError(f"There is no {program}, where JAVA_HOME says that Java is.")
    answer = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)', answer.stderr + answer.stdout)
    if version is None:
        raise TestBedError(f"{program} -version does not say which Java it is: {answer.stderr.strip()}")
    if int(version[1]) < OLDEST_JAVA:
        raise TestBedError(
            f"Java {version[1]} at {program} is too old: Apache Kafka 4 needs Java {OLDEST_JAVA} or newer."
            f"{_advice('openjdk-17-jre-headless', 'openjdk@17')} JAVA_HOME, if set, says which one is used."
        )
    return program


def newest() -> str:
    """Return the version of Kafka that pom.xml says: the broker's, and by default the workers'."""
    kafka = re.search(r"<kafka\.version>(.+)</kafka\.version>", POM.read_text())
    if kafka is None:
        raise TestBedError(f"{POM} does not say <kafka.version>")
    return kafka[1]


def of_workers() -> str:
    """Return the version of the workers."""
    return os.environ.get("KAFKA_VERSION") or newest()


def is_at_least(kafka: str, major: int, minor: int) -> bool:
    """Compare a version of Kafka."""
    return tuple(int(part) for part in kafka.split(".")[:2]) >= (major, minor)


@functools.cache
def jars(kafka: str) -> Path:
    """Return the folder of a version's jars. Maven fills it, unless an earlier run did."""
    # With a hash of the pom, so that a changed pom is downloaded again.
    folder = CACHE / f"{kafka}-{hashlib.sha256(_pom(kafka).read_bytes()).hexdigest()[:8]}"
    if not folder.exists():
        _fetch(folder, kafka)
    return folder


def _pom(kafka: str) -> Path:
    return POM if kafka == newest() else WORKER_POM


def _fetch(folder: Path, kafka: str) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise TestBedError(f"Maven is missing.{_advice('maven', 'maven')}")
    CACHE.mkdir(parents=True, exist_ok=True)
    # The folder gets its name in one step when it is complete, so that a broken download is never used.
    partial = Path(tempfile.mkdtemp(prefix="partial-", dir=CACHE))
    try:
        _copy_dependencies(maven, partial, kafka)
        # Readable by other users of the cache, which a folder of mkdtemp is not.
        partial.chmod(0o755)
        partial.rename(folder)
    except OSError:
        # Another run was quicker, and its folder is complete, too.
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _copy_dependencies(maven: str, folder: Path, kafka: str) -> None:
    print(f"fetching Apache Kafka {kafka} with Maven, once", flush=True)
    command = [maven, "--quiet", "--batch-mode", "--file", str(_pom(kafka)), "dependency:copy-dependencies"]
    done = subprocess.run(
        [*command, f"-Dkafka.version={kafka}", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise TestBedError(f"Maven could not fetch Apache Kafka (exit code {done.returncode}):\n{done.stdout.strip()}")


def _advice(debian: str, macos: str) -> str:
    return f" On Debian and Ubuntu: apt-get install {debian}; on macOS: brew install {macos}."
