"""Jobs: progress, cancelling, the report of an interrupted job."""

from __future__ import annotations

import asyncio
import gc
import pickle
import threading
from collections.abc import Iterator

import pytest

import unpause
from sandbox import Control, World
from unpause import AsyncClient, Client, Connector

CLUSTER = ("env-a1b2c3", "lkc-x7y8z9")
ADDRESS = (*CLUSTER, "orders-sink")
SLOW = {"delay": 60, "times": 0}


def names(count: int) -> list[str]:
    return [f"env-a1b2c3/lkc-x7y8z9/sink-{number}" for number in range(count)]


def blocking(world: World) -> Client:
    return Client(token="sandbox-token", base_url=world.url)


def on_asyncio(world: World) -> AsyncClient:
    return AsyncClient(token="sandbox-token", base_url=world.url)


@pytest.fixture
def willing(control: Control) -> Iterator[World]:
    """A world that accepts every request."""
    with control.world(main={"answers": [{"status": 202, "times": 0}]}) as world:
        yield world


@pytest.fixture
def stuck(control: Control) -> Iterator[World]:
    """A world that accepts three requests, and does not answer the others: they stay in flight."""
    with control.world(main={"answers": [{"times": 3}, SLOW]}) as world:
        yield world


@pytest.mark.parametrize(
    ("element", "message"),
    [
        (7, r"connectors\[1\]: it must be a Connector, a tuple of three str, or a str, not int"),
        (("a", "b"), r"connectors\[1\]: it must be a Connector, a tuple of three str, or a str, not tuple"),
        (("a", "b", None), r"connectors\[1\]: connector_name must be a str, not NoneType"),
        ("orders-sink", r'connectors\[1\]: "orders-sink" is not the address of a connector'),
        (Connector("a", "b", ".."), r"connectors\[1\]: `connector_name` is"),
    ],
)
def test_a_wrong_element_is_named_and_nothing_is_sent(world: World, element: object, message: str) -> None:
    with blocking(world) as client, pytest.raises(unpause.InvalidRequestError, match=message):
        client.resume_many([ADDRESS, element])  # type: ignore[list-item]
    with pytest.raises(unpause.InvalidRequestError, match=message):
        on_asyncio(world).resume_many([ADDRESS, element])  # type: ignore[list-item]
    assert world.journal()["requests"] == []


@pytest.mark.parametrize("slip", ["env-a1b2c3/lkc-x7y8z9/orders-sink", Connector(*ADDRESS), 7])
def test_one_connector_in_place_of_many_is_refused(world: World, slip: object) -> None:
    with (
        blocking(world) as client,
        pytest.raises(TypeError, match=r"^connectors must be a Report, or an iterable of Connectors"),
    ):
        client.resume_many(slip)  # type: ignore[arg-type]


def test_one_state_in_place_of_several_is_refused(world: World) -> None:
    with blocking(world) as client, pytest.raises(TypeError, match=r"^states must be an iterable of str, not str$"):
        client.resume_all(*CLUSTER, states="PAUSED")


def test_states_are_compared_without_regard_to_case(world: World) -> None:
    with blocking(world) as client:
        report = client.resume_all(*CLUSTER, states=["paused"], dry_run=True)
    assert [str(result.connector) for result in report.results] == ["/".join(ADDRESS)]


def test_a_listener_that_cannot_be_called_is_refused_at_once(world: World) -> None:
    with blocking(world) as client, pytest.raises(TypeError, match=r"^on_progress must be callable, not int$"):
        client.resume_and_wait(*ADDRESS, on_progress=7)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^on_progress must be callable, not int$"):
        on_asyncio(world).resume_and_wait(*ADDRESS, on_progress=7)  # type: ignore[arg-type]
    assert world.journal()["requests"] == []


def test_an_iterable_of_every_form_keeps_its_order(willing: World) -> None:
    def some() -> Iterator[Connector | tuple[str, str, str] | str]:
        yield Connector(*CLUSTER, "a")
        yield (*CLUSTER, "b")
        yield "env-a1b2c3/lkc-x7y8z9/c"

    with blocking(willing) as client:
        report = client.resume_many(some())
    assert [result.connector.connector_name for result in report.results] == ["a", "b", "c"]
    assert report.failures == ()
    assert pickle.loads(pickle.dumps(report)) == report


def test_a_report_with_failures_survives_pickling(world: World) -> None:
    with blocking(world) as client:
        report = client.resume_many(["env-a1b2c3/lkc-x7y8z9/nobody"])
    twin = pickle.loads(pickle.dumps(report))
    error = twin.failures[0].error
    assert isinstance(error, unpause.NotFoundError)
    assert str(error) == str(report.failures[0].error)
    assert str(twin) == report.summary


