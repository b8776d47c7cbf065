"""Takes the build machine's paths out of the SBOM in a wheel, so that a wheel is the same from any folder."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

from platforms import ROOT


def without_paths(wheel: Path) -> None:
    """Write the wheel again, with a neutral folder in the SBOM and the new hash in RECORD."""
    with zipfile.ZipFile(wheel) as packed:
        members = [(entry, packed.read(entry)) for entry in packed.infolist()]
    changed: dict[str, bytes] = {}
    for entry, content in members:
        if "/sboms/" in entry.filename:
            changed[entry.filename] = content.replace(f"file://{ROOT}".encode(), b"file:///unpause")
    with zipfile.ZipFile(wheel, "w") as packed:
        for entry, content in members:
            if entry.filename.endswith(".dist-info/RECORD"):
                content = record(content.decode(), changed).encode()
            packed.writestr(entry, changed.get(entry.filename, content), zipfile.ZIP_DEFLATED, 9)


def record(text: str, changed: dict[str, bytes]) -> str:
    """Put the new hashes and sizes into RECORD."""
    lines = []
    for line in text.splitlines():
        name = line.split(",")[0]
        if name in changed:
            digest = base64.urlsafe_b64encode(hashlib.sha256(changed[name]).digest()).decode().rstrip("=")
            line = f"{name},sha256={digest},{len(changed[name])}"
        lines.append(line)
    return "\n".join(lines) + "\n"
