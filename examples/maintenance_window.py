"""A maintenance window: pauses a cluster's connectors, and later resumes exactly those, and restarts what failed.

``python examples/maintenance_window.py pause ENVIRONMENT_ID KAFKA_CLUSTER_ID``, and after the work the same with
``resume``; tomorrow, if need be. In between the report is in the file that MAINTENANCE_WINDOW names, by default
``paused.json``. Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
"""

import os
import sys
from pathlib import Path

from unpause import Client, Report, UnpauseError

SAVED = Path(os.environ.get("MAINTENANCE_WINDOW", "paused.json"))


def pause(client: Client, environment_id: str, kafka_cluster_id: str) -> list[Report]:
    """Pause all, wait until their tasks stand still, and save which ones this has paused."""
    paused = client.pause_all(environment_id, kafka_cluster_id, wait=True, on_progress=print)
    SAVED.write_text(paused.to_json(), encoding="utf-8")
    return [paused]


def resume(client: Client, environment_id: str, kafka_cluster_id: str) -> list[Report]:
    """Resume exactly those that were paused, wait until they run, and restart what has failed."""
    paused = Report.from_json(SAVED.read_text(encoding="utf-8"))
    resumed = client.resume_many(paused, wait=True, on_progress=print)
    restarted = client.restart_all(environment_id, kafka_cluster_id, wait=True, on_progress=print)
    return [resumed, restarted]


STEPS = {"pause": pause, "resume": resume}

if len(sys.argv) != 4 or sys.argv[1] not in STEPS:
    sys.exit(__doc__)
try:
    with Client.from_env() as client:
        reports = STEPS[sys.argv[1]](client, *sys.argv[2:])
except UnpauseError as error:
    sys.exit(f"{type(error).__name__}: {error}")

for report in reports:
    print(report)
    for failure in report.failures:
        print(f"{failure.connector}: {failure.error}")
sys.exit(not all(report.ok for report in reports))
