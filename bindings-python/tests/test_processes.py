"""Forks, interrupts, exits and threads around calls.

Each test runs a program of its own, because it tests a whole process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator

import pytest

from sandbox import Control, World

PREAMBLE = """
import asyncio, multiprocessing, os, signal, sys, threading, time
from unpause import AsyncClient, Client, RetryPolicy
URL = sys.argv[1]
ADDRESS = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
OPTIONS = dict(token="sandbox-token", base_url=URL)

def ends_well(child):
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, status
"""

unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")


@pytest.fixture
def slow(control: Control) -> Iterator[World]:
    """A world that answers only the first two requests."""
    answers = [None, None, {"delay": 60, "times": 0}]
    with control.world(main={"answers": answers}) as world:
        yield world


def start(world: World, program: str, stdin: int | None = None) -> subprocess.Popen[str]:
    source = PREAMBLE + textwrap.dedent(program)
    return subprocess.Popen(
        # Python warns since 3.12 of a fork in a process with threads. These tests show that it works.
        [sys.executable, "-X", "dev", "-W", "ignore:This process:DeprecationWarning", "-c", source, world.url],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ends(process: subprocess.Popen[str]) -> str:
    """Wait for the program, which must succeed and write nothing to standard error."""
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, ""), (process.returncode, out, err)
    return out


def run(world: World, program: str) -> str:
    return ends(start(world, program))


@unix
def test_a_client_works_in_a_forked_child_and_in_its_parent(world: World) -> None:
    program = """
        client = Client(**OPTIONS)
        client.resume(*ADDRESS)
        for _ in range(5):
            child = os.fork()
            if child == 0:
                for _ in range(3):
                    client.resume(*ADDRESS)
                grandchild = os.fork()
                if grandchild == 0:
                    client.resume(*ADDRESS)
                    client.close()
                    os._exit(0)
                ends_well(grandchild)
                os._exit(0)
            client.resume(*ADDRESS)
            ends_well(child)
        client.resume(*ADDRESS)
        print(client.resume(*ADDRESS).attempts)
    """
    assert run(world, program) == "1\n"
    assert len(world.journal()["requests"]) == 1 + 5 * (1 + 4) + 2


@unix
def test_an_asyncio_client_works_in_a_forked_child_and_in_its_parent(world: World) -> None:
    program = """
        client = AsyncClient(**OPTIONS)
        async def some():
            await asyncio.gather(*(client.resume(*ADDRESS) for _ in range(10)))
        asyncio.run(some())
        child = os.fork()
        asyncio.run(some())
        if child == 0:
            os._exit(0)
        ends_well(child)
        asyncio.run(some())
        print("done")
    """
    assert run(world, program) == "done\n"
    assert len(world.journal()["requests"]) == 40


@unix
def test_a_pool_of_forked_processes(world: World) -> None:
    program = """
        client = Client(**OPTIONS)
        client.resume(*ADDRESS)
        def work(_):
            return client.resume(*ADDRESS).attempts
        with multiprocessing.get_context("fork").Pool(4) as pool:
            print(sum(pool.map(work, range(200))))
    """
    assert run(world, program) == "200\n"


@unix
def test_forking_with_calls_in_flight_in_other_threads(world: World) -> None:
    program = """
        client, stop = Client(**OPTIONS), threading.Event()
        async_client = AsyncClient(**OPTIONS)
        async def once():
            await async_client.resume(*ADDRESS)
        def busy():
            while not stop.is_set():
                client.resume(*ADDRESS)
        def busy_async():
            while not stop.is_set():
                asyncio.run(once())
        threads = [threading.Thread(target=busy) for _ in range(4)] + [threading.Thread(target=busy_async)]
        for thread in threads:
            thread.start()
        for _ in range(20):
            child = os.fork()
            if child == 0:
                client.resume(*ADDRESS)
                asyncio.run(once())
                os._exit(0)
            ends_well(child)
        stop.set()
        for thread in threads:
            thread.join()
        print(client.resume(*ADDRESS).attempts)
    """
    assert run(world, program) == "1\n"


@unix
def test_dropping_a_parents_client_in_a_child_disturbs_nobody(world: World) -> None:
    program = """
        client = Client(**OPTIONS)
        client.resume(*ADDRESS)
        child = os.fork()
        if child == 0:
            del client
            os._exit(0)
        ends_well(child)
        client.resume(*ADDRESS)
        print("done")
    """
    assert run(world, program) == "done\n"
    assert world.journal()["connections"]["opened"] == 1


@unix
def test_a_child_that_leaves_a_running_loop_does_not_disturb_it(world: World) -> None:
    program = """
        client = AsyncClient(**OPTIONS)
        async def main():
            # In development mode asyncio warns of slow callbacks, and a fork may be slow.
            asyncio.get_running_loop().slow_callback_duration = 60
            for _ in range(50):
                calls = [asyncio.ensure_future(client.resume(*ADDRESS)) for _ in range(8)]
                await asyncio.sleep(0)
                child = os.fork()
                if child == 0:
                    sys.exit(0)
                await asyncio.gather(*calls)
                ends_well(child)
            print("done")
        asyncio.run(main())
    """
    assert run(world, program) == "done\n"


@unix
def test_a_child_does_not_read_the_environment_again(world: World) -> None:
    program = """
        os.environ.update(CONFLUENT_CLOUD_API_KEY="SANDBOX-KEY", CONFLUENT_CLOUD_API_SECRET="sandbox-secret")
        client = Client.from_env(base_url=URL)
        del os.environ["CONFLUENT_CLOUD_API_SECRET"]
        child = os.fork()
        client.resume(*ADDRESS)
        if child == 0:
            os._exit(0)
        ends_well(child)
    """
    run(world, program)


@unix
@pytest.mark.parametrize("where", ["in an answer", "in a wait between two attempts"])
def test_ctrl_c_ends_a_blocked_call_and_closes_its_socket(control: Control, where: str) -> None:
    answers = [{"delay": 60}] if where == "in an answer" else [{"status": 503, "headers": {"retry-after": "60"}}]
    program = """
        client = Client(**OPTIONS)
        try:
            client.resume(*ADDRESS)
        except KeyboardInterrupt:
            print(time.monotonic(), flush=True)
        sys.stdin.read()
    """
    with control.world(main={"answers": answers}) as world:
        process = subprocess.Popen(
            [sys.executable, "-c", PREAMBLE + textwrap.dedent(program), world.url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        reached = {"requests": 1} if where == "in an answer" else {"answered": 1}
        world.wait_for("main", **reached)
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        ended = float(process.stdout.readline())
        if where == "in an answer":
            # The program still runs but makes no more calls: it must have closed its socket already.
            world.wait_for(abandoned=1, closed=1)
        process.communicate(timeout=10)
    # The promise is 100 ms; the rest is for a machine that is busy with other tests.
    assert ended - pressed < 0.1 + 0.4


@unix
def test_a_signal_handler_that_does_not_raise_ends_nothing(world: World) -> None:
    program = """
        seen = []
        signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
        signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
        client = Client(**OPTIONS)
        while len(seen) < 3:
            client.resume(*ADDRESS)
        print("done")
    """
    assert run(world, program) == "done\n"


LEAVING = pytest.mark.parametrize("leave", ["pass", "sys.exit(0)", "os._exit(0)"])


def leaves_silently(world: World, program: str) -> None:
    """Make the program exit with eight calls in flight, after two answered ones."""
    process = subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(program), world.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    world.wait_for(requests=10)
    out, err = process.communicate("leave\n", timeout=10)
    assert (process.returncode, out, err) == (0, "", "")


@LEAVING
def test_leaving_with_blocking_calls_in_flight_is_silent(slow: World, leave: str) -> None:
    program = f"""
        client = Client(**OPTIONS)
        client.resume(*ADDRESS)
        client.resume(*ADDRESS)
        for _ in range(8):
            threading.Thread(target=client.resume, args=ADDRESS, daemon=True).start()
        sys.stdin.readline()
        {leave}
    """
    leaves_silently(slow, program)


@LEAVING
def test_leaving_with_asyncio_calls_in_flight_is_silent(slow: World, leave: str) -> None:
    program = f"""
        client = AsyncClient(**OPTIONS)
        async def main():
            await client.resume(*ADDRESS)
            await client.resume(*ADDRESS)
            global calls
            calls = [asyncio.ensure_future(client.resume(*ADDRESS)) for _ in range(8)]
            await asyncio.to_thread(sys.stdin.readline)
            {leave}
        asyncio.run(main())
    """
    leaves_silently(slow, program)


def test_sixty_four_threads_share_one_client(world: World) -> None:
    program = """
        client = Client(**OPTIONS)
        everybody, attempts = threading.Barrier(64), []
        def call():
            everybody.wait()
            for _ in range(20):
                attempts.append(client.resume(*ADDRESS).attempts)
        threads = [threading.Thread(target=call) for _ in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(sum(attempts))
    """
    assert run(world, program) == "1280\n"
    assert len(world.journal()["requests"]) == 1280


def test_closing_while_other_threads_call(world: World) -> None:
    program = """
        from unpause import InvalidRequestError, TransportError
        client, closed = Client(**OPTIONS), []
        def call():
            try:
                while True:
                    client.resume(*ADDRESS)
            except InvalidRequestError as error:
                closed.append(error.field)
            except TransportError:
                # The call was still running.
                closed.append("client")
        threads = [threading.Thread(target=call) for _ in range(8)]
        for thread in threads:
            thread.start()
        client.resume(*ADDRESS)
        client.close()
        for thread in threads:
            thread.join()
        print(closed == ["client"] * 8)
    """
    assert run(world, program) == "True\n"


@pytest.mark.parametrize(
    "calls",
    [
        "client = Client(**OPTIONS)\ndef some(n):\n    for _ in range(n): client.resume(*ADDRESS)",
        "client = AsyncClient(**OPTIONS)\nloop = asyncio.new_event_loop()\nasync def go(n):\n"
        "    for _ in range(n // 50): await asyncio.gather(*(client.resume(*ADDRESS) for _ in range(50)))\n"
        "def some(n): loop.run_until_complete(go(n))",
    ],
    ids=["blocking", "asyncio"],
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_memory_is_flat_over_100_000_calls(world: World, calls: str) -> None:
    program = f"""
import gc
{calls}
def resident():
    gc.collect()
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGESIZE")
some(20_000)
before = resident()
some(100_000)
print(resident() - before)
"""
    process = subprocess.Popen([sys.executable, "-c", PREAMBLE + program, world.url], stdout=subprocess.PIPE, text=True)
    out, _ = process.communicate(timeout=300)
    # A leak of 10 bytes a call would be a megabyte.
    assert int(out) < 1_000_000
