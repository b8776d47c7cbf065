"""Whose context logs and listeners see, and how long it is kept."""

from __future__ import annotations

import asyncio
import gc
import logging
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pytest

import unpause
from conditions import until
from sandbox import World
from unpause import AsyncClient, Client

CLUSTER = ("env-a1b2c3", "lkc-x7y8z9")
ADDRESS = (*CLUSTER, "orders-sink")


class Request:
    """A value that a context can hold and a weak reference can watch."""


request: ContextVar[Any] = ContextVar("request", default=None)


@contextmanager
def logged() -> Iterator[list[Any]]:
    """Collect the value of the variable at each record."""
    seen: list[Any] = []

    class Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(request.get())

    logger = logging.getLogger("unpause")
    level = logger.level
    logger.setLevel("DEBUG")
    logger.addHandler(handler := Collecting())
    try:
        yield seen
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def client_of(world: World) -> AsyncClient:
    return AsyncClient(token="sandbox-token", base_url=world.url)


def test_a_log_record_sees_the_context_of_its_own_call(world: World) -> None:
    async def call(client: AsyncClient, number: int) -> None:
        request.set(number)
        await client.resume(*ADDRESS)

    async def main() -> None:
        async with client_of(world) as client:
            for number in range(3):
                await asyncio.create_task(call(client, number))
            await asyncio.gather(*(call(client, number) for number in range(3, 9)))

    with logged() as seen:
        asyncio.run(main())
    assert seen[:3] == [0, 1, 2]
    assert sorted(seen) == list(range(9))


def test_on_progress_sees_the_context_of_whoever_started_the_job(world: World) -> None:
    seen: list[Any] = []

    async def call(client: AsyncClient, number: int) -> None:
        request.set(number)
        await client.resume_and_wait(*ADDRESS, on_progress=lambda _: seen.append(request.get()))

    async def main() -> None:
        async with client_of(world) as client:
            for number in range(3):
                await asyncio.create_task(call(client, number))

    asyncio.run(main())
    assert sorted(set(seen)) == [0, 1, 2]


def test_blocking_calls_log_and_report_in_the_context_of_the_caller(world: World) -> None:
    reported: list[Any] = []
    request.set("mine")
    try:
        with logged() as seen, Client(token="sandbox-token", base_url=world.url) as client:
            client.resume_and_wait(*ADDRESS, on_progress=lambda _: reported.append(request.get()))
    finally:
        request.set(None)
    assert set(seen) == {"mine"} == set(reported)


async def call(client: AsyncClient) -> object:
    return await client.resume(*ADDRESS)


async def failing(client: AsyncClient) -> object:
    try:
        return await client.resume(*CLUSTER, "nobody")
    except unpause.NotFoundError:
        return None


async def cancelled(client: AsyncClient) -> None:
    task = asyncio.ensure_future(client.resume(*ADDRESS))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])


async def job(client: AsyncClient) -> object:
    job = client.resume_and_wait(*ADDRESS, on_progress=lambda _: None)
    await job
    # The caller may keep it, for its result.
    return job


async def heard(_: object) -> None:
    await asyncio.sleep(0)


async def awaited_job(client: AsyncClient) -> object:
    job = client.resume_all(*CLUSTER, states=["PAUSED", "RUNNING"], on_progress=heard)
    await job
    return job


@pytest.mark.parametrize("work", [call, failing, cancelled, job, awaited_job])
def test_a_context_is_kept_no_longer_than_its_call(world: World, work: Callable[[AsyncClient], Any]) -> None:
    watched: list[weakref.ref[Request]] = []

    async def first(client: AsyncClient) -> object:
        mine = Request()
        watched.append(weakref.ref(mine))
        request.set(mine)
        return await work(client)

    async def main() -> None:
        async with client_of(world) as client:
            kept = await asyncio.create_task(first(client))
            for _ in range(3):
                await asyncio.sleep(0)
            gc.collect()
            assert watched[0]() is None
            # The client and its loop go on.
            assert (await client.resume(*ADDRESS)).attempts == 1
            del kept

    asyncio.run(main())


