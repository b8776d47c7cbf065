"""The sources of tokens of the cases: a function with a script, or a source that the library has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import unpause

Given = str | dict[str, Any]
KEYS = {"token", "expires_in", "error", "after", "reenters"}


class ScriptError(Exception):
    """What a scripted function raises."""


class Function:
    """The function of a case. It counts its calls."""

    def __init__(self) -> None:
        self.calls = 0
        self.client: Any = None

    def blocking(self, script: list[Given]) -> Any:
        def function() -> str | unpause.Token:
            given = self.next(script)
            if isinstance(given, str):
                return given
            # It may take its time, but the calling thread is not free meanwhile.
            time.sleep(given.get("after", 0))
            if given.get("reenters"):
                self.client.list(*self.cluster())
            return token(given)

        return function

    def asyncio(self, script: list[Given]) -> Any:
        import asyncio

        async def function() -> str | unpause.Token:
            given = self.next(script)
            if isinstance(given, str):
                return given
            await asyncio.sleep(given.get("after", 0))
            if given.get("reenters"):
                await self.client.list(*self.cluster())
            return token(given)

        return function

    def cluster(self) -> tuple[str, ...]:
        return () if "KafkaConnect" in type(self.client).__name__ else ("env-a1b2c3", "lkc-x7y8z9")

    def next(self, script: list[Given]) -> Given:
        given = script[min(self.calls, len(script) - 1)]
        self.calls += 1
        assert isinstance(given, str) or given.keys() <= KEYS, given
        return given

    def source(self, spec: dict[str, Any], *, is_blocking: bool) -> Any:
        """Make the `token_provider` of a case."""
        make = self.blocking if is_blocking else self.asyncio
        [(kind, about)] = spec.items()
        if kind == "gives":
            return make(about)
        if kind == "client_credentials":
            return unpause.ClientCredentials(**about)
        assert kind == "sts", kind
        options = dict(about)
        if "subject_token" in options:
            options["subject_token"] = make(options["subject_token"]["gives"])
        if "client_credentials" in options:
            options["client_credentials"] = unpause.ClientCredentials(**options["client_credentials"])
        return unpause.StsToken(**options)


def token(given: dict[str, Any]) -> unpause.Token:
    """Make the token of a script, or raise its error."""
    if "error" in given:
        raise ScriptError(given["error"])
    return unpause.Token(given["token"], given.get("expires_in"))


def secrets(spec: Any) -> Iterator[str]:
    """Find everything in a source that must not show."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in ("token", "client_secret"):
                yield value
            elif key == "gives":
                yield from (given for given in value if isinstance(given, str))
                yield from secrets(value)
            else:
                yield from secrets(value)
    elif isinstance(spec, list):
        for part in spec:
            yield from secrets(part)
