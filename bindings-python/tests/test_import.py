"""The cost of the import, and the public face of the package: names, docs, messages."""

from __future__ import annotations

import builtins
import doctest
import importlib
import inspect
import itertools
import pickle
import pkgutil
import re
import subprocess
import sys
import typing
from collections.abc import Iterable
from pathlib import Path

import pytest

import unpause
from parity_names import JOBS, METHODS

PUBLIC = [getattr(unpause, name) for name in unpause.__all__ if isinstance(getattr(unpause, name), type)]
MODULES = sorted(module.name for module in pkgutil.walk_packages(unpause.__path__, "unpause."))


def imported_by(program: str) -> set[str]:
    listed = f"import sys\nbefore = set(sys.modules)\n{program}\nprint(*sorted(set(sys.modules) - before))"
    return set(
        subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout.split()
    )


def test_the_import_imports_nothing_slow() -> None:
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


STS = "unpause.StsToken('pool-a', {})"


@pytest.mark.parametrize("client", ["Client", "AsyncClient"])
@pytest.mark.parametrize(
    ("source", "imports"),
    [
        ("token='t'", False),
        (f"token_provider={STS.format('subject_token_file=__file__')}", False),
        ("token_provider=lambda: 't'", True),
        (f"token_provider={STS.format('subject_token=lambda: 0')}", True),
    ],
)
def test_what_calls_a_token_function_is_imported_before_the_first_call(client: str, source: str, imports: bool) -> None:
    program = f"import unpause\n__file__ = '/dev/null'\nunpause.{client}({source})"
    assert ("unpause._token_function" in imported_by(program)) is imports


def test_all_lists_every_public_name() -> None:
    literals = {"DesiredState", "LeftOutReason", "ManyOperation", "Situation"}
    late = {"AsyncClient", "AsyncKafkaConnect", "ClientOptions", "Job", "KafkaConnect", "ManyJob", *literals}
    public = {name for name in vars(unpause) if not name.startswith("_")} - {"annotations", "TYPE_CHECKING", "testing"}
    assert public | late == set(unpause.__all__) - {"__version__"}
    assert all(isinstance(getattr(unpause, name), type) for name in late - literals)
    assert imported_by("import unpause\nprint(*dir(unpause))") >= set(unpause.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Jobs'"):
        _ = getattr(unpause, "Jobs")  # noqa: B009 (type checkers know that there is none)


def test_everything_public_is_documented() -> None:
    for name in unpause.__all__:
        thing = getattr(unpause, name)
        if isinstance(thing, type):
            assert thing.__doc__, name
            for member, value in inspect.getmembers(thing):
                own = getattr(value, "__objclass__", None) is not getattr(builtins, "BaseExceptionGroup", object)
                if own and not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert value.__doc__, f"{name}.{member}"


@pytest.mark.parametrize("module", ["unpause", *MODULES])
def test_the_examples_in_the_docstrings_run(module: str) -> None:
    run_examples(importlib.import_module(module), None)


@pytest.mark.parametrize("public", PUBLIC)
def test_the_examples_of_public_classes_run(public: type) -> None:
    # With module=False: the methods are not in the module that they name.
    found = run_examples(public, False)
    assert found or issubclass(public, (tuple, dict, Exception, unpause.ManyJob))


def run_examples(thing: object, module: bool | None) -> int:
    globs = {name: getattr(unpause, name) for name in unpause.__all__}
    name = getattr(thing, "__name__", None)
    tests = doctest.DocTestFinder().find(thing, name, module=module, globs=globs)
    runner = doctest.DocTestRunner()
    for test in tests:
        runner.run(test)
    assert runner.failures == 0
    return sum(len(test.examples) for test in tests)


def test_public_classes_have_the_name_that_users_import() -> None:
    assert {public.__module__ for public in PUBLIC} == {"unpause"}
    assert repr(unpause.NotFoundError) == "<class 'unpause.NotFoundError'>"


@pytest.mark.parametrize("public", PUBLIC)
def test_types_can_be_read_at_run_time(public: type) -> None:
    typing.get_type_hints(public)
    for name, member in inspect.getmembers(public):
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if inspect.isfunction(function) and (name.startswith("__") or not name.startswith("_")):
            hints = typing.get_type_hints(function)
            assert not function.__annotations__ or hints, name


def test_types_are_those_that_users_import() -> None:
    hints = typing.get_type_hints(unpause.AsyncClient.resume_many)
    assert hints["return"] is unpause.ManyJob
    assert hints["connectors"] == unpause.Report | Iterable[unpause.Connector | tuple[str, str, str] | str]
    assert (
        typing.get_type_hints(unpause.AsyncClient.wait_until_running)["return"]
        == (unpause.Job[unpause.WaitProgress, unpause.WaitResult])
    )
    assert typing.get_type_hints(unpause.AsyncClient.wait_until)["state"] == unpause.DesiredState
    assert typing.get_type_hints(unpause.WaitTimeoutError)["situation"] == unpause.Situation
    assert typing.get_type_hints(unpause.ClientOptions)["retry"] == unpause.RetryPolicy | None


def test_pydantic_checks_the_arguments_of_calls() -> None:
    pydantic = pytest.importorskip("pydantic")
    with unpause.Client(token="t", base_url="http://127.0.0.1:1") as client:
        resume = pydantic.validate_call(client.resume)
        with pytest.raises(pydantic.ValidationError):
            resume("env-a", "lkc-b", 3)
        with pytest.raises(unpause.TransportError):
            resume("env-a", "lkc-b", "n", deadline="1")


WRONG_NAME = "from unpause import Cleint\n"
RIGHT_NAMES = f"from unpause import {', '.join(unpause.__all__)}\n"


def checks(command: list[str], program: str, path: Path) -> tuple[bool, str]:
    path.write_text(program)
    done = subprocess.run([sys.executable, "-m", *command, str(path)], capture_output=True, text=True, cwd=path.parent)
    return done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "checker",
    [["mypy", "--strict", "--cache-dir=.mypy"], ["pyright", "--pythonpath", sys.executable]],
    ids=lambda it: it[0],
)
def test_a_wrong_name_is_an_error_to_type_checkers(checker: list[str], tmp_path: Path) -> None:
    pytest.importorskip(checker[0])
    right, shown = checks(checker, RIGHT_NAMES, tmp_path / "right.py")
    assert right, shown
    right, shown = checks(checker, WRONG_NAME, tmp_path / "wrong.py")
    assert not right
    assert "Cleint" in shown


