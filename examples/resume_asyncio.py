"""Resumes connectors side by side: ``python examples/resume_asyncio.py ENVIRONMENT_ID KAFKA_CLUSTER_ID NAME...``.

Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
"""

import asyncio
import sys

from unpause import AsyncClient, UnpauseError


async def main(environment_id: str, kafka_cluster_id: str, *names: str) -> int:
    """Resume all of them at once; a failed one does not stop the others."""
    async with AsyncClient.from_env(deadline=10) as client:
        calls = (client.resume(environment_id, kafka_cluster_id, name) for name in names)
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            print(f"{type(outcome).__name__}: {outcome}", file=sys.stderr)
        else:
            print(f"accepted in {outcome.elapsed * 1e3:.1f} ms, request id {outcome.request_id}")
    return int(any(isinstance(outcome, BaseException) for outcome in outcomes))


if len(sys.argv) < 4:
    sys.exit(__doc__)
try:
    sys.exit(asyncio.run(main(*sys.argv[1:])))
except UnpauseError as error:
    sys.exit(f"{type(error).__name__}: {error}")
