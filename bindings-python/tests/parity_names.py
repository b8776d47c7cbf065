"""The names that every language shares, from tests/parity/names.json: calls, options, records, errors."""

from __future__ import annotations

import json
from typing import Any

import unpause
from sandbox import REPOSITORY

LISTED: dict[str, Any] = json.loads((REPOSITORY / "tests" / "parity" / "names.json").read_text())
METHODS = {"confluent_cloud": LISTED["methods"], "kafka_connect": LISTED["kafka_connect_methods"]}
JOBS = {
    "wait_until_running": "wait_options",
    "resume_and_wait": "wait_options",
    "resume_many": "resume_many_options",
    "resume_all": "resume_all_options",
}
# TimeoutError is a builtin of Python, and the timeout is that of a request.
CLASSES = {"Timeout": "RequestTimeoutError"}
ERRORS: dict[str, type[unpause.UnpauseError]] = {
    kind: getattr(unpause, CLASSES.get(kind, f"{kind}Error")) for kind in LISTED["errors"]
}
# The lists that are not the fields of a record.
OTHER_LISTS = {
    "call_options",
    "situations",
    "transport_reasons",
    "error",
    "answered",
    "methods",
    "kafka_connect_methods",
}
OTHER_LISTS |= {"token", "credentials_stages"}
RECORDS: dict[type, list[str]] = {
    getattr(unpause, name.title().replace("_", "")): fields
    for name, fields in LISTED.items()
    if isinstance(fields, list) and name not in OTHER_LISTS
}


def target(service: str, method: str) -> list[str]:
    """Get the parameters that say which connectors a call is for."""
    address: list[str] = LISTED["connector"] if service == "confluent_cloud" else LISTED["connector"][-1:]
    if method == "resume_many":
        return ["connectors"]
    return address[:-1] if method in ("list", "list_expanded", "resume_all") else address


def options(service: str, method: str) -> dict[str, Any]:
    """Get the options of a call with their defaults."""
    listed: Any = LISTED[JOBS.get(method, "call_options")]
    found = listed if isinstance(listed, dict) else dict.fromkeys(listed)
    return {**LISTED["restart_options"], **found} if (service, method) == ("kafka_connect", "restart") else found


def error_fields(kind: str) -> set[str]:
    """Get the fields of a kind of error."""
    own = LISTED["errors"][kind]
    return {*LISTED["error"], *(LISTED["answered"] if own == "answered" else own)}
