"""Listens at MOR's door, so that the page can show what the app asked and what it was told."""

import zlib
from collections import deque
from collections.abc import Sequence
from time import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.page.wire import Exchange

_REMEMBERED = 50  # exchanges
_LONGEST = 64 * 1024  # bytes kept of a request or an answer


class Recorder:
    """MOR's application, with its latest exchanges kept in `exchanges`, the oldest first.

    Of long answers the beginning is kept. A request of the bot carries a hash, never a key.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: deque[Exchange] = deque(maxlen=_REMEMBERED)

    def exchanges(self) -> Sequence[Exchange]:
        """What has been asked and answered lately."""
        return tuple(self._kept)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, both ways, and keep a copy."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        at = time()
        asked, answered = bytearray(), bytearray()
        status = 0

        async def listen() -> Message:
            message = await receive()
            _keep(asked, message)
            return message

        async def repeat(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            _keep(answered, message)
            await send(message)

        try:
            await self._app(scope, listen, repeat)
        finally:
            heading = f"{scope['method']} {scope['path']}"
            request = f"{heading}\n\n{asked.decode(errors='replace')}"
            answer = f"HTTP {status}\n\n{_readable(bytes(answered))}"
            self._kept.append(Exchange(at, request, answer))


def _keep(kept: bytearray, message: Message) -> None:
    kept += message.get("body", b"")[: max(0, _LONGEST - len(kept))]


def _readable(body: bytes) -> str:
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, _LONGEST)
        except zlib.error:
            return "(not to be unpacked)"
    return body.decode(errors="replace")
