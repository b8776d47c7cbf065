"""The asyncio client."""

from __future__ import annotations

from ._async_jobs import AsyncJobs
from ._options import publish


class AsyncClient(AsyncJobs):
    """Calls the Connect API of Confluent Cloud from asyncio.

    Takes the same options as :class:`Client`, and raises the same exceptions. Build one and keep it: it holds the
    connections. It may be used from several event loops, one after the other or in several threads, and in a forked
    child.

    Cancelling the awaiting task (``task.cancel()``, ``asyncio.wait_for``, ``asyncio.timeout``) drops the request and
    closes its connection; the service may have taken it all the same.

    Example:
        >>> import asyncio
        >>> async def main():
        ...     async with AsyncClient(api_key="KEY", api_secret="SECRET") as client:
        ...         return repr(client)
        >>> asyncio.run(main())
        "AsyncClient(base_url='https://api.confluent.cloud')"

    """

    __slots__ = ()


publish(AsyncClient)
