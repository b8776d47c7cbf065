from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from sandbox import Control, Sandbox, World

# A background job of a shell ignores Ctrl-C, and so would every process that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def control(sandbox: Sandbox) -> Control:
    return sandbox.control


@pytest.fixture
def world(control: Control) -> Iterator[World]:
    """A world with one server that has one paused connector."""
    with control.world(main={}) as world:
        yield world