def test_the_error_of_a_wait_survives_pickling(world: World) -> None:
    with blocking(world) as client, pytest.raises(unpause.WaitTimeoutError) as raised:
        client.wait_until_running(*ADDRESS, deadline=0.2)
    error = pickle.loads(pickle.dumps(raised.value))
    assert (error.situation, error.connector_status.state) == ("still_paused", "PAUSED")
    assert error.looks == raised.value.looks > 0


def test_all_progress_is_reported_with_many_in_flight(willing: World) -> None:
    reported: list[unpause.ManyProgress] = []
    with blocking(willing) as client:
        report = client.resume_many(names(2000), concurrency=64, on_progress=reported.append)
    assert [progress.counts.done for progress in reported] == list(range(1, 2001))
    assert reported[-1].counts == report.counts


def test_an_exception_of_on_progress_ends_the_work_and_has_the_report(stuck: World) -> None:
    def refuse(progress: unpause.ManyProgress) -> None:
        if progress.counts.done == 3:
            stuck.wait_for(requests=4)
            raise LookupError("enough")

    with blocking(stuck) as client:
        with pytest.raises(LookupError, match="enough") as raised:
            client.resume_many(names(20), concurrency=8, on_progress=refuse)
        # Its requests are dropped at once, while the client lives.
        stuck.wait_for(abandoned=1)
    report = raised.value.report  # type: ignore[attr-defined]
    assert report.counts.accepted == 3
    assert [note for note in getattr(raised.value, "__notes__", [f"{report}"]) if str(report) in note]


def test_on_progress_may_make_calls_of_its_own(willing: World, world: World) -> None:
    with blocking(world) as other, blocking(willing) as client:
        client.resume_many(names(3), on_progress=lambda _: other.status(*ADDRESS))
        client.resume_many(names(3), on_progress=lambda _: client.resume(*ADDRESS))
    assert len(world.journal()["requests"]) == 3
    assert len(willing.journal()["requests"]) == 9


def test_an_unpause_error_of_on_progress_has_the_report_too(willing: World, world: World) -> None:
    with blocking(world) as other, blocking(willing) as client, pytest.raises(unpause.NotFoundError) as raised:
        client.resume_many(names(1), on_progress=lambda _: other.status(*CLUSTER, "nobody"))
    assert raised.value.report.counts.accepted == 1  # type: ignore[attr-defined]


def test_nothing_is_sent_before_a_job_is_awaited(world: World) -> None:
    async def main() -> None:
        async with on_asyncio(world) as client:
            job = client.resume_many([ADDRESS])
            assert repr(job) == "<ManyJob resume_many, not started>"
            assert job.report.counts.done == 0
            with pytest.warns(RuntimeWarning, match="resume_many was never awaited"):
                del job

    asyncio.run(main())
    assert world.journal()["requests"] == []


