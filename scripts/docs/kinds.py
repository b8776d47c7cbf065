"""The names of an error's kind in each language, for its page."""

from __future__ import annotations

import json
import re
from pathlib import Path

# Python and Node.js avoid names of the language's own.
CLASSES = {"Timeout": "RequestTimeoutError"}
ALSO = {
    "InvalidRequest": "ValueError",
    "Timeout": "TimeoutError",
    "WaitTimeout": "TimeoutError",
    "Transport": "ConnectionError",
}


def class_name(kind: str) -> str:
    """Return the name in Python and Node.js."""
    return CLASSES.get(kind, f"{kind}Error")


def names_table(root: Path, kind: str) -> str:
    """Draw the table. Fails for a page that is no kind."""
    names = json.loads((root / "tests" / "parity" / "names.json").read_text())
    fields = names["errors"][kind]
    own = names["answered"] if fields == "answered" else fields
    python = class_name(kind)
    lower = kind[0].lower() + kind[1:]
    code = "ERR_UNPAUSE_" + re.sub(r"(?<!^)(?=[A-Z])", "_", kind).upper()
    also = f", also a `{ALSO[kind]}`" if kind in ALSO else ""
    rows = [
        "| | |",
        "|---|---|",
        f"| Python | `{python}`{also} |",
        f"| Node.js | `{python}`, code `{code}` |",
        f"| Swift | `UnpauseError.{lower}` |",
        f"| Rust | `ErrorKind::{kind}` |",
        f"| fields, beside those of every error | {', '.join(f'`{name}`' for name in own) or 'none'} |",
    ]
    return "\n".join(rows)


def kinds(root: Path) -> list[str]:
    """Return all kinds."""
    return list(json.loads((root / "tests" / "parity" / "names.json").read_text())["errors"])
