"""Functions that provide tokens: where Python calls them, and what becomes of what they raise."""

from __future__ import annotations

import asyncio
import copy
import gc
import logging
import pickle
import signal
import threading
import weakref
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from functools import partial
from typing import Any

import pytest

import unpause
from conditions import until
from sandbox import Control, World
from test_processes import PREAMBLE, ends, run, start, unix
from unpause import AsyncClient, Client, ClientCredentials, CredentialsError, StsToken, Token

ADDRESS = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
GOOD = "sandbox-token"

assert PREAMBLE


class VaultError(Exception):
    pass


def fail() -> str:
    raise VaultError("the vault is sealed")


async def fail_async() -> str:
    return fail()


def test_what_the_function_raised_is_the_cause(world: World) -> None:
    with Client(token_provider=fail, base_url=world.url) as client, pytest.raises(CredentialsError) as caught:
        client.resume(*ADDRESS)
    assert type(caught.value.__cause__) is VaultError
    assert (caught.value.stage, caught.value.attempts) == ("token_provider", 0)
    assert "VaultError: the vault is sealed" in str(caught.value)


@pytest.mark.parametrize("function", [fail, fail_async])
def test_what_the_function_raised_is_the_cause_on_asyncio(world: World, function: Callable[[], Any]) -> None:
    async def main() -> None:
        async with AsyncClient(token_provider=function, base_url=world.url) as client:
            outcomes = await asyncio.gather(*(client.resume(*ADDRESS) for _ in range(4)), return_exceptions=True)
        assert all(isinstance(outcome, CredentialsError) for outcome in outcomes)
        assert {type(outcome.__cause__) for outcome in outcomes if isinstance(outcome, Exception)} == {VaultError}

    asyncio.run(main())


def test_the_calling_thread_runs_the_function(world: World) -> None:
    threads: list[int] = []

    def function() -> Token:
        threads.append(threading.get_ident())
        return Token(GOOD, expires_in=600)

    with Client(token_provider=function, base_url=world.url) as client:
        client.resume(*ADDRESS)
        client.pause(*ADDRESS)
    assert threads == [threading.get_ident()]


def test_threads_share_one_question(world: World) -> None:
    calls: list[int] = []
    go = threading.Event()

    def function() -> Token:
        calls.append(1)
        assert go.wait(30)
        return Token(GOOD, expires_in=600)

    with Client(token_provider=function, base_url=world.url) as client:
        threads = [threading.Thread(target=client.resume, args=ADDRESS) for _ in range(8)]
        for thread in threads:
            thread.start()
        go.set()
        for thread in threads:
            thread.join(30)
    assert calls == [1]
    assert world.journal()["counts"]["answered"] == 8


def test_an_async_function_runs_on_the_loop_and_a_plain_one_beside_it(world: World) -> None:
    async def main() -> None:
        here = threading.get_ident()
        seen: list[bool] = []

        async def on_the_loop() -> str:
            seen.append(threading.get_ident() == here and asyncio.get_running_loop().is_running())
            return GOOD

        def beside_it() -> str:
            seen.append(threading.get_ident() != here)
            return GOOD

        for function in (on_the_loop, beside_it):
            async with AsyncClient(token_provider=function, base_url=world.url) as client:
                await client.resume(*ADDRESS)
        assert seen == [True, True]

    asyncio.run(main())


async def give() -> str:
    return GOOD


class Giver:
    async def __call__(self) -> str:
        return GOOD

    async def give(self) -> str:
        return GOOD


@pytest.mark.parametrize("function", [give, Giver(), Giver().give, partial(give)])
def test_a_blocking_client_refuses_a_coroutine_function_when_it_is_made(function: Any) -> None:
    with pytest.raises(TypeError, match=r"^token_provider must not be async: this client blocks"):
        Client(token_provider=function)
    with pytest.raises(TypeError, match=r"^token_provider must not be async: this client blocks"):
        unpause.KafkaConnect("http://127.0.0.1:1", token_provider=function)
    with pytest.raises(TypeError, match=r"^subject_token must not be async: this client blocks"):
        Client(token_provider=StsToken("pool-a1", subject_token=function))


