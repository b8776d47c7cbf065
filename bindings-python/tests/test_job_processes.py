"""Interrupts, forks and exits while a job runs. Each test runs a program of its own."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator

import pytest

from sandbox import Control, World
from test_processes import run, start, unix

NAMES = 'NAMES = [f"env-a1b2c3/lkc-x7y8z9/sink-{number}" for number in range(8)]'


@pytest.fixture
def willing(control: Control) -> Iterator[World]:
    """A world that accepts every request."""
    with control.world(main={"answers": [{"status": 202, "times": 0}]}) as world:
        yield world


@unix
@pytest.mark.parametrize("listening", ["None", "lambda progress: None"])
def test_ctrl_c_gives_the_report_so_far(control: Control, listening: str) -> None:
    program = f"""
        {NAMES}
        client = Client(**OPTIONS)
        try:
            client.resume_many(NAMES + [name + "-too" for name in NAMES], concurrency=8, on_progress={listening})
        except KeyboardInterrupt as interrupt:
            report = interrupt.report
            assert getattr(interrupt, "__notes__", [f"Interrupted: {{report}}"]) == [f"Interrupted: {{report}}"]
            print(report.counts.accepted, [result.sent for result in report.results].count(True), flush=True)
        time.sleep(60)
    """
    with control.world(main={"answers": [{"times": 3}, {"delay": 60, "times": 0}]}) as world:
        process = start(world, program)
        # Three in flight, and three answered.
        world.wait_for(requests=6)
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.readline() == "3 6\n"
        # The program still runs but makes no more calls: it must have closed its sockets already.
        world.wait_for(abandoned=3)
        process.kill()
        process.communicate()


@unix
def test_ctrl_c_without_a_handler_shows_the_report(control: Control) -> None:
    with control.world(main={"answers": [{"delay": 60, "times": 0}]}) as world:
        process = start(world, f"{NAMES}\nClient(**OPTIONS).resume_many(NAMES)")
        world.wait_for(requests=3)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert "KeyboardInterrupt" in err
    assert process.returncode == -signal.SIGINT


@unix
def test_a_signal_handler_that_raises_gives_the_report(willing: World) -> None:
    program = f"""
        {NAMES}
        class Enough(Exception): pass
        def stop(*_): raise Enough
        signal.signal(signal.SIGALRM, stop)
        def listen(progress):
            if progress.counts.done == 4:
                signal.raise_signal(signal.SIGALRM)
        try:
            Client(**OPTIONS).resume_many(NAMES, on_progress=listen)
        except Enough as enough:
            print(enough.report.counts.accepted >= 4)
    """
    assert run(willing, program) == "True\n"


@unix
def test_forking_in_on_progress_and_leaving_the_child(willing: World) -> None:
    program = f"""
        {NAMES}
        client = Client(**OPTIONS)
        def listen(progress):
            child = os.fork()
            if child == 0:
                client.resume(*ADDRESS)
                os._exit(0)
            ends_well(child)
        print(client.resume_many(NAMES, on_progress=listen).counts.accepted)
    """
    assert run(willing, program) == "8\n"
    assert len(willing.journal()["requests"]) == 16


@unix
@pytest.mark.parametrize("leave", ["pass", "sys.exit(0)"])
def test_a_child_that_returns_from_on_progress_does_not_continue(willing: World, leave: str) -> None:
    program = f"""
        {NAMES}
        from unpause import InvalidRequestError
        client, children = Client(**OPTIONS), []
        def listen(progress):
            if not children:
                children.append(os.fork())
                if children == [0]:
                    {leave}
        try:
            report = client.resume_many(NAMES, on_progress=listen)
        except InvalidRequestError as error:
            assert children == [0] and "forked" in str(error)
            client.resume(*ADDRESS)
            os._exit(0)
        ends_well(children[0])
        print(report.counts.accepted)
    """
    assert run(willing, program) == "8\n"


@unix
def test_jobs_in_a_forked_child_and_in_its_parent(willing: World) -> None:
    program = f"""
        {NAMES}
        client = AsyncClient(**OPTIONS)
        async def some():
            job = client.resume_many(NAMES)
            reported = [progress async for progress in job]
            return len(reported), (await job).counts.accepted
        asyncio.run(some())
        child = os.fork()
        assert asyncio.run(some()) == (8, 8)
        if child == 0:
            os._exit(0)
        ends_well(child)
        print("done")
    """
    assert run(willing, program) == "done\n"
    assert len(willing.journal()["requests"]) == 24


@unix
def test_a_job_stays_with_the_process_that_made_it(willing: World) -> None:
    program = f"""
        {NAMES}
        from unpause import InvalidRequestError
        client = AsyncClient(**OPTIONS)
        job = client.resume_many(NAMES)
        async def whole():
            return (await job).counts.accepted
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(whole())
            except InvalidRequestError as error:
                job.cancel()
                sys.exit("forked" not in str(error))
        ends_well(child)
        print(asyncio.run(whole()))
    """
    assert run(willing, program) == "8\n"


@unix
def test_a_child_of_a_running_job_does_not_disturb_it(willing: World) -> None:
    program = f"""
        {NAMES}
        client = AsyncClient(**OPTIONS)
        async def main():
            # In development mode asyncio warns of slow callbacks, and a fork may be slow.
            asyncio.get_running_loop().slow_callback_duration = 60
            for _ in range(20):
                job = client.resume_many(NAMES)
                async for progress in job:
                    child = os.fork()
                    if child == 0:
                        sys.exit(0)
                    ends_well(child)
                    break
                assert (await job).counts.accepted == 8
            print("done")
        asyncio.run(main())
    """
    assert run(willing, program) == "done\n"


@pytest.mark.parametrize("leave", ["pass", "sys.exit(0)", "os._exit(0)"])
def test_leaving_with_a_job_in_flight_is_silent(control: Control, leave: str) -> None:
    program = f"""
        {NAMES}
        client = AsyncClient(**OPTIONS)
        async def main():
            global task
            task = asyncio.ensure_future(client.resume_many(NAMES, on_progress=print))
            threading.Thread(target=Client(**OPTIONS).resume_many, args=(NAMES,), daemon=True).start()
            await asyncio.to_thread(sys.stdin.readline)
            {leave}
        asyncio.run(main())
    """
    with control.world(main={"answers": [{"delay": 60, "times": 0}]}) as world:
        process = start(world, program, stdin=subprocess.PIPE)
        world.wait_for(requests=6)
        out, err = process.communicate("leave\n", timeout=10)
    assert (process.returncode, out, err) == (0, "", "")
