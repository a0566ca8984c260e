"""The client for MOR against a server that answers with damage, HTTP's own included."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from random import Random

import pytest
from pydantic import SecretStr

from bot.calls.model import Account, Call, Period, Role
from bot.errors import MorError
from bot.mor.client import MorClient
from bot.mor.transport import Limits, Transport
from tests.fuzz.answers import WHOLE, WORDS, calls_answer
from tests.fuzz.mutations import mutate
from tests.fuzz.rounds import kept, rounds, seeds
from tests.support.company import NOW

_ADMIN = Account("admin", 0, Role.ADMIN)
_DAY = Period(NOW - timedelta(days=1), NOW)
_HTTP_WORDS = (
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n",
    b"HTTP/1.1 500 No\r\n",
    b"HTTP/9.9 200 OK\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: br, deflate, zstd\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Length: 7\r\n",
    b"Content-Length: -1\r\n",
    b"Set-Cookie: session=1\r\n",
    b"Location: file:///etc/passwd\r\n",
    b"X: " + b"x" * 70_000 + b"\r\n",
    b"\r\n\r\n",
    b"ffffffffffffffff\r\n",
    b"\xff: \xfe\r\n",
)


class DamagedServer:
    """Answers every request with the bytes in `answer`, and hangs up."""

    def __init__(self) -> None:
        self.answer = b""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].split()[0]
            await reader.readexactly(int(length))
            writer.write(self.answer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def _damaged(patience: float) -> AsyncIterator[tuple[DamagedServer, MorClient]]:
    server = DamagedServer()
    listening = await asyncio.start_server(server.take, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    limits = Limits(timeout=1, patience=patience, longest_seconds=2)
    transport = Transport(f"http://127.0.0.1:{port}/billing", limits)
    client = MorClient(transport, {0: SecretStr("123456")})
    async with listening, client:
        yield server, client


def _http(body: bytes, *, chunked: bool = False) -> bytes:
    if chunked:
        halves = (body[: len(body) // 2], body[len(body) // 2 :], b"")
        body = b"".join(b"%x\r\n%b\r\n" % (len(half), half) for half in halves)
        return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


async def _ask(client: MorClient) -> list[Call] | None:
    """The calls, or None for a MorError; whatever else is raised goes through."""
    found: list[Call] = []
    try:
        async with asyncio.timeout(60), aclosing(client.local_calls(_ADMIN, 5, _DAY)) as batches:
            async for batch in batches:
                found += batch
    except MorError as error:
        return None if error.code and error.text else found
    return found


async def test_inputs_that_once_failed_pass() -> None:
    async with _damaged(patience=0.03) as (server, client):
        for server.answer in seeds("mor-http"):
            await _ask(client)


@pytest.mark.parametrize("seed", range(rounds(1)))
async def test_damage_on_the_wire_is_an_error_with_a_name(seed: int) -> None:
    random = Random(seed)
    async with _damaged(patience=0.03) as (server, client):
        for _ in range(200):
            whole = _http(random.choice(WHOLE), chunked=random.random() < 0.5)
            server.answer = mutate(random, whole, (*WORDS, *_HTTP_WORDS))
            with kept("mor-http", server.answer):
                await _ask(client)


@pytest.mark.parametrize("chunked", [True, False])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
async def test_an_answer_that_was_cut_on_the_wire_is_no_short_list(
    chunked: bool, pack: type[bytes]
) -> None:
    whole = _http(pack(calls_answer(2)), chunked=chunked)
    begun = whole.index(b"\r\n\r\n") + 4  # one that has not is asked for again, which takes time
    async with _damaged(patience=20) as (server, client):
        for cut in (*range(begun, len(whole), 41), len(whole) - 1):
            server.answer = whole[:cut]
            found = await _ask(client)
            # Without the last chunk, or a byte, HTTP itself knows that something is missing.
            assert found is None, cut
        server.answer = whole
        assert len(await _ask(client) or []) == 2
