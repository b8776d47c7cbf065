"""The asyncio client: cancellation, several loops, loops that watch no file descriptors."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import unpause
from sandbox import Control, World
from unpause import AsyncClient

ADDRESS = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
SLOW = {"answers": [{"delay": 60, "times": 0}]}


def client_of(world: World) -> AsyncClient:
    return AsyncClient(token="sandbox-token", base_url=world.url)


@pytest.fixture
def slow(control: Control) -> Iterator[World]:
    """A world that never answers."""
    with control.world(main=SLOW) as world:
        yield world


async def in_flight(world: World, calls: int = 1) -> None:
    """Wait until the calls have reached the service."""
    await asyncio.to_thread(world.wait_for, requests=calls)


async def gone(world: World, calls: int = 1) -> None:
    """Wait until the service has seen the calls end without an answer."""
    await asyncio.to_thread(world.wait_for, abandoned=calls, closed=calls)


def test_cancelling_the_task_drops_the_request(slow: World) -> None:
    async def main() -> None:
        async with client_of(slow) as client:
            task = asyncio.create_task(client.resume(*ADDRESS))
            await in_flight(slow)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await gone(slow)

    asyncio.run(main())


def test_wait_for_drops_the_request(slow: World) -> None:
    async def main() -> None:
        async with client_of(slow) as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.resume(*ADDRESS), 0.3)
            await gone(slow)

    asyncio.run(main())


def test_a_task_that_is_cancelled_before_it_starts_sends_nothing(slow: World) -> None:
    async def main() -> None:
        async with client_of(slow) as client:
            task = asyncio.create_task(client.resume(*ADDRESS))
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    assert slow.journal()["requests"] == []


def test_many_cancelled_at_once_leave_nothing_behind(slow: World) -> None:
    async def main() -> None:
        async with client_of(slow) as client:
            tasks = [asyncio.create_task(client.resume(*ADDRESS)) for _ in range(50)]
            await in_flight(slow, 50)
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(end, asyncio.CancelledError) for end in ended)
            await gone(slow, 50)

    asyncio.run(main())


def test_one_client_in_two_loops_one_after_the_other(world: World) -> None:
    client = client_of(world)

    async def main() -> int:
        return (await client.resume(*ADDRESS)).attempts

    assert [asyncio.run(main()), asyncio.run(main())] == [1, 1]


def test_one_client_in_two_loops_in_two_threads(world: World) -> None:
    client = client_of(world)
    both = threading.Barrier(2)

    async def main() -> list[int]:
        both.wait(timeout=10)
        accepted = await asyncio.gather(*(client.resume(*ADDRESS) for _ in range(100)))
        return [one.attempts for one in accepted]

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(lambda _: asyncio.run(main()), range(2)))
    assert results == [[1] * 100] * 2


def test_a_finished_loop_is_not_kept_alive(world: World) -> None:
    client = client_of(world)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(client.resume(*ADDRESS))
    loop.close()
    watched = weakref.ref(loop)
    del loop
    gc.collect()
    assert watched() is None


class NoReaders(asyncio.SelectorEventLoop):
    """Like the proactor loop of Windows: it watches no file descriptors."""

    def add_reader(self, *_: object) -> None:
        raise NotImplementedError


def test_a_loop_that_watches_no_file_descriptors(world: World, slow: World) -> None:
    async def main() -> None:
        async with client_of(world) as client:
            accepted = await asyncio.gather(*(client.resume(*ADDRESS) for _ in range(100)))
            assert {one.attempts for one in accepted} == {1}
            with pytest.raises(unpause.NotFoundError):
                await client.resume("env-a1b2c3", "lkc-x7y8z9", "nobody")
        async with client_of(slow) as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.resume(*ADDRESS), 0.3)

    loop = NoReaders()
    watched = weakref.ref(loop)
    loop.run_until_complete(main())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    del loop
    gc.collect()
    assert watched() is None


def test_closing_closes_the_connections(world: World) -> None:
    async def main() -> None:
        async with client_of(world) as client:
            await client.resume(*ADDRESS)
        await asyncio.to_thread(world.wait_for, closed=1)
        with pytest.raises(unpause.InvalidRequestError, match="the client is closed"):
            await client.resume(*ADDRESS)

    asyncio.run(main())


def test_a_call_outside_of_a_loop_is_a_runtime_error(world: World) -> None:
    call = client_of(world).resume(*ADDRESS)
    with pytest.raises(RuntimeError, match="no running event loop"):
        call.send(None)


def test_a_panic_is_an_internal_error(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    async def main() -> None:
        from unpause._mailbox import mailbox

        async with client_of(world) as client:
            box = mailbox()
            with pytest.raises(unpause.InternalError, match="a panic that a test asked for"):
                await box.result(client._native.panic(box.native))
            assert (await client.resume(*ADDRESS)).attempts == 1

    asyncio.run(main())
    assert "panicked" in capfd.readouterr().err
