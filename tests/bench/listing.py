"""A cluster with a hundred thousand connectors, as the service lists it with `expand=info,status,id`."""

from __future__ import annotations

import json
from pathlib import Path

LISTED = 100_000


def write_listing(path: Path) -> None:
    """Write the listing's document."""
    with path.open("w") as file:
        # One after the other, because a process that starts others should stay small.
        for number in range(LISTED):
            name = f"orders-sink-{number:06}"
            file.write(f'{"," if number else "{"}"{name}":{json.dumps(document(name, number))}')
        file.write("}")


def document(name: str, number: int) -> dict[str, object]:
    """Describe a connector with one task."""
    config = {"name": name, "connector.class": "S3_SINK", "kafka.auth.mode": "SERVICE_ACCOUNT", "tasks.max": "1"}
    return {
        "id": {"id": f"lcc-{number:06}", "id_type": "ID"},
        "info": {"name": name, "type": "sink", "config": config, "tasks": [{"connector": name, "task": 0}]},
        "status": {
            "name": name,
            "type": "sink",
            "connector": {"state": "RUNNING", "worker_id": name},
            "tasks": [{"id": 0, "state": "RUNNING", "worker_id": name}],
        },
    }
