"""The public names of the Swift package against names.json; reads the compiler's symbol graph of the package.

``swift.py FILE``, where FILE is the ``Unpause.symbols.json`` of ``swift package dump-symbol-graph``.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

LISTED: dict[str, Any] = json.loads((Path(__file__).parent / "names.json").read_text())
# Swift's own names: all answered errors share one struct, and each of the others has its own.
STRUCTS = {
    "InvalidRequest": "InvalidRequestFailure",
    "Configuration": "ConfigurationFailure",
    "Credentials": "CredentialsFailure",
    "Timeout": "TimeoutFailure",
    "Transport": "TransportFailure",
    "ConnectorFailed": "ConnectorFailure",
    "WaitTimeout": "WaitTimeoutFailure",
    "Internal": "InternalFailure",
}
CLUSTER = LISTED["connector"][:2]
# The arguments of each call, and its options; `_` has no label.
Calls = dict[str, tuple[list[str], list[str]]]
CALLS: Calls = {
    **dict.fromkeys(("resume", "pause", "restart", "status"), (LISTED["connector"], ["call_options"])),
    "wait_until": ([*LISTED["connector"], "state"], ["wait_options"]),
    **dict.fromkeys(
        ("wait_until_running", "resume_and_wait", "pause_and_wait", "restart_and_wait"),
        (LISTED["connector"], ["wait_options"]),
    ),
    **dict.fromkeys(("list", "list_expanded"), (CLUSTER, ["call_options"])),
    **dict.fromkeys(("resume_many", "pause_many", "restart_many"), (["_"], ["many_options"])),
    **dict.fromkeys(("resume_all", "pause_all", "restart_all"), (CLUSTER, ["all_options"])),
}
KAFKA_CONNECT_CALLS: Calls = {
    **dict.fromkeys(("resume", "pause", "stop", "status"), (["_"], ["call_options"])),
    "restart": (["_"], ["restart_options", "call_options"]),
    "wait_until": (["_", "state"], ["wait_options"]),
    **dict.fromkeys(
        ("wait_until_running", "resume_and_wait", "pause_and_wait", "stop_and_wait"), (["_"], ["wait_options"])
    ),
    "restart_and_wait": (["_"], ["restart_options", "wait_options"]),
    **dict.fromkeys(("list", "list_expanded"), ([], ["call_options"])),
    **dict.fromkeys(("resume_many", "pause_many", "stop_many"), (["_"], ["many_options"])),
    "restart_many": (["_"], ["restart_options", "many_options"]),
    **dict.fromkeys(("resume_all", "pause_all", "stop_all"), ([], ["all_options"])),
    "restart_all": ([], ["restart_options", "all_options"]),
}
CLIENTS = [("Client", CALLS, "methods"), ("KafkaConnect", KAFKA_CONNECT_CALLS, "kafka_connect_methods")]
OPTIONS = {"ClientOptions": "client_options", "KafkaConnectOptions": "kafka_connect_options"}
# The fields of each record, and its name here.
RECORDS = {
    "retry_policy": "RetryPolicy",
    "token": "Token",
    "sts_token": "StsToken",
    "client_credentials": "ClientCredentials",
    "connector": "Connector",
    "accepted": "Accepted",
    "rate_limit": "RateLimit",
    "connector_status": "ConnectorStatus",
    "task_status": "TaskStatus",
    "listed_connector": "ListedConnector",
    "restarting": "Restarting",
    "wait_result": "WaitResult",
    "wait_progress": "WaitProgress",
    "connector_result": "ConnectorResult",
    "report_counts": "ReportCounts",
    "many_progress": "ManyProgress",
    "report": "Report",
    "left_out": "LeftOut",
}
# The cases of each enum, and its name here.
ENUMS = {
    "credentials_stages": "CredentialsStage",
    "transport_reasons": "TransportReason",
    "situations": "Situation",
    "desired_states": "DesiredState",
    "many_operations": "ManyOperation",
    "left_out_reasons": "LeftOutReason",
}
# What a report computes, and what reads and writes it: a method and an initializer here.
COMPUTED = {"ok", "failures", "changed"}
JSON = {"to_json": ("swift.method", "toJSON()"), "from_json": ("swift.init", "init(json:)")}


def swift(name: str) -> str:
    """Return a name in Swift's spelling: ``kafka_cluster_id`` is ``kafkaClusterID``."""
    if name == "_":
        return name
    first, *rest = name.split("_")
    return first + "".join({"id": "ID", "url": "URL"}.get(word, word.capitalize()) for word in rest)


def names(listed: Any) -> set[str]:
    """Return the listed names in Swift's spelling."""
    return {swift(name) for name in listed}


class Package:
    """The public symbols, as the compiler lists them."""

    def __init__(self, graph: dict[str, Any]) -> None:
        self.symbols = [(symbol["pathComponents"], symbol) for symbol in graph["symbols"]]

    def members(self, type_name: str, kind: str) -> dict[str, dict[str, Any]]:
        """Return the members of a type by name; of overloads the one that tells of its parameters."""
        return {
            path[1]: symbol
            for path, symbol in sorted(self.symbols, key=lambda one: "- Parameters:" in documented(one[1]))
            if len(path) == 2 and path[0] == type_name and symbol["kind"]["identifier"] == kind
        }

    def takes_a_report(self, client: str) -> set[str]:
        """Return the methods of a client that take a `Report` in place of connectors."""
        return {
            path[1].partition("(")[0]
            for path, symbol in self.symbols
            if path[0] == client
            and "_ report: Report" in "".join(part["spelling"] for part in symbol["declarationFragments"])
        }

    def properties(self, type_name: str) -> set[str]:
        """Return the stored and computed values of a type, without those that Swift's protocols ask for."""
        return set(self.members(type_name, "swift.property")) - {"description", "debugDescription", "customMirror"}


