"""Resumes everything that is paused on self-managed Kafka Connect, and waits until it runs.

``python examples/kafka_connect.py BASE_URL``, such as ``http://127.0.0.1:8083``. If the workers ask for credentials,
give ``KafkaConnect`` a ``username`` and ``password``, or a ``token``.
"""

import sys

from unpause import KafkaConnect, UnpauseError

if len(sys.argv) != 2:
    sys.exit(__doc__)
try:
    with KafkaConnect(sys.argv[1]) as connect:
        report = connect.resume_all(wait=True, on_progress=print)
except UnpauseError as error:
    sys.exit(f"{type(error).__name__}: {error}")

print(report)
for failure in report.failures:
    print(f"{failure.connector}: {failure.error}")
sys.exit(report.counts.failed > 0)
