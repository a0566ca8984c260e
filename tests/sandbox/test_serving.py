import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.serving import _listen, serve


async def _hello(request: Request) -> Response:
    del request
    return PlainTextResponse("hello")


async def _endless(request: Request) -> Response:
    del request

    async def body() -> AsyncIterator[bytes]:
        while True:
            yield b"on and on "
            await asyncio.sleep(0)

    return StreamingResponse(body())


app = Starlette(routes=[Route("/", _hello), Route("/endless", _endless)])


async def test_an_application_answers_at_the_address_that_was_given() -> None:
    async with serve(app) as base, httpx.AsyncClient() as client:
        assert base.startswith("http://127.0.0.1:")
        assert (await client.get(base)).text == "hello"


async def test_nobody_answers_any_more_once_the_block_is_left() -> None:
    async with httpx.AsyncClient() as client:
        async with serve(app) as base:
            await client.get(base)
        with pytest.raises(httpx.ConnectError):
            await client.get(base)


async def test_leaving_cuts_an_answer_that_never_ends() -> None:
    serving = serve(app)
    base = await serving.__aenter__()
    async with httpx.AsyncClient() as client, client.stream("GET", base + "/endless") as answer:
        chunks = answer.aiter_raw()
        assert await anext(chunks)
        async with asyncio.timeout(60):
            await serving.__aexit__(None, None, None)
        with pytest.raises(httpx.RemoteProtocolError):
            async for _ in chunks:
                pass


async def test_signal_handlers_and_logging_stay_as_they_were() -> None:
    before = signal.getsignal(signal.SIGINT), logging.getLogger("uvicorn.error").handlers
    async with serve(app):
        now = signal.getsignal(signal.SIGINT), logging.getLogger("uvicorn.error").handlers
        assert now == before


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "example.com", ""])  # noqa: S104 -- refused
async def test_only_loopback_is_served(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        async with serve(app, host):
            pass


async def test_a_taken_port_is_an_os_error() -> None:
    async with serve(app) as base:
        with pytest.raises(OSError, match="in use"):
            async with serve(app, port=int(base.rpartition(":")[2])):
                pass


async def test_an_application_that_refuses_to_start_is_said_so() -> None:
    @asynccontextmanager
    async def refuse(app: Starlette) -> AsyncIterator[None]:
        del app
        raise OSError("no disk")
        yield

    with pytest.raises(RuntimeError, match="did not start"):
        async with serve(Starlette(lifespan=refuse)):
            pass


def test_a_connection_does_not_wait_for_acknowledgements() -> None:
    with (
        _listen("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as connection,
    ):
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
