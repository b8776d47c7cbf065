"""A CA of the benchmark's own, made for each run, and the variables by which each client trusts it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

# Where systems keep their authorities.
SYSTEM = (
    Path("/etc/ssl/certs/ca-certificates.crt"),
    Path("/etc/pki/tls/certs/ca-bundle.crt"),
    Path("/etc/ssl/cert.pem"),
)

EXTENSIONS = "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"


@dataclass(frozen=True)
class Authority:
    """The files of the CA and of its server.

    Attributes:
        certificate: The CA's.
        bundle: The system's authorities, and the CA: what a client reads that trusts the system.
        server: The server's certificate.
        key: The server's key.
    """

    certificate: Path
    bundle: Path
    server: Path
    key: Path

    @property
    def trust(self) -> dict[str, str]:
        """The variables by which clients trust the CA in addition to the authorities that they trust anyway."""
        bundle = str(self.bundle)
        return {
            "SSL_CERT_FILE": bundle,
            "REQUESTS_CA_BUNDLE": bundle,
            # It has a list of its own, as large as the system's.
            "NODE_EXTRA_CA_CERTS": str(self.certificate),
        }


def make(folder: Path) -> Authority:
    """Make a CA and the certificate of a server on loopback."""
    files = Authority(folder / "ca.pem", folder / "bundle.pem", folder / "server.pem", folder / "server.key")
    key, request, extensions = (folder / name for name in ("ca.key", "server.csr", "extensions"))
    extensions.write_text(EXTENSIONS)
    new = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    sign = ["x509", "-req", "-days", "2", "-CAcreateserial"]
    openssl(*new, "-x509", "-days", "2", "-subj", "/CN=unpause-bench", "-keyout", key, "-out", files.certificate)
    openssl(*new, "-subj", "/CN=127.0.0.1", "-keyout", files.key, "-out", request)
    signed = ("-in", request, "-extfile", extensions, "-out", files.server)
    openssl(*sign, "-CA", files.certificate, "-CAkey", key, *signed)
    system = next((path.read_text() for path in SYSTEM if path.exists()), "")
    files.bundle.write_text(system + files.certificate.read_text())
    return files


def openssl(*arguments: str | Path) -> None:
    """Run the command; what it says is shown only if it fails."""
    done = subprocess.run(("openssl", *arguments), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise OSError(f"openssl {arguments[0]} failed: {done.stdout}")
