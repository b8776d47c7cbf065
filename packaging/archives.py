"""Archives whose bytes depend on nothing but their files."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path


def pack(folder: Path, archive: Path, time: int) -> Path:
    """Pack a folder, with its own name as the first part of every path."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = packed.gettarinfo(path, f"{folder.name}/{path.relative_to(folder)}")
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime, entry.mode = time, 0o755 if entry.mode & 0o100 else 0o644
            packed.addfile(entry, io.BytesIO(path.read_bytes()))
    with archive.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=time) as packed_file:
        packed_file.write(content.getvalue())
    return archive
