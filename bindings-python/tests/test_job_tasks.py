"""Jobs in place of coroutines, and the report of an interrupted job."""

from __future__ import annotations

import asyncio
import gc
import sys
import warnings
import weakref
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

import unpause
from sandbox import Control, World
from test_jobs import ADDRESS, SLOW, names, on_asyncio
from test_processes import run, unix

needs_task_groups = pytest.mark.skipif(sys.version_info < (3, 11), reason="Python has task groups since 3.11")


@pytest.fixture
def willing(control: Control) -> Iterator[World]:
    """A world that accepts every request."""
    with control.world(main={"answers": [{"status": 202, "times": 0}]}) as world:
        yield world


@pytest.fixture
def stuck(control: Control) -> Iterator[World]:
    """A world that accepts three requests, and does not answer the others."""
    with control.world(main={"answers": [{"times": 3}, SLOW]}) as world:
        yield world


def test_a_task_of_a_job(willing: World, world: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client, on_asyncio(world) as other:
            task = asyncio.create_task(client.resume_many(names(5)))
            assert "resume_many" in repr(task)
            assert (await task).counts.done == 5
            with pytest.raises(unpause.NotFoundError):
                await asyncio.create_task(other.wait_until_running(*ADDRESS[:2], "nobody"))

    asyncio.run(main(), debug=True)


@needs_task_groups
def test_jobs_in_a_task_group(willing: World) -> None:
    async def main() -> None:
        group: Any = asyncio.TaskGroup()  # type: ignore[attr-defined]
        async with on_asyncio(willing) as client, group:
            tasks = [group.create_task(client.resume_many(names(count))) for count in (2, 3)]
        assert [task.result().counts.done for task in tasks] == [2, 3]

    asyncio.run(main())


def test_a_shield_keeps_the_tasks_of_a_job_apart(control: Control) -> None:
    async def shielded(job: Awaitable[unpause.Report]) -> unpause.Report:
        return await asyncio.shield(job)

    async def main(world: World) -> None:
        async with on_asyncio(world) as client:
            job = client.resume_many(names(1))
            left, right = (asyncio.create_task(shielded(job)) for _ in range(2))
            await asyncio.to_thread(world.wait_for, server="main", requests=1)
            left.cancel()
            assert (await right).counts.done == 1
            assert left.cancelled()

    with control.world(main={"answers": [{"delay": 0.3}]}) as world:
        asyncio.run(main(world))


def test_a_job_that_has_ended_has_no_more_progress(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            job = client.resume_many(names(2))
            assert len([progress async for progress in job]) == 2
            assert [progress async for progress in job] == []
            assert (await job).counts.done == 2

    asyncio.run(main())


def test_a_job_is_a_whole_program(willing: World) -> None:
    job = on_asyncio(willing).resume_many(names(5))
    assert asyncio.run(job).counts.done == 5
    # It has ended, so any loop may await it.
    assert asyncio.run(job) is asyncio.run(job)


def test_a_job_of_another_thread(willing: World) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        job = on_asyncio(willing).resume_many(names(5))
        report = await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(job, loop).result(10))
        assert report.counts.done == 5

    asyncio.run(main())


def test_several_tasks_run_one_job(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            job = client.resume_many(names(50))
            tasks = [asyncio.create_task(job), asyncio.ensure_future(job), asyncio.ensure_future(asyncio.shield(job))]
            reports = [await job, *await asyncio.gather(*tasks)]
            assert all(report is reports[0] for report in reports)

    asyncio.run(main())
    assert len(willing.journal()["requests"]) == 50


def test_a_job_is_held_by_the_task_that_runs_it(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            task = asyncio.create_task(client.resume_many(names(100)))
            asyncio.get_running_loop().call_soon(gc.collect)
            assert (await task).counts.done == 100

    asyncio.run(main())


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_a_job_whose_task_never_started_sends_nothing_and_does_not_warn(world: World, how: str) -> None:
    async def main() -> None:
        async with on_asyncio(world) as client:
            job = client.resume_and_wait(*ADDRESS)
            if how == "close":
                job.close()
            else:
                task = asyncio.create_task(job)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            with pytest.raises(asyncio.CancelledError):
                await job

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(main())
        gc.collect()
    assert world.journal()["requests"] == []


def test_a_job_without_a_loop_was_never_awaited(world: World) -> None:
    job = on_asyncio(world).resume_and_wait(*ADDRESS)
    with pytest.raises(RuntimeError, match="no running event loop"):
        assert asyncio.create_task(job)
    with pytest.warns(RuntimeWarning, match="resume_and_wait was never awaited"):
        del job


def test_a_cancelled_job_is_not_in_a_reference_cycle(world: World) -> None:
    async def main() -> None:
        async with on_asyncio(world) as client:
            job = client.wait_until_running(*ADDRESS)
            watched = weakref.ref(job)
            task = asyncio.create_task(job)
            del job
            await asyncio.to_thread(world.wait_for, requests=1)
            task.cancel()
            await asyncio.wait([task])
            del task
            assert watched() is None

    gc.disable()
    try:
        asyncio.run(main())
    finally:
        gc.enable()


async def iterated(job: unpause.ManyJob) -> None:
    async for _ in job:
        pass


async def awaited(job: unpause.ManyJob) -> None:
    await job


def itself(job: unpause.ManyJob) -> Awaitable[Any]:
    return job


@pytest.mark.parametrize("use", [itself, awaited, iterated])
def test_the_exception_of_a_cancelled_job_has_the_report(stuck: World, use: Callable[[unpause.ManyJob], Any]) -> None:
    async def main() -> None:
        async with on_asyncio(stuck) as client:
            task = asyncio.create_task(use(client.resume_many(names(20), concurrency=8)))
            await asyncio.to_thread(stuck.wait_for, requests=6)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as raised:
                await task
            check(raised.value)

    asyncio.run(main())


def test_the_cause_of_a_timeout_has_the_report(stuck: World) -> None:
    async def main() -> None:
        async with on_asyncio(stuck) as client:
            with pytest.raises(asyncio.TimeoutError) as raised:
                await asyncio.wait_for(client.resume_many(names(20), concurrency=8), 0.5)
            assert raised.value.__cause__
            check(raised.value.__cause__)

    asyncio.run(main())


@pytest.mark.parametrize("kind", [LookupError, StopIteration, KeyboardInterrupt])
def test_the_exception_of_on_progress_has_the_report(stuck: World, kind: type[BaseException]) -> None:
    def refuse(progress: unpause.ManyProgress) -> None:
        if progress.counts.done == 3:
            raise kind("enough")

    async def main() -> None:
        async with on_asyncio(stuck) as client:
            await client.resume_many(names(20), concurrency=8, on_progress=refuse)

    with pytest.raises((LookupError, RuntimeError, KeyboardInterrupt)) as raised:
        asyncio.run(main())
    check(raised.value)


def check(interrupt: BaseException) -> None:
    if sys.version_info < (3, 11) and isinstance(interrupt, asyncio.CancelledError):
        # Awaiting a cancelled task raises another CancelledError.
        assert interrupt.__context__
        interrupt = interrupt.__context__
    report = interrupt.report  # type: ignore[attr-defined]
    assert (report.counts.total, report.counts.accepted) == (20, 3)
    # Python has notes since 3.11.
    assert getattr(interrupt, "__notes__", [f"Interrupted: {report}"]) == [f"Interrupted: {report}"]


def test_waiting_for_one_connector_has_no_report(world: World) -> None:
    async def main() -> None:
        async with on_asyncio(world) as client:
            with pytest.raises(asyncio.TimeoutError) as raised:
                await asyncio.wait_for(client.wait_until_running(*ADDRESS), 0.3)
            assert not hasattr(raised.value.__cause__, "report")

    asyncio.run(main())


@unix
def test_the_report_stays_with_the_process_that_made_the_job(stuck: World) -> None:
    program = """
        from unpause import InvalidRequestError
        async def main():
            job = AsyncClient(**OPTIONS).resume_many([f"env-a1b2c3/lkc-x7y8z9/sink-{n}" for n in range(8)])
            task = asyncio.create_task(job)
            await asyncio.sleep(0)
            child = os.fork()
            if child == 0:
                job.cancel()
                try:
                    await job
                except asyncio.CancelledError as cancelled:
                    assert not hasattr(cancelled, "report")
                try:
                    job.report
                except InvalidRequestError as error:
                    os._exit("forked" not in str(error))
            ends_well(child)
            print(job.report.counts.total)
            task.cancel()
        # In development mode asyncio warns of slow callbacks, and a fork may be slow.
        loop = asyncio.new_event_loop()
        loop.slow_callback_duration = 60
        loop.run_until_complete(main())
        loop.close()
    """
    assert run(stuck, program) == "8\n"