@pytest.mark.parametrize("function", [give, Giver(), Giver().give, partial(give)])
def test_every_coroutine_function_runs_on_asyncio(world: World, function: Any) -> None:
    async def main() -> None:
        async with AsyncClient(token_provider=function, base_url=world.url) as client:
            await client.resume(*ADDRESS)

    asyncio.run(main())


def test_an_awaitable_is_for_asyncio(world: World) -> None:
    with Client(token_provider=lambda: give(), base_url=world.url) as client, pytest.raises(CredentialsError) as caught:  # type: ignore[arg-type,return-value]
        client.resume(*ADDRESS)
    assert isinstance(caught.value.__cause__, TypeError)
    assert "asyncio" in str(caught.value)


def resume(world: World, function: Callable[[], Any]) -> None:
    with Client(token_provider=function, base_url=world.url, deadline=10) as client:
        client.resume(*ADDRESS)


def resume_on_asyncio(world: World, function: Callable[[], Any]) -> None:
    async def main() -> None:
        async with AsyncClient(token_provider=function, base_url=world.url, deadline=10) as client:
            await client.resume(*ADDRESS)

    asyncio.run(main())


FACES = pytest.mark.parametrize("call", [resume, resume_on_asyncio])


def living(life: Any) -> Token:
    """Make a token of a life that its constructor refuses."""
    token = Token("t")
    token.expires_in = life
    return token


NONSENSE = [
    None,
    7,
    b"bytes",
    ("t", 1),
    "",
    "hush \udc80",
    Token("t", -1),
    living(timedelta(seconds=900)),
    living(10**400),
]


@FACES
@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda it: ascii(getattr(it, "expires_in", it))[:30])
def test_nonsense_is_refused(world: World, call: Callable[..., None], nonsense: Any) -> None:
    calls: list[int] = []

    def function() -> Any:
        calls.append(1)
        return nonsense

    with pytest.raises(CredentialsError) as caught:
        call(world, function)
    assert calls == [1]
    assert "hush" not in f"{caught.value} {caught.value.__cause__!r}"
    assert world.journal()["requests"] == []


@pytest.mark.parametrize("life", [timedelta(seconds=900), "900"])
def test_a_life_of_a_wrong_type_is_refused(life: Any) -> None:
    with pytest.raises(TypeError, match=f"^expires_in must be a number of seconds, not {type(life).__name__}$"):
        Token("t", expires_in=life)
    assert Token("t", expires_in=Fraction(1, 2)).expires_in == 0.5  # type: ignore[arg-type]


class PoolToken(StsToken):
    """A source of a user's own class."""


def test_a_source_may_be_of_a_derived_class() -> None:
    Client(token_provider=PoolToken("pool-a1", subject_token=lambda: "t")).close()


StsTokenOfAnother = type("StsToken", (), {"identity_pool_id": "pool-a1", "subject_token": lambda self: "t"})


@pytest.mark.parametrize("wrong", [7, "a token", Token("a token"), object(), StsTokenOfAnother()])
def test_a_source_of_another_type_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="token_provider must be a callable, an StsToken or ClientCredentials"):
        Client(token_provider=wrong)


def test_cancelling_the_first_call_leaves_the_question_to_the_others(world: World) -> None:
    async def main() -> None:
        asked, go = asyncio.Event(), asyncio.Event()

        async def function() -> Token:
            asked.set()
            await go.wait()
            return Token(GOOD, expires_in=600)

        async with AsyncClient(token_provider=function, base_url=world.url) as client:
            calls = [asyncio.create_task(client.resume(*ADDRESS)) for _ in range(3)]
            await asked.wait()
            calls[0].cancel()
            go.set()
            outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert isinstance(outcomes[0], asyncio.CancelledError)
        assert all(isinstance(outcome, unpause.Accepted) for outcome in outcomes[1:])

    asyncio.run(main())


