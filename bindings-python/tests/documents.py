"""The results of calls as plain documents, which cases describe."""

from __future__ import annotations

from typing import Any

import unpause
from parity_names import ERRORS, RECORDS, error_fields

KINDS = {error: kind for kind, error in ERRORS.items()}
ERROR_FIELDS = set().union(*map(error_fields, ERRORS))


class Document(dict[str, Any]):
    """A document with every possible field: a field that is missing is a mistake in the case."""


def document(value: Any) -> Any:
    """Turn a record, an exception, or several of them into plain data."""
    if type(value) in RECORDS:
        return Document({name: document(getattr(value, name)) for name in RECORDS[type(value)]})
    if isinstance(value, unpause.UnpauseError):
        fields = {name: document(getattr(value, name, None)) for name in ERROR_FIELDS}
        # The exact class, not a base of it.
        return Document({**fields, "kind": KINDS[type(value)], "message": str(value)})
    if isinstance(value, (list, tuple)):
        return [document(one) for one in value]
    return value
