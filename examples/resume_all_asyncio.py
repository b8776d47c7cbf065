"""Resumes everything that is paused in a cluster, and waits until it runs, on asyncio.

``python examples/resume_all_asyncio.py ENVIRONMENT_ID KAFKA_CLUSTER_ID``, with tqdm installed. Credentials come from
CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
"""

import asyncio
import sys

from tqdm import tqdm

from unpause import AsyncClient, Report, UnpauseError


async def resume_all(environment_id: str, kafka_cluster_id: str) -> Report:
    """Show a bar during the work. Other tasks could run, too."""
    async with AsyncClient.from_env() as client:
        job = client.resume_all(environment_id, kafka_cluster_id, wait=True)
        with tqdm(unit="connector", leave=False) as bar:
            async for progress in job:
                bar.total = progress.counts.total
                bar.set_postfix_str(progress.result.connector.connector_name, refresh=False)
                bar.update(progress.counts.done - bar.n)
        return await job


if len(sys.argv) != 3:
    sys.exit(__doc__)
try:
    report = asyncio.run(resume_all(*sys.argv[1:]))
except UnpauseError as error:
    sys.exit(f"{type(error).__name__}: {error}")

print(report)
for failure in report.failures:
    print(f"{failure.connector}: {failure.error}")
sys.exit(report.counts.failed > 0)
