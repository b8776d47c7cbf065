"""The public names of the Swift package against names.json; reads the symbol graph that the compiler makes of it.

``swift.py FILE``, where FILE is what ``swift package dump-symbol-graph`` writes: ``Unpause.symbols.json``.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

LISTED: dict[str, Any] = json.loads((Path(__file__).parent / "names.json").read_text())
# Swift's own names: what an answered error carries is one struct, and so is each of the others.
STRUCTS = {
    "InvalidRequest": "InvalidRequestFailure",
    "Configuration": "ConfigurationFailure",
    "Timeout": "TimeoutFailure",
    "Transport": "TransportFailure",
    "Internal": "InternalFailure",
}


def swift(name: str) -> str:
    """Give a name in Swift's case: ``kafka_cluster_id`` is ``kafkaClusterID``."""
    first, *rest = name.split("_")
    return first + "".join({"id": "ID", "url": "URL"}.get(word, word.capitalize()) for word in rest)


def names(listed: Any) -> set[str]:
    """Give the listed names in Swift's case."""
    return {swift(name) for name in listed}


class Package:
    """What the compiler says is public."""

    def __init__(self, graph: dict[str, Any]) -> None:
        self.symbols = [(symbol["pathComponents"], symbol) for symbol in graph["symbols"]]

    def members(self, type_name: str, kind: str) -> dict[str, dict[str, Any]]:
        """Give the members of a type by name."""
        return {
            path[1]: symbol
            for path, symbol in self.symbols
            if len(path) == 2 and path[0] == type_name and symbol["kind"]["identifier"] == kind
        }

    def properties(self, type_name: str) -> set[str]:
        """Give a type's stored or computed values, but for what every type or error of the package has."""
        common = {"description", "debugDescription", "customMirror", "message", "errorDescription", "failureReason"}
        return set(self.members(type_name, "swift.property")) - common - {"recoverySuggestion"}


def documented(symbol: dict[str, Any]) -> str:
    """Give a symbol's comment on one line."""
    return " ".join(line["text"] for line in symbol.get("docComment", {}).get("lines", []))


def default_of(symbol: dict[str, Any]) -> object:
    """Give the default that a comment tells, in seconds where it is a time."""
    said = re.search(r"Default (?:`([^`]+)`|([\d.,]+\d|\d+)( s)?)", documented(symbol))
    return None if said is None else said[1] or float(said[2])


def differences(package: Package) -> list[str]:
    """Compare everything; one line for each difference."""
    lines: list[str] = []

    def same(what: str, seen: set[str], expected: set[str]) -> None:
        if seen != expected:
            lines.append(f"{what}: only in Swift {sorted(seen - expected)}, missing {sorted(expected - seen)}")

    # `onEvent` is how one listens here.
    options = package.members("ClientOptions", "swift.property")
    same("ClientOptions", package.properties("ClientOptions"), names(LISTED["client_options"]) | {"onEvent"})
    same("RetryPolicy", package.properties("RetryPolicy"), names(LISTED["retry_policy"]))
    same("Connector", package.properties("Connector"), names(LISTED["connector"]))
    same("Accepted", package.properties("Accepted"), names(LISTED["accepted"]))
    same("RateLimit", package.properties("RateLimit"), names(LISTED["rate_limit"]))
    for name, default in LISTED["client_options"].items():
        if isinstance(default, (int, float, str)) and not isinstance(default, bool):
            told = default_of(options.get(swift(name), {}))
            if told != default:
                lines.append(f"ClientOptions.{swift(name)}: the default is told as {told}, and is {default}")

    same("UnpauseError", set(package.members("UnpauseError", "swift.enum.case")), cases())
    for kind, own in LISTED["errors"].items():
        struct = "APIFailure" if own == "answered" else STRUCTS[kind]
        fields = names([*LISTED["error"], *(LISTED["answered"] if own == "answered" else own)])
        same(struct, package.properties(struct), fields)

    labels = ":".join(swift(name) for name in LISTED["connector"] + LISTED["call_options"])
    for method in LISTED["methods"]:
        if f"{method}({labels}:)" not in package.members("Client", "swift.method"):
            lines.append(f"Client.{method}({labels}:) is missing")
    return lines


def cases() -> set[str]:
    """Give the names of the enum's cases, with their one associated value."""
    return {f"{kind[0].lower()}{kind[1:]}(_:)" for kind in LISTED["errors"]}


def main() -> int:
    """Print the differences; 1 if there are any."""
    found = differences(Package(json.loads(Path(sys.argv[1]).read_text())))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"Swift parity: {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