def documented(symbol: dict[str, Any]) -> str:
    """Return the comment of a symbol on one line."""
    return " ".join(line["text"].strip() for line in symbol.get("docComment", {}).get("lines", []))


def parameters(symbol: dict[str, Any]) -> dict[str, str]:
    """Return the comment on each parameter of a method."""
    told = documented(symbol).partition("- Parameters:")[2].partition("- Returns:")[0]
    return dict(re.findall(r"- (\w+): (.*?)(?= - \w+: |$)", told))


def default_of(told: str) -> object:
    """Return the default in a comment, in seconds if it is a time."""
    said = re.search(r"Default (?:`([^`]+)`|([\d.,]+\d|\d+)( s)?)", told)
    return None if said is None else said[1] or float(said[2])


def written(default: object) -> object:
    """Return a listed default as a comment writes it."""
    if isinstance(default, bool):
        return str(default).lower()
    return ", ".join(default) if isinstance(default, list) else default


def differences(package: Package) -> list[str]:
    """Compare everything; one line for each difference."""
    lines: list[str] = []

    def same(what: str, seen: set[str], expected: set[str]) -> None:
        if seen != expected:
            lines.append(f"{what}: only in Swift {sorted(seen - expected)}, missing {sorted(expected - seen)}")

    def same_defaults(what: str, told_of: dict[str, str], listed: dict[str, Any]) -> None:
        for name, default in listed.items():
            told = default_of(told_of.get(swift(name), ""))
            if told != written(default):
                lines.append(f"{what}: the default of {swift(name)} is told as {told}, and is {default}")

    def made_of(what: str, fields: set[str]) -> None:
        labels = [init[len("init(") : -len(":)")].split(":") for init in package.members(what, "swift.init")]
        # An argument without a label may be any field.
        if not any(len(given) == len(fields) and set(given) - {"_"} <= fields for given in labels):
            lines.append(f"{what}: no public initializer of {sorted(fields)}")

    for client, listed in OPTIONS.items():
        # `onEvent` is Swift's way to listen.
        same(client, package.properties(client), names(LISTED[listed]) | {"onEvent"})
        options = {name: documented(symbol) for name, symbol in package.members(client, "swift.property").items()}
        same_defaults(client, options, plain_defaults(listed))
    for listed, record in RECORDS.items():
        fields = names(set(LISTED[listed]) - set(JSON))
        same(record, package.properties(record), fields)
        made_of(record, fields - (COMPUTED if listed == "report" else set()))
    for listed, enum in ENUMS.items():
        same(enum, set(package.members(enum, "swift.enum.case")), names(LISTED[listed]))
    for listed, (kind, name) in JSON.items():
        if listed not in LISTED["report"] or name not in package.members("Report", kind):
            lines.append(f"Report: {name} is missing, or names.json does not list {listed}")
    for event, fields in LISTED["events"].items():
        same(event, package.properties(f"{event.title()}Event"), names(fields))
    same("UnpauseError", set(package.members("UnpauseError", "swift.enum.case")), cases())
    for kind, own in LISTED["errors"].items():
        struct = "APIFailure" if own == "answered" else STRUCTS[kind]
        fields = names([*LISTED["error"], *(LISTED["answered"] if own == "answered" else own)])
        # The message is elsewhere the text of the error itself. All details share the computed summary.
        shared = package.properties("UnpauseFailure") - package.properties(struct)
        same(struct, (package.properties(struct) | shared) - {"underlying"}, fields | {"message"})
        made_of(struct, package.properties(struct) - ({"connector"} if kind == "Configuration" else set()))

    for client, calls, listed in CLIENTS:
        same(f"the calls of {client}", set(calls), set(LISTED[listed]))
        methods = package.members(client, "swift.method")
        same(f"reports of {client}", package.takes_a_report(client), names(n for n in calls if n.endswith("_many")))
        same(client, set(methods), {signature for name in calls for signature in signatures(calls, name)})
        for name, (_, groups) in calls.items():
            told_of = parameters(methods.get(signatures(calls, name)[0], {}))
            for group in groups:
                if isinstance(LISTED[group], dict):
                    same_defaults(f"{client}.{swift(name)}", told_of, LISTED[group])
    if "parse(_:)" not in package.members("Connector", "swift.type.method"):
        lines.append("Connector.parse(_:) is missing")
    return lines


def plain_defaults(options: str) -> dict[str, Any]:
    """Return the options of a client whose default is in the comment: numbers and texts."""
    return {name: default for name, default in LISTED[options].items() if type(default) in (int, float, str)}


def signatures(calls: Calls, call: str) -> list[str]:
    """Return the signatures of a call: with the parts of the address and, if it has a connector, with a `Connector`."""
    address, groups = calls[call]
    options = [option for group in groups for option in LISTED[group]]
    parts = LISTED["connector"]
    forms = [address, ["_", *address[3:]]] if address[:3] == parts else [address]
    return [f"{swift(call)}({':'.join(map(swift, [*form, *options]))}:)" for form in forms]


def cases() -> set[str]:
    """Return the names of the enum's cases, with their one associated value."""
    return {f"{kind[0].lower()}{kind[1:]}(_:)" for kind in LISTED["errors"]}


def main() -> int:
    """Print the differences; 1 if there are any."""
    found = differences(Package(json.loads(Path(sys.argv[1]).read_text())))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"Swift parity: {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