CLIENTS = [unpause.Client, unpause.AsyncClient, unpause.KafkaConnect, unpause.AsyncKafkaConnect]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_has_one_base(client: type) -> None:
    assert len(client.__mro__) == len((client, "its base", object))


@pytest.mark.parametrize("client", CLIENTS)
def test_methods_and_messages_name_the_public_class(client: type) -> None:
    name = client.__name__
    for member, function in inspect.getmembers(client, callable):
        if not member.startswith("_"):
            assert (function.__module__, function.__qualname__) == ("unpause", f"{name}.{member}")
    with pytest.raises(TypeError, match=rf"^{name}\.__init__\(\) got an unexpected keyword argument 'deadlin'"):
        client(deadlin=1)
    for method in ("resume", "resume_and_wait", "resume_many"):
        with pytest.raises(TypeError, match=rf"^{name}\.{method}\(\) missing "):
            getattr(client, method)(None)()
    assert pickle.loads(pickle.dumps(client.resume)) is client.resume  # type: ignore[attr-defined]


@pytest.mark.parametrize("client", CLIENTS)
def test_no_signature_has_a_private_parameter(client: type) -> None:
    for name, function in inspect.getmembers(client, inspect.isfunction):
        if name == "__init__" or not name.startswith("_"):
            assert not [one for one in inspect.signature(function).parameters if one.startswith("_")], name


DEFAULTS = ["timeout", "connect_timeout", "deadline"]


@pytest.mark.parametrize(
    ("client", "option"),
    [*itertools.product(CLIENTS[:2], ["base_url"]), *itertools.product(CLIENTS, DEFAULTS)],
)
def test_the_documented_defaults_are_those_of_the_core(client: type, option: str) -> None:
    default = getattr(unpause._native, f"DEFAULT_{option.upper()}")
    shown = f"{default:g}" if isinstance(default, float) else f"``{default}``"
    assert client.__doc__
    waits = unpause._native.DEFAULT_WAIT_DEADLINE
    also = f"; what waits for a state has {waits:g}" if option == "deadline" else ""
    assert re.search(rf"^ +{option}: .*\n?.*Default {re.escape(shown)}{also}\.$", client.__doc__, re.M)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("method", sorted(set(METHODS["confluent_cloud"]) - JOBS.keys()))
def test_the_documented_deadline_of_calls_is_that_of_the_core(client: type, method: str) -> None:
    default = f"Default: the client's, else {unpause._native.DEFAULT_DEADLINE:g}."
    assert documented(getattr(client, method), "deadline").endswith(default)


def documented(function: object, argument: str) -> str:
    """Get what a docstring says of an argument."""
    found = re.search(rf"^    {argument}: (.*(?:\n        .*)*)", inspect.getdoc(function) or "", re.M)
    assert found, argument
    return " ".join(found[1].split())


@pytest.mark.parametrize("client", [unpause.Client, unpause.AsyncClient])
@pytest.mark.parametrize("method", sorted(JOBS.keys() & METHODS["confluent_cloud"]))
def test_the_documented_defaults_of_jobs_are_those_of_the_core(client: type, method: str) -> None:
    function = getattr(client, method)
    for option in {"concurrency", "min_tasks", "settle", "failure_grace"} & inspect.signature(
        function
    ).parameters.keys():
        default = getattr(unpause._native, f"DEFAULT_{option.upper()}")
        assert re.search(rf"Default {default:g}\b", documented(function, option)), option
    call, waits = unpause._native.DEFAULT_DEADLINE, unpause._native.DEFAULT_WAIT_DEADLINE
    default = f"else {waits:g}." if JOBS[method] == "wait_options" else f"else {call:g}, or {waits:g} with ``wait``."
    assert documented(function, "deadline").endswith(f"Default: the client's, {default}")
