"""Resumes everything that is paused in a cluster, and waits until it runs.

``python examples/resume_all.py ENVIRONMENT_ID KAFKA_CLUSTER_ID``, with tqdm installed. Credentials come from
CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET. Ctrl-C stops it, and the traceback says how far it came.
"""

import sys

from tqdm import tqdm

from unpause import Client, ManyProgress, UnpauseError

if len(sys.argv) != 3:
    sys.exit(__doc__)
try:
    with Client.from_env() as client, tqdm(unit="connector", leave=False) as bar:

        def show(progress: ManyProgress) -> None:
            """Move the bar."""
            bar.total = progress.counts.total
            bar.set_postfix_str(progress.result.connector.connector_name, refresh=False)
            bar.update(progress.counts.done - bar.n)

        report = client.resume_all(*sys.argv[1:], wait=True, on_progress=show)
except UnpauseError as error:
    sys.exit(f"{type(error).__name__}: {error}")

print(report)
for failure in report.failures:
    print(f"{failure.connector}: {failure.error}")
sys.exit(report.counts.failed > 0)
