"""A real server over TLS that nobody here wrote: nginx. On one port it offers HTTP/2, too."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import authority
from contestants import HERE, Protocol
from listing import write_listing
from processes import CONNECTOR, KEY, BenchError, Target, start, watchdog

# The answers are the service's, with the headers that it documents. One process, as with the server of the plain view:
# more would compete with the client for the cores.
CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type application/json;
    client_body_temp_path {folder}/temporary;
    proxy_temp_path {folder}/temporary;
    fastcgi_temp_path {folder}/temporary;
    uwsgi_temp_path {folder}/temporary;
    scgi_temp_path {folder}/temporary;
    ssl_certificate {server};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.3;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    add_header X-Request-Id $request_id always;
    add_header X-RateLimit-Limit 100 always;
    add_header X-RateLimit-Remaining 99 always;
    add_header X-RateLimit-Reset 1 always;
    server {{
        listen 127.0.0.1:{h1} ssl;
        listen 127.0.0.1:{h2} ssl http2;
        root {folder};
        location ~ /resume$ {{ return 202; }}
        location ~ /connectors/(?<name>[^/]+)/status$ {{
            return 200 '{{"name":"$name","type":"sink","connector":{{"state":"RUNNING","worker_id":"$name"}},\
"tasks":[{{"id":0,"state":"RUNNING","worker_id":"$name"}}]}}';
        }}
        location ~ /connectors/?$ {{ rewrite ^ /listing.json break; }}
    }}
}}
"""


@contextmanager
def nginx(*, with_listing: bool = False) -> Iterator[dict[Protocol, Target]]:
    """Run nginx; yield a target for each protocol over TLS. The listing takes a second to write."""
    with tempfile.TemporaryDirectory(prefix="unpause-bench-") as name:
        folder = Path(name)
        try:
            files = authority.make(folder)
        except OSError as error:
            raise BenchError(f"no CA can be made: {error}") from error
        if with_listing:
            write_listing(folder / "listing.json")
        ports: dict[Protocol, int] = {"h1": free_port(), "h2": free_port()}
        configuration = folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder, server=files.server, key=files.key, **ports))
        command = (str(HERE / "nginx.sh"), "-p", name, "-c", str(configuration))
        process = start(command, stdin=subprocess.PIPE)
        try:
            for port in ports.values():
                wait_for(process, port)
            yield {
                protocol: Target((f"https://127.0.0.1:{port}", *KEY, *CONNECTOR), files.trust)
                for protocol, port in ports.items()
            }
        finally:
            with watchdog(process):
                process.communicate()


def free_port() -> int:
    """Find a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(process: subprocess.Popen[str], port: int) -> None:
    """Wait until somebody listens; unpacking the packages takes its time on the first run."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if process.poll() is not None:
                raise BenchError("nginx cannot be started; see above for what it said") from None
            time.sleep(0.01)
