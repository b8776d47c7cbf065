"""The most memory of a job: ``memory.py JOB CONTESTANT`` and the six values of the target.

``none`` does nothing; the others are compared with it.
"""

from __future__ import annotations

import sys

from peak import peak_memory
from worker import Target, contestant

CALLS = 10_000
LANES = 64
WAITS = 1_000
LISTED = 100_000


def none(name: str, target: Target) -> None:
    """Do nothing."""


def calls(name: str, target: Target) -> None:
    """Make many calls, some of them at the same time."""
    chosen = contestant(name, target)
    chosen.run(CALLS, LANES)
    chosen.close()


def waits(name: str, target: Target) -> None:
    """Wait for many connectors at the same time; they run, but must be seen running for some seconds."""
    import asyncio

    from unpause import AsyncClient

    async def run() -> None:
        async with AsyncClient(
            api_key=target.api_key, api_secret=target.api_secret, base_url=target.base_url
        ) as client:
            connectors = target.fleet[:WAITS]
            await asyncio.gather(*(client.wait_until_running(*connector, settle=3) for connector in connectors))

    asyncio.run(run())


def list_all(name: str, target: Target) -> None:
    """List very many connectors with their statuses."""
    found = by_unpause(target) if name == "unpause" else by_requests(target)
    if found != LISTED:
        raise RuntimeError(f"listed: {found}")


def by_unpause(target: Target) -> int:
    """List by this project's client."""
    from unpause import Client

    client = Client(api_key=target.api_key, api_secret=target.api_secret, base_url=target.base_url, deadline=60)
    listed = client.list_expanded(target.environment_id, target.kafka_cluster_id)
    return len(listed)


def by_requests(target: Target) -> int:
    """List by ``requests``."""
    import requests

    path = f"/connect/v1/environments/{target.environment_id}/clusters/{target.kafka_cluster_id}/connectors"
    response = requests.get(target.base_url + path, params={"expand": "info,status,id"}, auth=target.key, timeout=60)
    listed = response.json()
    return len(listed)


JOBS = {"none": none, "calls": calls, "waits": waits, "list": list_all}

job, name, *values = sys.argv[1:]
JOBS[job](name, Target(*values))
print(peak_memory(), flush=True)
