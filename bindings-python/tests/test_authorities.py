"""Certificate authorities from the environment. Each test runs a program of its own, with an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import Control, World

VARIABLES = {"REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"}
PROGRAM = """
import sys
from unpause import Client
url, *ca_bundle = sys.argv[1:]
try:
    client = Client(token="sandbox-token", base_url=url, ca_bundle=ca_bundle[0] if ca_bundle else None)
    print(client.resume("env-a1b2c3", "lkc-x7y8z9", "orders-sink").attempts)
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def secure(control: Control) -> Iterator[World]:
    with control.world(main={"tls": True}) as world:
        yield world


def bundle(world: World) -> str:
    return str(world.servers["main"]["ca_bundle"])


def said(world: World, *ca_bundle: str, **environment: str) -> str:
    command = [sys.executable, "-c", PROGRAM, world.url, *ca_bundle]
    own = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    done = subprocess.run(command, env={**own, **environment}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_requests_ca_bundle(secure: World) -> None:
    assert said(secure, REQUESTS_CA_BUNDLE=bundle(secure)) == "1"
    assert "TLS failed" in said(secure, REQUESTS_CA_BUNDLE="")


def test_requests_ca_bundle_may_be_a_folder(secure: World, tmp_path: Path) -> None:
    tmp_path.joinpath("company.0").write_text(Path(bundle(secure)).read_text())
    tmp_path.joinpath("notes.txt").write_text("no certificate")
    assert said(secure, REQUESTS_CA_BUNDLE=str(tmp_path)) == "1"


def test_ssl_cert_file(secure: World) -> None:
    assert said(secure, SSL_CERT_FILE=bundle(secure)) == "1"


def test_ssl_cert_dir(secure: World, tmp_path: Path) -> None:
    tmp_path.joinpath("company.pem").write_text(Path(bundle(secure)).read_text())
    assert said(secure, SSL_CERT_DIR=str(tmp_path)) == "1"


def test_the_order(secure: World, control: Control) -> None:
    missing = {"REQUESTS_CA_BUNDLE": "/no/such/file.pem"}
    # The option wins over the variable, and the variable over those of OpenSSL.
    assert said(secure, bundle(secure), **missing) == "1"
    assert said(secure, SSL_CERT_FILE="/no/such/file.pem", REQUESTS_CA_BUNDLE=bundle(secure)) == "1"
    refused = said(secure, SSL_CERT_FILE=bundle(secure), **missing)
    assert refused.startswith("ConfigurationError")
    assert "REQUESTS_CA_BUNDLE /no/such/file.pem cannot be read" in refused
    assert "unset it" in refused
    # Nothing is read that is not needed.
    with control.world(main={}) as plain:
        assert said(plain, **missing) == "1"
