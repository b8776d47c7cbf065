"""What linking an addon for Windows needs: an import library of node.exe, which Node.js publishes only for msvc."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

from process import run
from tools import python_tools


def exported_names(program: bytes) -> list[str]:
    """Read the names that a PE file exports."""

    def number(at: int, form: str = "<I") -> int:
        return int(struct.unpack_from(form, program, at)[0])

    header = number(0x3C)
    sections = header + 24 + number(header + 20, "<H")
    table = [
        (number(at + 12), number(at + 8), number(at + 20))
        for at in range(sections, sections + 40 * number(header + 6, "<H"), 40)
    ]

    def place(address: int) -> int:
        return next(raw + address - start for start, size, raw in table if start <= address < start + size)

    exports = place(number(header + 24 + 112))
    names = place(number(exports + 32))
    starts = [place(number(names + 4 * index)) for index in range(number(exports + 24))]
    return [program[start : program.index(b"\0", start)].decode() for start in starts]


def import_library(node: Path, folder: Path) -> Path:
    """Make a folder with `libnode.dll.a`, which is what napi-build looks for."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "libssp_nonshared.a").exists():
        names = [name for name in exported_names(node.read_bytes()) if name.startswith(("napi_", "node_api_"))]
        (folder / "node.def").write_text("\n".join(["LIBRARY node.exe", "EXPORTS", *names, ""]))
        (folder / "libnode.dll").touch()
        library = folder / "libnode.dll.a"
        run([python_tools() / "python-zig", "dlltool", "-m", "i386:x86-64", "-d", folder / "node.def", "-l", library])
        # The name that zig's linker looks for, and a library that Rust asks for and zig's MinGW has elsewhere.
        shutil.copy2(library, folder / "libnode.a")
        (folder / "libssp_nonshared.a").write_bytes(b"!<arch>\n")
    return folder