@pytest.mark.parametrize("how", ["deadline", "cancel"])
def test_a_function_that_nobody_waits_for_is_cancelled(world: World, how: str) -> None:
    running: set[int] = set()
    begun: list[int] = []

    async def hanging() -> str:
        number = len(begun)
        begun.append(number)
        running.add(number)
        try:
            await asyncio.Event().wait()
        finally:
            running.remove(number)
        return GOOD

    async def main() -> None:
        async with AsyncClient(token_provider=hanging, base_url=world.url) as client:
            for number in range(3):
                call = asyncio.ensure_future(client.resume(*ADDRESS, deadline=1 if how == "deadline" else None))
                await until(lambda number=number: running == {number})  # type: ignore[misc]
                if how == "cancel":
                    call.cancel()
                assert len(await asyncio.gather(call, return_exceptions=True)) == 1
                await until(lambda: not running)

    asyncio.run(main())
    assert begun == [0, 1, 2]


def test_a_loop_that_ends_leaves_the_question_to_another_one(world: World, caplog: pytest.LogCaptureFixture) -> None:
    asked, waits, calls = threading.Event(), threading.Event(), [0]
    caplog.set_level(5, "unpause")

    # The start of the call: what follows is that the other loop waits for the same token.
    def started(_: logging.LogRecord) -> bool:
        if threading.current_thread() is other:
            waits.set()
        return True

    async def function() -> Token:
        calls[0] += 1
        if calls[0] == 1:
            asked.set()
            await asyncio.Event().wait()
        return Token(GOOD, expires_in=600)

    client = AsyncClient(token_provider=function, base_url=world.url)

    async def abandoned() -> None:
        call = asyncio.ensure_future(client.resume(*ADDRESS))
        await asyncio.to_thread(asked.wait, 30)
        other.start()
        await asyncio.to_thread(waits.wait, 30)
        call.cancel()

    async def whole() -> None:
        await client.resume(*ADDRESS)

    other = threading.Thread(target=lambda: asyncio.run(whole()))
    logger = logging.getLogger("unpause")
    logger.addFilter(started)
    try:
        asyncio.run(abandoned())
        other.join(30)
    finally:
        logger.removeFilter(started)
    assert waits.is_set()
    assert not other.is_alive()
    assert calls == [2]


def test_the_function_may_use_another_client(world: World) -> None:
    inner = Client(token=GOOD, base_url=world.url)

    def function() -> str:
        inner.resume(*ADDRESS)
        return GOOD

    with Client(token_provider=function, base_url=world.url) as client:
        client.resume(*ADDRESS)


def test_the_context_of_a_call_is_not_that_of_the_function(world: World) -> None:
    from contextvars import ContextVar

    request: ContextVar[str] = ContextVar("request", default="none")
    seen: list[str] = []

    async def function() -> str:
        seen.append(request.get())
        return GOOD

    async def main() -> None:
        async with AsyncClient(token_provider=function, base_url=world.url) as client:
            request.set("the first request's")
            await client.resume(*ADDRESS)

    asyncio.run(main())
    assert seen == ["none"]


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_client_that_its_function_refers_to_is_collected(kind: type) -> None:
    class App:
        def __init__(self) -> None:
            self.client = kind(token_provider=self.token)

        def token(self) -> str:
            return GOOD

    app = App()
    client, app_ref = weakref.ref(app.client), weakref.ref(app)
    del app
    gc.collect()
    assert (client(), app_ref()) == (None, None)


def test_secrets_do_not_show_and_are_not_pickled() -> None:
    for value in (
        Token("hush-token", 900),
        ClientCredentials("https://idp.example.com/token", "me", "hush-secret"),
        StsToken("pool-a1", client_credentials=ClientCredentials("https://idp.example.com/token", "me", "hush-secret")),
    ):
        assert "hush" not in f"{value!r} {value}"
        for forbidden in (pickle.dumps, copy.copy):
            with pytest.raises(TypeError, match="holds a secret"):
                forbidden(value)


def test_no_token_is_in_a_traceback(world: World) -> None:
    with Client(token_provider=lambda: Token("hush-hush-token", 600), base_url=world.url) as client:
        with pytest.raises(unpause.UnauthorizedError) as caught:
            client.resume(*ADDRESS)
        frames = []
        step = caught.value.__traceback__
        while step is not None:
            frames += [repr(value) for value in step.tb_frame.f_locals.values() if value is not caught]
            step = step.tb_next
    assert not any("hush" in shown for shown in frames), frames


