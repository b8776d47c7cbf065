"""What importing costs, and what the package shows."""

from __future__ import annotations

import doctest
import importlib
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
    with_client = "from unpause import Client, AsyncClient\nClient(token='t')"
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


def test_all_is_what_there_is() -> None:
    public = {name for name in vars(unpause) if not name.startswith("_")} - {"annotations"}
    assert public == set(unpause.__all__) - {"__version__"}


def test_everything_public_is_documented() -> None:
    for name in unpause.__all__:
        thing = getattr(unpause, name)
        if isinstance(thing, type):
            assert thing.__doc__, name
            for member, value in vars(thing).items():
                if callable(value) and not member.startswith("_"):
                    assert value.__doc__, f"{name}.{member}"


@pytest.mark.parametrize("module", ["unpause", *MODULES])
def test_the_examples_in_the_docstrings_run(module: str) -> None:
    loaded = importlib.import_module(module)
    globs = dict(vars(loaded)) | {name: getattr(unpause, name) for name in unpause.__all__}
    assert doctest.testmod(loaded, extraglobs=globs).failed == 0


@pytest.mark.parametrize("option", ["base_url", "timeout", "connect_timeout", "deadline"])
def test_the_documented_defaults_are_the_cores(option: str) -> None:
    default = getattr(unpause._native, f"DEFAULT_{option.upper()}")
    shown = f"{default:g}" if isinstance(default, float) else f"``{default}``"
    assert unpause.Client.__doc__
    assert re.search(rf"^ +{option}: .*\n?.*Default {re.escape(shown)}\.$", unpause.Client.__doc__, re.M)
