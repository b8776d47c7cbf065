"""Resumes one connector: ``python examples/resume.py ENVIRONMENT_ID KAFKA_CLUSTER_ID CONNECTOR_NAME``.

Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
"""

import sys

from unpause import Client, UnpauseError

if len(sys.argv) != 4:
    sys.exit(__doc__)
try:
    with Client.from_env(deadline=10) as client:
        accepted = client.resume(*sys.argv[1:4])
except UnpauseError as error:
    sys.exit(f"{type(error).__name__}: {error}")

print(f"accepted in {accepted.elapsed * 1e3:.1f} ms, request id {accepted.request_id}")