def test_ctrl_c_in_the_function_ends_the_call_alone(world: World) -> None:
    out = run(
        world,
        """
        asked, waits, calls = threading.Event(), threading.Event(), []

        def started(_):
            if threading.current_thread() is other:
                waits.set()
            return True

        def function():
            calls.append(threading.current_thread() is threading.main_thread())
            if len(calls) == 1:
                asked.set()
                time.sleep(60)
            return "sandbox-token"

        client = Client(token_provider=function, base_url=URL)
        import logging

        logging.getLogger("unpause").setLevel(5)
        logging.getLogger("unpause").addFilter(started)
        other = threading.Thread(target=lambda: (asked.wait(), client.resume(*ADDRESS)))
        killer = threading.Thread(target=lambda: (waits.wait(), os.kill(os.getpid(), signal.SIGINT)))
        other.start()
        killer.start()
        try:
            client.resume(*ADDRESS)
        except KeyboardInterrupt:
            other.join(30)
            print(calls, other.is_alive())
        """,
    )
    assert out == "[True, False] False\n"


def test_an_interrupted_call_that_has_taken_the_question_leaves_it_to_another_one(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(5, "unpause")
    calls: list[threading.Thread] = []
    waits = threading.Event()

    def function() -> Token:
        calls.append(threading.current_thread())
        return Token(GOOD, expires_in=600)

    # A filter, because a handler holds a lock, which the other thread would wait for.
    def interrupt(_: logging.LogRecord) -> bool:
        if threading.current_thread() is not other:
            other.start()
            assert waits.wait(30)
            raise KeyboardInterrupt
        waits.set()
        return True

    logger = logging.getLogger("unpause")
    with Client(token_provider=function, base_url=world.url, deadline=10) as client:
        other = threading.Thread(target=client.resume, args=ADDRESS)
        logger.addFilter(interrupt)
        try:
            with pytest.raises(KeyboardInterrupt):
                client.resume(*ADDRESS)
        finally:
            logger.removeFilter(interrupt)
        other.join(30)
    assert calls == [other]


@unix
def test_a_forked_child_asks_for_itself(world: World) -> None:
    run(
        world,
        """
        def function():
            return "sandbox-token"

        client = Client(token_provider=function, base_url=URL)
        client.resume(*ADDRESS)
        child = os.fork()
        if child == 0:
            client.resume(*ADDRESS)
            os._exit(0)
        ends_well(child)
        client.resume(*ADDRESS)
        """,
    )


@unix
def test_a_fork_inside_the_function(world: World) -> None:
    run(
        world,
        """
        def function():
            child = os.fork()
            if child == 0:
                os._exit(0)
            ends_well(child)
            return "sandbox-token"

        Client(token_provider=function, base_url=URL).resume(*ADDRESS)
        """,
    )


def test_a_program_ends_while_a_question_is_open(world: World) -> None:
    process = start(
        world,
        """
        async def function():
            asked.set()
            await asyncio.sleep(60)

        async def main():
            global asked
            asked = asyncio.Event()
            client = AsyncClient(token_provider=function, base_url=URL)
            call = asyncio.ensure_future(client.resume(*ADDRESS))
            await asked.wait()

        asyncio.run(main())
        print("ended")
        """,
    )
    assert ends(process) == "ended\n"


def test_ctrl_c_while_a_question_is_open_on_asyncio(control: Control) -> None:
    with control.world(main={}) as world:
        process = start(
            world,
            """
            async def function():
                print("asked", flush=True)
                await asyncio.sleep(60)

            async def main():
                async with AsyncClient(token_provider=function, base_url=URL) as client:
                    await client.resume(*ADDRESS)

            try:
                asyncio.run(main())
            except KeyboardInterrupt:
                print("interrupted")
            """,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        process.send_signal(signal.SIGINT)
        assert ends(process) == "interrupted\n"
