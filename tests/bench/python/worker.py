"""The contestants in Python: ``worker.py CONTESTANT`` and the six values of the target.

Each library is used as its documentation shows: one client, kept, with its defaults and a pool that is large enough.
All send the same request, check that the answer is a 202, and read it to its end.
"""

from __future__ import annotations

import base64
import json
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from typing import NamedTuple, Protocol

ACCEPTED = 202
ACCEPT = {"Accept": "application/json"}
POOL = 64
FLEET = 10_000


class Target(NamedTuple):
    """The connector and the key of all contestants."""

    base_url: str
    api_key: str
    api_secret: str
    environment_id: str
    kafka_cluster_id: str
    connector_name: str

    @property
    def connector(self) -> tuple[str, str, str]:
        """The connector's address, as ``resume`` takes it."""
        return self.environment_id, self.kafka_cluster_id, self.connector_name

    @property
    def fleet(self) -> list[tuple[str, str, str]]:
        """Thousands of connectors with different names, because duplicates are sent once."""
        environment_id, kafka_cluster_id, name = self.connector
        return [(environment_id, kafka_cluster_id, f"{name}-{number}") for number in range(FLEET)]

    @property
    def path(self) -> str:
        """The URL, for the other libraries."""
        environment_id, kafka_cluster_id, name = self.connector
        return f"/connect/v1/environments/{environment_id}/clusters/{kafka_cluster_id}/connectors/{name}/resume"

    @property
    def key(self) -> tuple[str, str]:
        """The key and its secret."""
        return self.api_key, self.api_secret

    @property
    def authorization(self) -> dict[str, str]:
        """The header of HTTP Basic, for libraries that do not make it."""
        credentials = base64.b64encode(":".join(self.key).encode()).decode()
        return {"Authorization": f"Basic {credentials}"}


def expect_accepted(status: int) -> None:
    """Fail on every answer but the 202, because the figures of failing calls are worth nothing."""
    if status != ACCEPTED:
        raise RuntimeError(f"the server answered {status}")


def unpause_blocking(target: Target) -> Callable[[], None]:
    """This project's blocking client."""
    from unpause import Client

    client = Client(api_key=target.api_key, api_secret=target.api_secret, base_url=target.base_url)

    def call() -> None:
        client.resume(*target.connector)

    return call


def http_client(target: Target) -> Callable[[], None]:
    """The standard library; a connection cannot be shared, so each thread has its own."""
    from http.client import HTTPConnection, HTTPSConnection

    local = threading.local()
    scheme, authority = target.base_url.split("://")
    connection = HTTPSConnection if scheme == "https" else HTTPConnection

    def call() -> None:
        if not hasattr(local, "connection"):
            local.connection = connection(authority)
        local.connection.request("PUT", target.path, headers={**ACCEPT, **target.authorization})
        response = local.connection.getresponse()
        response.read()
        expect_accepted(response.status)

    return call


def urllib3(target: Target) -> Callable[[], None]:
    """``PoolManager``."""
    from urllib3 import PoolManager

    pool = PoolManager(maxsize=POOL)

    def call() -> None:
        response = pool.request("PUT", target.base_url + target.path, headers={**ACCEPT, **target.authorization})
        expect_accepted(response.status)

    return call


def requests(target: Target) -> Callable[[], None]:
    """``Session``."""
    from requests import Session
    from requests.adapters import HTTPAdapter

    session = Session()
    session.mount(target.base_url, HTTPAdapter(pool_maxsize=POOL))
    session.auth = target.key

    def call() -> None:
        response = session.put(target.base_url + target.path, headers=ACCEPT)
        expect_accepted(response.status_code)

    return call


def httpx_blocking(target: Target, *, http2: bool = False) -> Callable[[], None]:
    """``Client``."""
    from httpx import Client, Limits

    limits = Limits(max_connections=POOL, max_keepalive_connections=POOL)
    client = Client(base_url=target.base_url, auth=target.key, limits=limits, http2=http2)

    def call() -> None:
        response = client.put(target.path, headers=ACCEPT)
        expect_accepted(response.status_code)

    return call


async def unpause_asyncio(target: Target, stack: AsyncExitStack) -> Callable[[], Awaitable[None]]:
    """This project's asyncio client."""
    from unpause import AsyncClient

    built = AsyncClient(api_key=target.api_key, api_secret=target.api_secret, base_url=target.base_url)
    client = await stack.enter_async_context(built)

    async def call() -> None:
        await client.resume(*target.connector)

    return call


async def httpx_asyncio(target: Target, stack: AsyncExitStack, *, http2: bool = False) -> Callable[[], Awaitable[None]]:
    """``AsyncClient``."""
    from httpx import AsyncClient, Limits

    limits = Limits(max_connections=POOL, max_keepalive_connections=POOL)
    built = AsyncClient(base_url=target.base_url, auth=target.key, limits=limits, http2=http2)
    client = await stack.enter_async_context(built)

    async def call() -> None:
        response = await client.put(target.path, headers=ACCEPT)
        expect_accepted(response.status_code)

    return call


async def aiohttp(target: Target, stack: AsyncExitStack) -> Callable[[], Awaitable[None]]:
    """``ClientSession``, whose pool has 100 connections by default."""
    from aiohttp import ClientSession, encode_basic_auth

    built = ClientSession(headers={"Authorization": encode_basic_auth(*target.key)})
    session = await stack.enter_async_context(built)

    async def call() -> None:
        async with session.put(target.base_url + target.path, headers=ACCEPT) as response:
            await response.read()
            expect_accepted(response.status)

    return call