def test_an_async_listener_is_awaited_before_the_next_progress_and_the_end(world: World) -> None:
    steps: list[str] = []

    async def slow(progress: unpause.ManyProgress) -> None:
        name = progress.result.connector.connector_name
        steps.append(f"begin {name} for {request.get()}")
        await asyncio.sleep(0.02)
        steps.append(f"end {name}")

    async def main() -> None:
        request.set("me")
        async with client_of(world) as client:
            names = ["env-a1b2c3/lkc-x7y8z9/a", "env-a1b2c3/lkc-x7y8z9/b", "env-a1b2c3/lkc-x7y8z9/c"]
            report = await client.resume_many(names, on_progress=slow)
            steps.append(f"{len(report.results)} results")

    asyncio.run(main())
    assert len(steps) == 7
    assert steps[-1] == "3 results"
    for begin, end in zip(steps[:-1:2], steps[1::2], strict=True):
        assert begin == f"{end.replace('end', 'begin')} for me"


@pytest.mark.parametrize("failure", [ValueError("no more"), StopIteration()])
def test_what_an_async_listener_raises_ends_the_job(world: World, failure: Exception) -> None:
    async def broken(_: object) -> None:
        await asyncio.sleep(0)
        raise failure

    async def main() -> None:
        async with client_of(world) as client:
            job = client.resume_all(*CLUSTER, on_progress=broken)
            with pytest.raises((ValueError, RuntimeError)) as raised:
                await job
            assert isinstance(raised.value.report, unpause.Report)  # type: ignore[attr-defined]

    asyncio.run(main())


@pytest.mark.parametrize("how", ["raise", "cancel"])
def test_a_job_ends_once_if_its_result_waits_for_the_listener(world: World, how: str) -> None:
    unhandled: list[dict[str, Any]] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: unhandled.append(context))
        go: asyncio.Future[None] = loop.create_future()

        async def last(_: object) -> None:
            await go
            if how == "raise":
                raise ValueError("no more")

        async with client_of(world) as client:
            job = client.resume_many([ADDRESS], on_progress=last)
            task = asyncio.ensure_future(job)
            await until(lambda: job._run and job._run._listener and job._run._listener._end)
            go.set_result(None)
            if how == "cancel":
                task.cancel()
            with pytest.raises((ValueError, asyncio.CancelledError)):
                await task

    asyncio.run(main())
    # What was never retrieved is told when it is collected.
    gc.collect()
    assert unhandled == []


def test_cancelling_a_job_cancels_its_async_listener(world: World) -> None:
    ended = []

    async def forever(_: object) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append(True)
            raise

    async def main() -> None:
        async with client_of(world) as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.resume_and_wait(*ADDRESS, on_progress=forever), 0.5)
            await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())
    assert ended == [True]


class Callable_:  # noqa: N801
    async def __call__(self, _: object) -> None: ...

    async def method(self, _: object) -> None: ...


async def listener(_: object, more: object = None) -> None: ...


def partly() -> Any:
    from functools import partial

    return partial(partial(listener), more=1)


@pytest.mark.parametrize("on_progress", [listener, Callable_(), Callable_().method, partly()])
def test_a_blocking_call_refuses_an_async_listener_before_it_sends_anything(world: World, on_progress: Any) -> None:
    refused = pytest.raises(TypeError, match="on_progress must not be async: this client blocks")
    with Client(token="sandbox-token", base_url=world.url) as client, refused:
        client.resume_all(*CLUSTER, on_progress=on_progress)
    assert world.journal()["requests"] == []


def test_a_blocking_call_refuses_a_listener_that_returns_a_coroutine(world: World) -> None:
    refused = pytest.raises(TypeError, match="on_progress must not return an awaitable")
    with Client(token="sandbox-token", base_url=world.url) as client, refused:
        client.resume_all(*CLUSTER, on_progress=lambda progress: listener(progress))
