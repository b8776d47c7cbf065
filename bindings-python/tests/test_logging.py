"""The records for `logging`, without secrets."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from conditions import block_until
from sandbox import Control, World
from unpause import AsyncClient, Client, CredentialsError, RateLimitedError, RetryPolicy, Token, UnpauseError

ADDRESS = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
QUICK = RetryPolicy(base=0.01)
ONCE_BUSY = {"answers": [{"status": 503}]}


def blocking(world: World, **options: object) -> None:
    with Client(base_url=world.url, retry=QUICK, **options) as client:  # type: ignore[arg-type]
        client.resume(*ADDRESS)


def on_asyncio(world: World, **options: object) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=world.url, retry=QUICK, **options) as client:  # type: ignore[arg-type]
            await client.resume(*ADDRESS)

    asyncio.run(main())


Call = Callable[..., None]
FACES = pytest.mark.parametrize("call", [blocking, on_asyncio])


@FACES
def test_attempts_and_waits_are_logged_in_order(control: Control, caplog: pytest.LogCaptureFixture, call: Call) -> None:
    caplog.set_level(logging.DEBUG, "unpause")
    with control.world(main=ONCE_BUSY) as world:
        call(world, token="sandbox-token")
    lines = [
        (record.levelname, record.name, record.getMessage()) for record in caplog.records if record.name == "unpause"
    ]
    assert [line[0] for line in lines] == ["DEBUG", "WARNING", "DEBUG"]
    first, wait, last = (line[2] for line in lines)
    assert first.startswith(
        "resume env-a1b2c3/lkc-x7y8z9/orders-sink: attempt 1: 503 Service Unavailable, request id req-1"
    )
    assert "503 Service Unavailable; waiting 0.0" in wait
    assert wait.endswith("s before attempt 2 of 4")
    assert "attempt 2: 202" in last


@FACES
def test_records_have_fields(control: Control, caplog: pytest.LogCaptureFixture, call: Call) -> None:
    caplog.set_level(logging.DEBUG, "unpause")
    with control.world(main=ONCE_BUSY) as world:
        call(world, token="sandbox-token")
    fields = ("connector", "attempt", "status", "request_id")
    shown = [[getattr(record, name) for name in fields] for record in caplog.records if record.name == "unpause"]
    named = "env-a1b2c3/lkc-x7y8z9/orders-sink"
    assert shown == [[named, 1, 503, "req-1"], [named, 1, None, None], [named, 2, 202, "req-2"]]


@FACES
def test_a_field_of_the_programs_own_stays(
    control: Control, caplog: pytest.LogCaptureFixture, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Own(logging.LogRecord):
        request_id = None

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.request_id = "own"

    logging.setLogRecordFactory(Own)
    try:
        with control.world(main=ONCE_BUSY) as world:
            call(world, token="sandbox-token")
    finally:
        logging.setLogRecordFactory(logging.LogRecord)
    assert [getattr(record, "request_id") for record in caplog.records if record.name == "unpause"] == ["own"]  # noqa: B009


@FACES
def test_below_debug_each_call_starts_and_ends_and_every_record_has_its_number(
    control: Control, caplog: pytest.LogCaptureFixture, call: Call
) -> None:
    caplog.set_level(5, "unpause")
    with control.world(main=ONCE_BUSY) as world:
        call(world, token="sandbox-token")
    records = [record for record in caplog.records if record.name == "unpause"]
    assert [record.levelno for record in records] == [5, 10, 30, 10, 5]
    (number,) = {vars(record)["call"] for record in records}
    start, end = records[0].getMessage(), records[-1].getMessage()
    assert start == f"resume env-a1b2c3/lkc-x7y8z9/orders-sink: call {number} starts"
    assert f"call {number} ends: done, 2 attempt(s), " in end


@FACES
def test_by_default_only_waits_are_logged(control: Control, caplog: pytest.LogCaptureFixture, call: Call) -> None:
    with control.world(main=ONCE_BUSY) as world:
        call(world, token="sandbox-token")
    assert [record.levelname for record in caplog.records if record.name == "unpause"] == ["WARNING"]


@pytest.mark.parametrize(("level", "shown"), [("INFO", ["INFO"]), ("WARNING", [])])
def test_a_hold_is_logged_at_info(
    control: Control, caplog: pytest.LogCaptureFixture, level: str, shown: list[str]
) -> None:
    caplog.set_level(level, "unpause")
    busy = {"status": 429, "headers": {"retry-after": "1"}}
    once = RetryPolicy(max_attempts=1)
    with (
        control.world(main={"answers": [busy]}) as world,
        Client(token="sandbox-token", base_url=world.url, retry=once) as client,
    ):
        with pytest.raises(RateLimitedError):
            client.resume(*ADDRESS)
        client.resume(*ADDRESS)
    records = [record for record in caplog.records if record.name == "unpause"]
    assert [record.levelname for record in records] == shown
    assert all("rate limited by the service, waiting" in record.getMessage() for record in records)


@pytest.mark.parametrize(
    ("fails", "level", "line"),
    [(True, "WARNING", "ValueError: the vault is sealed"), (False, "INFO", "the token was renewed, for 3 s")],
)
def test_a_renewal_that_failed_is_a_warning_and_one_that_succeeded_is_not(
    control: Control, caplog: pytest.LogCaptureFixture, fails: bool, level: str, line: str
) -> None:
    caplog.set_level("INFO", "unpause")
    calls: list[int] = []

    def function() -> Token:
        calls.append(1)
        if fails and len(calls) % 2 == 0:
            raise ValueError("the vault is sealed")
        return Token("sandbox-token", expires_in=3)

    def renewed() -> bool:
        # On a slow machine the token may end before a call comes that renews it early.
        with contextlib.suppress(CredentialsError):
            client.resume(*ADDRESS)
        return bool(caplog.records)

    # Slow enough for a renewal to end beside an attempt.
    slow = {"status": 202, "delay": 0.1, "times": 0}
    with (
        control.world(main={"answers": [slow]}) as world,
        Client(token_provider=function, base_url=world.url) as client,
    ):
        block_until(renewed)
    (record,) = caplog.records
    assert record.levelname == level
    assert line in record.getMessage()


@FACES
def test_a_handler_that_raises_does_not_fail_the_call(
    control: Control, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise RuntimeError("a broken handler")

    seen: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: seen.append(unraisable.exc_value))
    logger = logging.getLogger("unpause")
    logger.addHandler(handler := Broken())
    try:
        with control.world(main=ONCE_BUSY) as world:
            call(world, token="sandbox-token")
    finally:
        logger.removeHandler(handler)
    assert [str(one) for one in seen] == ["a broken handler"]


@FACES
@pytest.mark.parametrize(
    "answer", [{"status": 503, "headers": {"retry-after": "60"}}, {"status": 404}, {"status": 202}]
)
def test_ctrl_c_while_a_record_is_logged_is_not_lost(
    control: Control, call: Call, answer: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "unpause")

    class Pressed(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise KeyboardInterrupt

    logger = logging.getLogger("unpause")
    logger.addHandler(handler := Pressed())
    try:
        with control.world(main={"answers": [answer]}) as world, pytest.raises(KeyboardInterrupt):
            call(world, token="sandbox-token")
    finally:
        logger.removeHandler(handler)


def test_a_handler_may_make_calls_of_its_own(control: Control, world: World) -> None:
    class Calling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            with Client(token="sandbox-token", base_url=world.url) as other:
                other.resume(*ADDRESS)

    logger = logging.getLogger("unpause")
    logger.addHandler(handler := Calling())
    try:
        with control.world(main=ONCE_BUSY) as busy:
            blocking(busy, token="sandbox-token")
    finally:
        logger.removeHandler(handler)
    assert len(world.journal()["requests"]) == 1


@FACES
@pytest.mark.parametrize(
    "options",
    [
        {"api_key": "SANDBOX-KEY", "api_secret": "hush-hush-secret"},
        {"token": "hush-hush-token"},
        {"token": "hush-hush-token", "headers": {"x-gateway-token": "hush-hush-header"}},
    ],
)
def test_no_secret_in_logs_tracebacks_or_reprs(
    control: Control, caplog: pytest.LogCaptureFixture, call: Call, options: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = {
        "status": 401,
        "json": {"error": {"code": 401, "message": "bad: hush-hush-secret hush-hush-token hush-hush-header"}},
    }
    with (
        control.world(main={"answers": [{"status": 503}, echo]}) as world,
        pytest.raises(UnpauseError) as raised,
    ):
        call(world, **options)
    error = raised.value
    shown = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    shown += caplog.text + repr(error) + repr(vars(error)) + repr(Client(base_url="https://h", **options))
    given = [
        value
        for value in [options.get("api_secret"), options.get("token"), *options.get("headers", {}).values()]
        if value
    ]
    assert "401" in shown
    assert [secret for secret in given if secret in shown] == []
