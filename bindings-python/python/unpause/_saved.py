"""A report that was made by hand, as the document that the core reads. All others have the core's own."""

from __future__ import annotations

from ._errors import BY_KIND, TransportError, UnpauseError
from ._plain import Plain
from ._records import Connector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def document(value: object) -> Any:
    """Return the value as a saved report has it. The core ignores keys that it does not know."""
    if isinstance(value, Connector):
        # Self-managed Kafka Connect has no ids.
        return {name: part for name, part in value._asdict().items() if part}
    if isinstance(value, UnpauseError):
        return _error(value)
    if isinstance(value, Plain):
        return {name: document(getattr(value, name)) for name in value.__match_args__}
    if isinstance(value, (list, tuple)):
        return [document(one) for one in value]
    return value


def _error(error: UnpauseError) -> dict[str, Any]:
    # Only what was set: the message names the number of attempts, for example, if there is one.
    fields = {name: document(value) for name, value in vars(error).items() if name in error._names()}
    if isinstance(error, TransportError):
        fields["transport_reason"] = fields.pop("reason", None)
    return {**fields, "kind": _kind(error), "reason": error.summary}


def _kind(error: UnpauseError) -> str:
    # The class itself, or the nearest one that it derives from.
    kinds = {made: kind for kind, made in BY_KIND.items()}
    return next((kinds[base] for base in type(error).__mro__ if base in kinds), "Internal")
