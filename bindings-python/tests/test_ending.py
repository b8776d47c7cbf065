"""Ending a blocking call from another thread, and greenlets, which are no threads."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

import unpause
from sandbox import Control, World
from test_processes import run
from unpause import Client

CLUSTER = ("env-a1b2c3", "lkc-x7y8z9")
ADDRESS = (*CLUSTER, "orders-sink")
# A call would take a minute.
SOON = 20


@pytest.fixture
def silent(control: Control) -> Iterator[World]:
    """A world that accepts one request, and does not answer the others."""
    with control.world(main={"answers": [{"status": 202}, {"delay": 60, "times": 0}]}) as world:
        yield world


Call = Callable[[Client], object]
# Each with whether it is about one connector.
CALLS: dict[str, tuple[Call, bool]] = {
    "call": (lambda client: client.status(*ADDRESS), True),
    "list": (lambda client: client.list(*CLUSTER), False),
    "wait": (lambda client: client.wait_until_running(*ADDRESS, on_progress=lambda _: None), True),
    # As many as an address has parts.
    "many": (lambda client: client.resume_many(("e/k/a", "e/k/b", "e/k/c"), concurrency=1), False),
}


@pytest.mark.parametrize(("call", "is_about_one"), CALLS.values(), ids=CALLS)
def test_closing_the_client_ends_a_call_in_another_thread(silent: World, call: Call, is_about_one: bool) -> None:
    client = Client(token="sandbox-token", base_url=silent.url)
    client.resume(*ADDRESS)
    raised: list[BaseException] = []

    def work() -> None:
        try:
            call(client)
        except unpause.UnpauseError as error:
            raised.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    silent.wait_for(requests=2)
    began = time.monotonic()
    client.close()
    thread.join(SOON)
    assert not thread.is_alive()
    assert time.monotonic() - began < SOON
    (error,) = raised
    assert isinstance(error, unpause.TransportError)
    assert "the client was closed while the call ran" in str(error)
    assert "may still have accepted" in str(error)
    assert not error.retryable
    # None of the reasons that a connection can have.
    assert error.reason is None
    assert error.connector == (unpause.Connector(*ADDRESS) if is_about_one else None)


def test_the_error_of_an_ended_job_has_the_report_so_far(silent: World) -> None:
    client = Client(token="sandbox-token", base_url=silent.url)
    with pytest.raises(unpause.TransportError) as raised:
        client.resume_many(["e/k/a", "e/k/b"], concurrency=1, on_progress=lambda _: client.close())
    report = raised.value.report  # type: ignore[attr-defined]
    assert [result.accepted is not None for result in report] == [True, False]


GREENLETS = {
    "gevent": """
        from gevent import monkey; monkey.patch_all()
        import gevent
        spawn, sleep = gevent.spawn, gevent.sleep
        run = lambda function, *args: gevent.get_hub().threadpool.spawn(function, *args).get()
    """,
    "eventlet": """
        import warnings; warnings.simplefilter("ignore")
        import eventlet; eventlet.monkey_patch()
        from eventlet import tpool
        spawn, sleep, run = eventlet.spawn, eventlet.sleep, tpool.execute
    """,
}


@pytest.mark.parametrize("library", GREENLETS)
def test_a_thread_pool_keeps_other_greenlets_running(control: Control, library: str) -> None:
    pytest.importorskip(library)
    program = (
        GREENLETS[library]
        + """
        from unpause import TransportError
        client = Client(**OPTIONS)
        ticks, ended = [], []
        def tick():
            while not ended:
                ticks.append(1)
                sleep(0.01)
        spawn(tick)
        sleep(0.05)
        closing = spawn(lambda: (sleep(0.5), client.close()))
        before = len(ticks)
        def status():
            try:
                client.status(*ADDRESS)
            except TransportError as error:
                # Caught here, because gevent would write it to standard error, too.
                return error
        # Not status(): the thread of all greenlets would wait with it.
        ended.append("was closed" in str(run(status)))
        print(ended, len(ticks) - before > 5)
    """
    )
    with control.world(main={"answers": [{"delay": 60, "times": 0}]}) as world:
        assert run(world, program) == "[True] True\n"


def test_a_second_interpreter_is_refused_with_a_clear_error(world: World) -> None:
    if sys.version_info >= (3, 14):
        pytest.skip("its interpreters are another module")
    interpreters = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    program = f"""
        import {interpreters} as interpreters
        other = interpreters.create()
        program = [
            "try:",
            "    import unpause",
            "except ImportError as error:",
            "    print(str(error).partition(':')[0], flush=True)",
        ]
        interpreters.run_string(other, chr(10).join(program))
    """
    said = "unpause works in one interpreter of a process, and another one has imported it, or this one is isolated"
    assert run(world, program) == f"{said}\n"
