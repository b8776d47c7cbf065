"""The asyncio client."""

from __future__ import annotations

from ._async_jobs import AsyncJobs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self


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

    async def aclose(self) -> None:
        """Close the connections that no call uses. New calls are refused."""
        self._native.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.aclose()