def test_iterating_and_then_awaiting_and_awaiting_again(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            job = client.resume_many(names(5))
            reported = [progress async for progress in job]
            report = await job
            assert (len(reported), report.counts.done) == (5, 5)
            assert await job is report
            assert [progress async for progress in job] == []
            assert job.report == report

    asyncio.run(main())
    assert len(willing.journal()["requests"]) == 5


def test_leaving_the_loop_early_and_awaiting(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            job = client.resume_many(names(5))
            async for _ in job:
                break
            assert (await job).counts.done == 5

    asyncio.run(main())


def test_an_error_ends_iterating_and_awaiting(world: World) -> None:
    async def main() -> None:
        async with on_asyncio(world) as client:
            job = client.wait_until_running(*CLUSTER, "nobody")
            with pytest.raises(unpause.NotFoundError):
                _ = [progress async for progress in job]
            for _ in range(2):
                with pytest.raises(unpause.NotFoundError):
                    await job

    asyncio.run(main())


def test_iterating_in_one_task_and_awaiting_in_another(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            job = client.resume_many(names(50))
            reported: list[unpause.ManyProgress] = []

            async def show() -> None:
                async for progress in job:
                    reported.append(progress)

            report, _ = await asyncio.gather(job, show())
            # The first progress is reported only if the iteration starts first.
            assert report.counts.done == 50
            assert len(reported) <= 50

    asyncio.run(main())


def test_cancelling_the_task_stops_the_work(stuck: World) -> None:
    async def main() -> None:
        async with on_asyncio(stuck) as client:
            job = client.resume_many(names(20), concurrency=8)
            task = asyncio.ensure_future(job)
            await asyncio.to_thread(stuck.wait_for, requests=6)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.to_thread(stuck.wait_for, abandoned=3)
            assert job.report.counts.accepted == 3
            with pytest.raises(asyncio.CancelledError):
                await job

    asyncio.run(main())
    assert len(stuck.journal()["requests"]) == 6


def test_a_timeout_stops_the_work_of_an_iteration(stuck: World) -> None:
    async def main() -> None:
        async with on_asyncio(stuck) as client:
            job = client.resume_many(names(20), concurrency=8)

            async def show() -> None:
                async for _ in job:
                    pass

            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(show(), 0.5)
            await asyncio.to_thread(stuck.wait_for, abandoned=1)
            assert job.report.counts.accepted == 3

    asyncio.run(main())


@pytest.mark.parametrize("how", ["drop", "cancel"])
def test_a_job_that_is_dropped_or_cancelled_stops(stuck: World, how: str) -> None:
    async def main() -> None:
        async with on_asyncio(stuck) as client:
            job = client.resume_many(names(20), concurrency=8)
            async for progress in job:
                if progress.counts.done == 3:
                    break
            await asyncio.to_thread(stuck.wait_for, requests=4)
            if how == "cancel":
                job.cancel()
            else:
                del job
                gc.collect()
            await asyncio.to_thread(stuck.wait_for, abandoned=1)

    asyncio.run(main())


def test_a_job_that_is_cancelled_before_it_starts_sends_nothing(world: World) -> None:
    async def main() -> None:
        async with on_asyncio(world) as client:
            job = client.resume_and_wait(*ADDRESS)
            job.cancel()
            with pytest.raises(asyncio.CancelledError):
                await job

    asyncio.run(main())
    assert world.journal()["requests"] == []


@pytest.mark.parametrize("kind", [LookupError, StopIteration])
def test_an_exception_of_on_progress_ends_an_asyncio_job(stuck: World, kind: type[Exception]) -> None:
    def refuse(progress: unpause.ManyProgress) -> None:
        if progress.counts.done == 3:
            stuck.wait_for(requests=4)
            raise kind("enough")

    async def main() -> None:
        async with on_asyncio(stuck) as client:
            job = client.resume_many(names(20), concurrency=8, on_progress=refuse)
            with pytest.raises((LookupError, RuntimeError)) as raised:
                await job
            assert kind in (type(raised.value), type(raised.value.__cause__))
            await asyncio.to_thread(stuck.wait_for, abandoned=1)
            assert job.report.counts.accepted == 3

    asyncio.run(main())


def test_ctrl_c_in_on_progress_ends_the_loop(stuck: World) -> None:
    def press(_: unpause.ManyProgress) -> None:
        stuck.wait_for(requests=4)
        raise KeyboardInterrupt

    async def main() -> None:
        async with on_asyncio(stuck) as client:
            await client.resume_many(names(20), concurrency=8, on_progress=press)

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(main())
    stuck.wait_for(abandoned=1)


def test_two_jobs_at_once(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            first, second = client.resume_many(names(200)), client.resume_many(names(300))
            reported = [progress async for progress in first]
            reports = await asyncio.gather(first, second)
            assert (len(reported), [report.counts.done for report in reports]) == (200, [200, 300])

    asyncio.run(main())


def test_two_jobs_at_once_in_two_threads(willing: World) -> None:
    counts: dict[int, list[int]] = {200: [], 300: []}
    with blocking(willing) as client:

        def work(count: int) -> None:
            client.resume_many(names(count), on_progress=lambda progress: counts[count].append(progress.counts.done))

        threads = [threading.Thread(target=work, args=(count,)) for count in counts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert counts == {200: list(range(1, 201)), 300: list(range(1, 301))}


def test_a_job_belongs_to_the_loop_that_started_it(stuck: World) -> None:
    client = on_asyncio(stuck)

    async def begin() -> unpause.ManyJob:
        job = client.resume_many(names(20), concurrency=8)
        async for _ in job:
            break
        await asyncio.to_thread(stuck.wait_for, requests=4)
        return job

    async def end(job: unpause.ManyJob) -> None:
        await job

    job = asyncio.run(begin())
    with pytest.raises(RuntimeError, match="loop"):
        asyncio.run(end(job))
    job.cancel()
    del job
    gc.collect()
    stuck.wait_for(abandoned=1)


def test_awaiting_a_job_keeps_it_alive(willing: World) -> None:
    async def main() -> None:
        async with on_asyncio(willing) as client:
            asyncio.get_running_loop().call_soon(gc.collect)
            assert (await client.resume_many(names(100))).counts.done == 100

    asyncio.run(main())