AsyncBuilder = Callable[[Target, AsyncExitStack], Awaitable[Callable[[], Awaitable[None]]]]

BLOCKING: dict[str, Callable[[Target], Callable[[], None]]] = {
    "unpause": unpause_blocking,
    "http.client": http_client,
    "urllib3": urllib3,
    "requests": requests,
    "httpx": httpx_blocking,
    "httpx-http2": partial(httpx_blocking, http2=True),
}
# From several threads it fails with LocalProtocolError.
ONE_AT_A_TIME = {"httpx-http2"}
ASYNCIO: dict[str, AsyncBuilder] = {
    "unpause-asyncio": unpause_asyncio,
    "httpx-asyncio": httpx_asyncio,
    "httpx-asyncio-http2": partial(httpx_asyncio, http2=True),
    "aiohttp": aiohttp,
}


class Contestant(Protocol):
    """The interface of a contestant."""

    def run(self, calls: int, in_flight: int) -> None:
        """Make ``calls`` calls, up to ``in_flight`` of them at the same time."""

    def close(self) -> None:
        """Close the connections."""


class InThreads:
    """Drives a call that blocks: in this thread, or in several that share the work."""

    def __init__(self, call: Callable[[], None]) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self.call = call
        self.threads = ThreadPoolExecutor(POOL)

    def run(self, calls: int, in_flight: int) -> None:
        """Make the calls."""
        work = iter(range(calls))
        if in_flight == 1:
            self.lane(work)
            return
        for lane in [self.threads.submit(self.lane, work) for _ in range(in_flight)]:
            lane.result()

    def close(self) -> None:
        """End the threads; the connections end with the process."""
        self.threads.shutdown()

    def lane(self, work: Iterator[int]) -> None:
        """Call as long as there is work."""
        for _ in work:
            self.call()


class InTasks:
    """Drives a call that is awaited: in tasks that share the work."""

    def __init__(self, build: AsyncBuilder, target: Target) -> None:
        import asyncio

        self.gather = asyncio.gather
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.call = self.loop.run_until_complete(build(target, self.stack))

    def run(self, calls: int, in_flight: int) -> None:
        """Make the calls."""
        self.loop.run_until_complete(self.lanes(iter(range(calls)), in_flight))

    def close(self) -> None:
        """Close the client, which would warn otherwise."""
        self.loop.run_until_complete(self.stack.aclose())
        self.loop.close()

    async def lanes(self, work: Iterator[int], in_flight: int) -> None:
        """Make the calls in tasks."""
        await self.gather(*(self.lane(work) for _ in range(in_flight)))

    async def lane(self, work: Iterator[int]) -> None:
        """Call as long as there is work."""
        for _ in work:
            await self.call()


class InOneCall:
    """This project's ``resume_many``: all connectors in one call."""

    def __init__(self, target: Target) -> None:
        from unpause import Client

        self.client = Client(api_key=target.api_key, api_secret=target.api_secret, base_url=target.base_url)
        self.connectors = target.fleet

    def run(self, calls: int, in_flight: int) -> None:
        """Resume so many connectors."""
        report = self.client.resume_many(self.connectors[:calls], concurrency=in_flight)
        if [result.accepted is not None for result in report.results].count(True) != calls:
            raise RuntimeError(str(report))

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


class InOneJob:
    """The same on asyncio."""

    def __init__(self, target: Target) -> None:
        import asyncio

        from unpause import AsyncClient

        self.loop = asyncio.new_event_loop()
        self.client = AsyncClient(api_key=target.api_key, api_secret=target.api_secret, base_url=target.base_url)
        self.connectors = target.fleet

    def run(self, calls: int, in_flight: int) -> None:
        """Resume so many connectors."""

        async def resume() -> None:
            report = await self.client.resume_many(self.connectors[:calls], concurrency=in_flight)
            if [result.accepted is not None for result in report.results].count(True) != calls:
                raise RuntimeError(str(report))

        self.loop.run_until_complete(resume())

    def close(self) -> None:
        """Close the connections."""
        self.loop.run_until_complete(self.client.aclose())
        self.loop.close()


MANY: dict[str, Callable[[Target], Contestant]] = {"unpause-many": InOneCall, "unpause-asyncio-many": InOneJob}


def contestant(name: str, target: Target) -> Contestant:
    """Build the contestant of that name."""
    if name in MANY:
        return MANY[name](target)
    if name in BLOCKING:
        return InThreads(BLOCKING[name](target))
    return InTasks(ASYNCIO[name], target)


def measure(contestant: Contestant, calls: int, in_flight: int) -> dict[str, float]:
    """Make the calls, and report their time."""
    started, cpu_before = time.perf_counter(), time.process_time()
    contestant.run(calls, in_flight)
    seconds, cpu_after = time.perf_counter() - started, time.process_time()
    return {"seconds": seconds, "cpu_seconds": cpu_after - cpu_before}


def main() -> None:
    """Measure on request until standard input closes."""
    name, *target = sys.argv[1:]
    chosen = contestant(name, Target(*target))
    print(json.dumps({"concurrent": name not in ONE_AT_A_TIME}), flush=True)
    for line in sys.stdin:
        print(json.dumps(measure(chosen, **json.loads(line))), flush=True)
    chosen.close()


if __name__ == "__main__":
    main()
