"""What importing costs, and what the package shows."""

from __future__ import annotations

import doctest
import importlib
import inspect
import itertools
import pkgutil
import re
import subprocess
import sys

import pytest

import unpause

MODULES = sorted(f"unpause.{module.name}" for module in pkgutil.iter_modules(unpause.__path__) if not module.ispkg)


def imported_by(program: str) -> set[str]:
    listed = f"import sys\nbefore = set(sys.modules)\n{program}\nprint(*sorted(set(sys.modules) - before))"
    return set(
        subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout.split()
    )


def test_importing_imports_nothing_slow() -> None:
    with_client = "from unpause import Client, AsyncClient, KafkaConnect\nClient(token='t')\nKafkaConnect('http://h')"
    slow = {
        "asyncio",
        "dataclasses",
        "enum",
        "inspect",
        "json",
        "logging",
        "re",
        "ssl",
        "threading",
        "typing",
        "weakref",
    }
    already = imported_by("import sysconfig")
    assert imported_by(with_client) & (slow - already) == set()
    assert not {name for name in imported_by("import unpause") if "connect" in name}


def test_all_is_what_there_is() -> None:
    late = {"AsyncClient", "AsyncKafkaConnect", "Job", "KafkaConnect", "ResumeJob"}
    public = {name for name in vars(unpause) if not name.startswith("_")} - {"annotations", "TYPE_CHECKING"}
    assert public | late == set(unpause.__all__) - {"__version__"}
    assert all(isinstance(getattr(unpause, name), type) for name in late)
    with pytest.raises(AttributeError, match="no attribute 'Jobs'"):
        _ = unpause.Jobs


def test_everything_public_is_documented() -> None:
    for name in unpause.__all__:
        thing = getattr(unpause, name)
        if isinstance(thing, type):
            assert thing.__doc__, name
            for member, value in inspect.getmembers(thing):
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert value.__doc__, f"{name}.{member}"


@pytest.mark.parametrize("module", ["unpause", *MODULES])
def test_the_examples_in_the_docstrings_run(module: str) -> None:
    loaded = importlib.import_module(module)
    globs = dict(vars(loaded)) | {name: getattr(unpause, name) for name in unpause.__all__}
    assert doctest.testmod(loaded, extraglobs=globs).failed == 0


DEFAULTS = ["timeout", "connect_timeout", "deadline"]


@pytest.mark.parametrize(
    ("client", "option"),
    [(unpause.Client, "base_url"), *itertools.product([unpause.Client, unpause.KafkaConnect], DEFAULTS)],
)
def test_the_documented_defaults_are_the_cores(client: type, option: str) -> None:
    default = getattr(unpause._native, f"DEFAULT_{option.upper()}")
    shown = f"{default:g}" if isinstance(default, float) else f"``{default}``"
    assert client.__doc__
    assert re.search(rf"^ +{option}: .*\n?.*Default {re.escape(shown)}\.$", client.__doc__, re.M)


@pytest.mark.parametrize("client", [unpause.Client, unpause.AsyncClient])
@pytest.mark.parametrize("method", ["wait_until_running", "resume_and_wait", "resume_many", "resume_all"])
def test_the_documented_defaults_of_jobs_are_the_cores(client: type, method: str) -> None:
    documented = inspect.getdoc(getattr(client, method))
    assert documented
    for option in ["concurrency", "wait_deadline", "min_tasks", "settle", "failure_grace"]:
        name = option.removeprefix("wait_")
        if name in documented:
            default = getattr(unpause._native, f"DEFAULT_{option.upper()}")
            text = " ".join(documented.partition(f"{name}: ")[2].split())
            assert re.search(rf"^[^:]*[Dd]efault {default:g}\b", text) or f"(default {default:g})" in text, option
