"""A registry for npm on this machine, which has the packages of a folder and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote


def packument(url: str, package: Path) -> dict[str, Any]:
    """Make the document that a registry gives of a package that has one version."""
    with tarfile.open(package) as packed:
        file = packed.extractfile("package/package.json")
        assert file is not None
        about = json.load(file)
    content = package.read_bytes()
    about["dist"] = {
        "tarball": f"{url}/-/{package.name}",
        "shasum": hashlib.sha1(content).hexdigest(),
        "integrity": f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}",
    }
    version = about["version"]
    times = {"created": "2026-01-01T00:00:00.000Z", version: "2026-01-01T00:00:00.000Z"}
    return {"name": about["name"], "dist-tags": {"latest": version}, "versions": {version: about}, "time": times}


@contextmanager
def registry(folder: Path) -> Iterator[str]:
    """Serve the packages of a folder; gives the registry's address."""
    documents: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = documents.get(unquote(self.path.split("?")[0]))
            self.send_response(404 if body is None else 200)
            is_package = self.path.endswith(".tgz")
            self.send_header("Content-Type", "application/octet-stream" if is_package else "application/json")
            self.send_header("Content-Length", str(len(body or b"{}")))
            self.end_headers()
            self.wfile.write(body or b"{}")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        for package in folder.glob("*.tgz"):
            about = packument(url, package)
            documents[f"/{about['name']}"] = json.dumps(about).encode()
            documents[f"/-/{package.name}"] = package.read_bytes()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield url
        server.shutdown()
