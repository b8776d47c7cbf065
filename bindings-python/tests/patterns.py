"""The patterns of tests/cases/README.md: compares a value with the expectation of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents import Document

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "min": lambda value, bound: value is not None and value >= bound,
    "max": lambda value, bound: value is not None and value <= bound,
    "contains": lambda value, parts: value is not None and all(part in value for part in parts),
    "lacks": lambda value, parts: value is not None and not any(part in value for part in parts),
    "starts": lambda value, start: value is not None and value.startswith(start),
    "length": lambda value, pattern: value is not None and not mismatches(len(value.encode()), pattern),
    "present": lambda value, wanted: (value is not None) is wanted,
}


def mismatches(value: Any, pattern: Any, at: str = "") -> list[str]:
    """Return one line for each mismatch, none if all matches."""
    if isinstance(pattern, list) and isinstance(value, list) and len(value) == len(pattern):
        pairs = enumerate(zip(value, pattern, strict=True))
        return [line for number, (one, part) in pairs for line in mismatches(one, part, f"{at}[{number}]")]
    if not isinstance(pattern, dict):
        same = value == pattern and isinstance(value, bool) is isinstance(pattern, bool)
        return [] if same else [f"{at}: expected {pattern!r}, got {value!r}"]
    if OPERATORS.keys() & pattern.keys():
        unknown = pattern.keys() - OPERATORS.keys()
        assert not unknown, f"{at}: unknown operators {unknown}"
        return [
            f"{at}: expected {name} {operand!r}, got {value!r}"
            for name, operand in pattern.items()
            if not OPERATORS[name](value, operand)
        ]
    if value is None:
        return [f"{at}: expected fields, got nothing"]
    return [line for name, part in pattern.items() for line in mismatches(field(value, name, at), part, f"{at}.{name}")]


def field(value: Any, name: str, at: str) -> Any:
    """Get a field. A document must have it; another dictionary may lack it, which means null."""
    assert isinstance(value, dict), f"{at}: {value!r} has no fields"
    assert name in value or not isinstance(value, Document), f"{at}: there is no field {name!r}"
    return value.get(name)
