"""Connectors for tests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rest import Reply, Rest
from waiting import wait_until

Config = dict[str, str]

FILE = "org.apache.kafka.connect.file.FileStream"
MIRROR = "org.apache.kafka.connect.mirror.MirrorSourceConnector"
BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter"
RUNNING_SECONDS = 30
DELETED_TOGETHER = 8

# Valid parts of names: a space, MirrorMaker's arrow, letters beyond ASCII, and characters with a meaning in URLs.
ODD_NAMES = (
    "a name",
    "east->west.MirrorSourceConnector",
    "größe-Ω-日本-🦀",
    "what?",
    "a#b",
    "a+b",
    "a;b=c",
    "a&b=c",
    "a..b",
    "..a",
    'a "quote"',
    "[a]|~*",
)

# A worker creates connectors with these names, and then refuses them in every path, in any encoding. Such a connector
# cannot even be deleted: a test that creates one needs a cluster of its own.
UNREACHABLE_NAMES = ("a/b", "100%", "a%2Fb", "a\\b")
REFUSED_LETTERS = "/%\\"


def file_source(file: Path, topic: str, partitions: int = 1) -> Config:
    """Read the lines of a file into a topic, which it creates with `partitions` partitions. It always has one task."""
    return {
        "connector.class": f"{FILE}SourceConnector",
        "tasks.max": "1",
        "file": str(file),
        "topic": topic,
        "topic.creation.default.partitions": str(partitions),
        "topic.creation.default.replication.factor": "1",
    }


def file_sink(file: Path, topic: str, tasks: int = 1) -> Config:
    """Append the records of a topic to a file, with `tasks` tasks. Those without a partition run, too."""
    return {"connector.class": f"{FILE}SinkConnector", "tasks.max": str(tasks), "file": str(file), "topics": topic}


def failing_sink(folder: Path, topic: str, tasks: int = 1) -> Config:
    """Write into a missing folder: each task fails. Once the folder exists, a restart revives them."""
    return file_sink(folder / "sink.txt", topic, tasks)


def mirror(bootstrap: str, topics: str, tasks: int = 1) -> Config:
    """Copy topics within the one cluster, as `copy.<topic>`. At most one task for each partition."""
    return {
        "connector.class": MIRROR,
        "tasks.max": str(tasks),
        "source.cluster.alias": "copy",
        "target.cluster.alias": "main",
        "source.cluster.bootstrap.servers": bootstrap,
        "target.cluster.bootstrap.servers": bootstrap,
        "topics": topics,
        # Bytes as they are; the worker's own converter would write the name of Java's array.
        "key.converter": BYTES,
        "value.converter": BYTES,
        "replication.factor": "1",
        "offset-syncs.topic.replication.factor": "1",
        # It looks for new topics only once, when it starts: later it would change its tasks.
        "refresh.topics.enabled": "false",
        "sync.topic.acls.enabled": "false",
    }


def create(rest: Rest, name: str, config: Config, state: str = "RUNNING") -> Reply:
    """Create a connector in this initial state: RUNNING, or since Kafka 3.7 PAUSED or STOPPED."""
    initial = {} if state == "RUNNING" else {"initial_state": state}
    return rest.send("POST", "/connectors", {"name": name, "config": config, **initial})


def create_many(rest: Rest, names: list[str], config: Config, state: str = "PAUSED") -> None:
    """Create many connectors of the same kind; returns when each is in this state.

    A connector that is created PAUSED has no tasks until its first resume.
    """
    for name in names:
        reply = create(rest, name, config, state)
        assert reply.status == 201, reply
    seconds = RUNNING_SECONDS + len(names)
    assert wait_until(lambda: all_are(rest, names, state), seconds), f"they are not {state}"


def all_are(rest: Rest, names: list[str], state: str) -> bool:
    """Whether these connectors and all of their tasks are in this state. A running connector has at least one task."""
    reply = rest.send("GET", "/connectors?expand=status")
    return reply.status == 200 and all(is_in_state(reply.document.get(name), state) for name in names)


def delete_all(rest: Rest) -> None:
    """Delete all connectors, several at a time, because they then share a rebalance."""
    with ThreadPoolExecutor(DELETED_TOGETHER) as pool:
        list(pool.map(lambda name: _delete(rest, name), rest.send("GET", "/connectors").document))


def _delete(rest: Rest, name: str) -> None:
    assert wait_until(lambda: rest.on("DELETE", name).status in {204, 404}, RUNNING_SECONDS), f"{name} is still there"


def is_in_state(listed: dict[str, dict[str, object]] | None, state: str) -> bool:
    """Whether a connector of an expanded list, and all of its tasks, are in this state."""
    if listed is None:
        return False
    status = listed["status"]
    connector, tasks = status["connector"], status["tasks"]
    assert isinstance(connector, dict)
    assert isinstance(tasks, list)
    has_tasks = bool(tasks) or state != "RUNNING"
    return connector["state"] == state and has_tasks and all(task["state"] == state for task in tasks)
