"""What strangers may hold of the bot's ports."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.cli.http_server import listen, served

HALF = b"POST /said HTTP/1.1\r\nHost: bot\r\nX-Slack-Sig"
REST = b"nature: v0\r\nContent-Length: 5\r\n\r\n"


async def said(request: Request) -> Response:
    return PlainTextResponse(b"You said " + await request.body())


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr("bot.cli.http_server._SLOWEST_HEADERS", 0.2)
    listener = listen("127.0.0.1", 0, "PORT")
    async with served(Starlette(routes=[Route("/said", said, methods=["POST"])]), listener):
        yield listener.getsockname()[1]


async def hung_up(reader: asyncio.StreamReader) -> bool:
    async with asyncio.timeout(60):
        return not await reader.read()


@pytest.mark.parametrize("begun", [b"", HALF])
async def test_slow_headers_end_the_connection(port: int, begun: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(begun)
    assert await hung_up(reader)
    writer.close()


async def test_nor_are_those_of_a_second_request(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HALF + REST + b"hello")
    answer = await reader.readuntil(b"You said hello")
    assert answer.startswith(b"HTTP/1.1 200 ")
    writer.write(HALF)
    assert await hung_up(reader)
    writer.close()


async def test_a_request_whose_headers_have_come_is_not_cut_off(port: int) -> None:
    slow_reader, slow = await asyncio.open_connection("127.0.0.1", port)
    slow.write(HALF + REST)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HALF)
    assert await hung_up(reader)  # by now the other one would have been as well
    slow.write(b"hello")
    assert await slow_reader.readuntil(b"You said hello")
    for one in (slow, writer):
        one.close()


async def test_too_many_connections_are_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    del port
    monkeypatch.setattr("bot.cli.http_server._MOST_CONNECTIONS", 2)
    listener = listen("127.0.0.1", 0, "PORT")
    async with served(Starlette(routes=[Route("/said", said, methods=["POST"])]), listener):
        held = [await asyncio.open_connection(*listener.getsockname()) for _ in range(2)]
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(HALF + REST + b"hello")
        assert (await reader.readline()).startswith(b"HTTP/1.1 503 ")
        for one in (*(writer for _, writer in held), writer):
            one.close()
