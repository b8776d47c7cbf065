"""The names that every language shares, from tests/parity/names.json: calls, options, records, errors."""

from __future__ import annotations

import json
import re
from typing import Any

import unpause
from sandbox import REPOSITORY

LISTED: dict[str, Any] = json.loads((REPOSITORY / "tests" / "parity" / "names.json").read_text())
METHODS = {"confluent_cloud": LISTED["methods"], "kafka_connect": LISTED["kafka_connect_methods"]}
# How a job's name begins or ends, and the list of its options.
JOB_FORMS = {
    r"wait_until(_running)?|\w+_and_wait": "wait_options",
    r"\w+_many": "many_options",
    r"\w+_all": "all_options",
}
JOBS = {
    method: listed
    for method in LISTED["kafka_connect_methods"]
    for form, listed in JOB_FORMS.items()
    if re.fullmatch(form, method)
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
OTHER_LISTS |= {"token", "credentials_stages", "desired_states", "many_operations", "left_out_reasons"}
# Of a report, methods; all other names of records are fields.
SAVING = {"to_json", "from_json"}
RECORDS: dict[type, list[str]] = {
    getattr(unpause, name.title().replace("_", "")): [field for field in fields if field not in SAVING]
    for name, fields in LISTED.items()
    if isinstance(fields, list) and name not in OTHER_LISTS
}


def target(service: str, method: str) -> list[str]:
    """Get the parameters that say which connectors a call is for."""
    address: list[str] = LISTED["connector"] if service == "confluent_cloud" else LISTED["connector"][-1:]
    if method.endswith("_many"):
        return ["connectors"]
    if method == "wait_until":
        return [*address, "state"]
    return address[:-1] if method in ("list", "list_expanded") or method.endswith("_all") else address


def options(service: str, method: str) -> dict[str, Any]:
    """Get the options of a call with their defaults."""
    listed: Any = LISTED[JOBS.get(method, "call_options")]
    found = listed if isinstance(listed, dict) else dict.fromkeys(listed)
    has_scope = service == "kafka_connect" and method.startswith("restart")
    return {**LISTED["restart_options"], **found} if has_scope else found


def error_fields(kind: str) -> set[str]:
    """Get the fields of a kind of error."""
    own = LISTED["errors"][kind]
    return {*LISTED["error"], *(LISTED["answered"] if own == "answered" else own)}
