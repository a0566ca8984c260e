"""The two ends of the bot, MOR and Slack, answering at once with what stands ready.

The sandbox is a referee and takes its time to judge. Here only the bot's own time is to be seen.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import parse_qs

from bot.sandbox.company import TEAM_ID

Answer = Callable[[str, bytes], bytes | Awaitable[bytes]]
"""The body of an answer, for a path and the body that came with it."""


class End(asyncio.Protocol):
    """One HTTP/1.1 connection, kept alive. Knows as much of HTTP as the bot's clients send."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._came = b""
        self._waiting: set[asyncio.Task[None]] = set()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, ended, body = self._came.partition(b"\r\n\r\n")
        if not ended:
            return
        length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        if len(body) < int(length or 0):
            return
        self._came = b""
        found = self._answer(head.split(b" ", 2)[1].decode(), body)
        if isinstance(found, bytes):
            self._send(found)
        else:
            task = asyncio.ensure_future(self._send_later(found))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def _send_later(self, coming: Awaitable[bytes]) -> None:
        self._send(await coming)

    def _send(self, body: bytes) -> None:
        kind = b"application/json" if body.startswith(b"{") else b"text/xml"
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            % (kind, len(body), body)
        )


@asynccontextmanager
async def end(answer: Answer) -> AsyncIterator[str]:
    """Serve such answers on a free port of the loopback; its address."""
    server = await asyncio.get_running_loop().create_server(lambda: End(answer), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


class Reply(NamedTuple):
    """The text of an answer, and when it was there, on `time.perf_counter`'s clock."""

    text: str
    came_at: float


class Slack:
    """Slack, as far as the bot needs it to answer: `auth.test`, `users.info`, `response_url`s."""

    def __init__(self) -> None:
        self._expected: dict[str, asyncio.Future[Reply]] = {}
        self._number = 0
        self.progress = 0  # messages that MOR is still being asked

    def response_url(self, address: str) -> tuple[str, "asyncio.Future[Reply]"]:
        """A new one at this address, and the answer that will come to it."""
        self._number += 1
        path = f"/reply/{self._number}"
        coming = asyncio.get_running_loop().create_future()
        self._expected[path] = coming
        return address + path, coming

    def answer(self, path: str, body: bytes) -> bytes:
        """What Slack says."""
        if path.startswith("/reply/"):
            return self._replied(path, body)
        method, _, asked = path.partition("?")
        if method == "/api/auth.test":
            return json.dumps(
                {"ok": True, "team_id": TEAM_ID, "user_id": "U0MORBOT1", "bot_id": "B0MORBOT1"}
            ).encode()
        (user_id,) = parse_qs(asked or body.decode())["user"]
        user = {"id": user_id, "team_id": TEAM_ID, "tz": "Europe/Vilnius", "locale": "en-GB"}
        return json.dumps({"ok": True, "user": user}).encode()

    def _replied(self, path: str, body: bytes) -> bytes:
        came_at = time.perf_counter()  # to read it takes longer than much of what is measured
        said = json.loads(body)
        if not said["blocks"]:  # only that MOR is still being asked
            self.progress += 1
        else:
            self._expected.pop(path).set_result(Reply(said["text"], came_at))
        return b"ok"
