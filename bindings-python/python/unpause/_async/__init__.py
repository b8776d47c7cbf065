"""The asyncio clients. After a change run ``make format``, which generates the blocking clients in ``_sync``."""
