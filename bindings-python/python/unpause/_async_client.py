"""The asyncio client."""

from __future__ import annotations

from . import _native
from ._logging import wants_attempts
from ._options import BaseClient
from ._records import Accepted, Connector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from typing_extensions import Self

    from ._mailbox import Mailbox


class AsyncClient(BaseClient):
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

    __slots__ = ("_mailbox",)

    _native: _native.AsyncioClient
    _mailbox: Callable[[], Mailbox]

    def _open(self, **options: Any) -> None:
        # Not at the top: it needs asyncio, which takes longer to import than all else that importing unpause does. And
        # not with the first call: a fork while another thread imports leaves the import locked in the child.
        from ._mailbox import mailbox

        self._mailbox = mailbox
        self._native = _native.AsyncioClient(**options)

    async def resume(
        self,
        environment_id: str,
        kafka_cluster_id: str,
        connector_name: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
    ) -> Accepted:
        """Resume a paused connector; do nothing if it is not paused.

        The service works **asynchronously**: a return means that it accepted the request (202), not that the
        connector's tasks run. Arguments, result, exceptions and retries are those of :meth:`Client.resume`.

        Args:
            environment_id: The environment's id, such as ``env-a1b2c3``.
            kafka_cluster_id: The Kafka cluster's id, such as ``lkc-x7y8z9``.
            connector_name: The connector's name, as the console shows it; not encoded.
            timeout: Seconds for one attempt of this call. Default: the client's.
            deadline: Seconds for this call with all its attempts and waits. Default: the client's.

        Returns:
            What the service said when it accepted the request.

        Raises:
            UnpauseError: One of its subclasses, as for :meth:`Client.resume`.

        Example:
            >>> accepted = await client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP

        Source: https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector

        """
        box = self._mailbox()
        address = (environment_id, kafka_cluster_id, connector_name)
        call = self._native.resume(box.native, address, (timeout, deadline), wants_attempts())
        data = await box.result(call)
        return Accepted._from_native(Connector(*address), data)

    async def aclose(self) -> None:
        """Close the connections that no call uses. New calls are refused."""
        self._native.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.aclose()
