"""A maintenance window: pauses a cluster's connectors, later resumes exactly those, and restarts what has failed.

``python examples/maintenance_window.py pause ENVIRONMENT_ID KAFKA_CLUSTER_ID [FILE]``, and after the work ``resume``.
Both wait until it is done. The file (``paused.json``) keeps the report of the pause meanwhile; any language of Unpause
reads it. Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
"""

import sys
from pathlib import Path

from unpause import Client, Report, UnpauseError


def pause(client: Client, environment_id: str, kafka_cluster_id: str, file: Path) -> list[Report]:
    """Pause all, wait until their tasks stand still, and save which ones this has paused."""
    if file.exists():
        sys.exit(f"{file} is the report of another window: resume that first, or name another file.")
    try:
        paused = client.pause_all(environment_id, kafka_cluster_id, wait=True)
    except KeyboardInterrupt as interrupt:
        # What was paused by then must be resumed, too.
        paused = getattr(interrupt, "report")  # noqa: B009 - no type says that it is there
    file.write_text(paused.to_json(), encoding="utf-8")
    return [paused]


def resume(client: Client, environment_id: str, kafka_cluster_id: str, file: Path) -> list[Report]:
    """Resume exactly those that were paused, wait until they run, and restart what has failed."""
    if not file.exists():
        sys.exit(f"{file} is not there: pause first, or name the file of the pause.")
    paused = Report.from_json(file.read_text(encoding="utf-8"))
    resumed = client.resume_many(paused, wait=True)
    restarted = client.restart_all(environment_id, kafka_cluster_id, wait=True)
    if resumed.counts.accepted == resumed.counts.total:
        file.unlink()
    return [resumed, restarted]


STEPS = {"pause": pause, "resume": resume}

if len(sys.argv) not in {4, 5} or sys.argv[1] not in STEPS:
    sys.exit(__doc__)
step, environment_id, kafka_cluster_id, *file = sys.argv[1:]
try:
    with Client.from_env() as client:
        reports = STEPS[step](client, environment_id, kafka_cluster_id, Path(*file or ["paused.json"]))
except UnpauseError as error:
    sys.exit(f"{type(error).__name__}: {error}")

for report in reports:
    print(f"{report.operation}: {report}")
    for failure in report.failures:
        print(f"{failure.connector}: {failure.error}")
sys.exit(not all(report.ok for report in reports))
