"""The two ways to call, blocking and asyncio, behind one interface for cases."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import unpause

# The value that a call returned, or the exception that it raised.
Outcome = Any


class Face:
    """A client for a case; one subclass for each way to call."""

    # The client's class for each service.
    kinds: ClassVar[dict[str, type]]

    def __init__(self, service: str, build: Callable[[type], Any]) -> None:
        self.client = build(self.kinds[service])

    def call(self, method: str, arguments: dict[str, Any], times: int) -> list[Outcome]:
        """Make a call several times at once."""
        raise NotImplementedError

    def job(self, method: str, arguments: dict[str, Any], reported: list[Any] | None) -> Outcome:
        """Do a job; collect its progress if there is a list for it."""
        raise NotImplementedError

    def cancel(self, method: str, arguments: dict[str, Any], when: Callable[[], None]) -> Outcome:
        """Do a job, cancel it as soon as `when` returns, and return the report so far."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


class Blocking(Face):
    kinds: ClassVar = {"confluent_cloud": unpause.Client, "kafka_connect": unpause.KafkaConnect}

    def call(self, method: str, arguments: dict[str, Any], times: int) -> list[Outcome]:
        def once(_: int) -> Outcome:
            try:
                return getattr(self.client, method)(**arguments)
            except unpause.UnpauseError as error:
                return error

        with ThreadPoolExecutor(times) as threads:
            return list(threads.map(once, range(times)))

    def job(self, method: str, arguments: dict[str, Any], reported: list[Any] | None) -> Outcome:
        listening = {} if reported is None else {"on_progress": reported.append}
        try:
            return getattr(self.client, method)(**arguments, **listening)
        except unpause.UnpauseError as error:
            return error

    def cancel(self, method: str, arguments: dict[str, Any], when: Callable[[], None]) -> Outcome:
        def press() -> None:
            when()
            main = threading.main_thread().ident
            assert main is not None
            signal.pthread_kill(main, signal.SIGINT)

        pressing = threading.Thread(target=press)
        pressing.start()
        try:
            outcome = getattr(self.client, method)(**arguments)
            pressing.join()
        except KeyboardInterrupt as interrupt:
            pressing.join()
            return interrupt.report  # type: ignore[attr-defined]
        raise AssertionError(f"Ctrl-C came too late: {outcome}")

    def close(self) -> None:
        self.client.close()


class Asyncio(Face):
    kinds: ClassVar = {"confluent_cloud": unpause.AsyncClient, "kafka_connect": unpause.AsyncKafkaConnect}

    def __init__(self, service: str, build: Callable[[type], Any]) -> None:
        super().__init__(service, build)
        self._loop = asyncio.new_event_loop()

    def call(self, method: str, arguments: dict[str, Any], times: int) -> list[Outcome]:
        async def together() -> list[Outcome]:
            calls = (getattr(self.client, method)(**arguments) for _ in range(times))
            return await asyncio.gather(*calls, return_exceptions=True)

        return self._loop.run_until_complete(together())

    def job(self, method: str, arguments: dict[str, Any], reported: list[Any] | None) -> Outcome:
        async def whole() -> Outcome:
            job = getattr(self.client, method)(**arguments)
            if reported is not None:
                async for progress in job:
                    reported.append(progress)
            return await job

        try:
            return self._loop.run_until_complete(whole())
        except unpause.UnpauseError as error:
            return error

    def cancel(self, method: str, arguments: dict[str, Any], when: Callable[[], None]) -> Outcome:
        async def whole() -> Outcome:
            job = getattr(self.client, method)(**arguments)
            task = asyncio.ensure_future(job)
            await asyncio.to_thread(when)
            assert task.cancel(), f"the task ended before it was cancelled: {task}"
            with contextlib.suppress(asyncio.CancelledError):
                await task
            return job.report

        return self._loop.run_until_complete(whole())

    def close(self) -> None:
        self._loop.run_until_complete(self.client.aclose())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


FACES: dict[str, type[Face]] = {"blocking": Blocking, "asyncio": Asyncio}
