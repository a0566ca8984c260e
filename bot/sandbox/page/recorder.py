"""Listens at a server, so that the page can show what the app asked of it and what it answered."""

import time
import zlib
from collections import deque
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.page.wire import Exchange

_REMEMBERED = 200  # exchanges
_KEPT = 64 * 1024  # bytes of one body


class Recorder:
    """An ASGI application that answers as the one inside does, and remembers the latest."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: deque[Exchange] = deque(maxlen=_REMEMBERED)

    def exchanges(self) -> Sequence[Exchange]:
        """What was lately asked and answered, oldest first; of long texts the beginning."""
        return tuple(self._kept)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and remember its beginning."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.time()
        asked, answered = bytearray(), bytearray()
        head: list[str] = []

        async def receives() -> Message:
            message = await receive()
            _keep(asked, message)
            return message

        async def sends(message: Message) -> None:
            if message["type"] == "http.response.start":
                head.append(_status(message))
            _keep(answered, message)
            await send(message)

        try:
            await self._app(scope, receives, sends)
        finally:
            answer = f"{''.join(head) or 'no answer'}\n\n{_readable(bytes(answered))}"
            self._kept.append(Exchange(begun, _request(scope, bytes(asked)), answer))


def _keep(kept: bytearray, message: Message) -> None:
    kept += message.get("body", b"")[: _KEPT - len(kept)]


def _request(scope: Scope, body: bytes) -> str:
    query = scope["query_string"].decode(errors="replace")
    line = f"{scope['method']} {scope['path']}{'?' if query else ''}{query}"
    kind = Headers(scope=scope).get("content-type", "")
    return f"{line}\n{f'Content-Type: {kind}' if kind else ''}\n\n{body.decode(errors='replace')}"


def _status(message: Message) -> str:
    kind = Headers(raw=message.get("headers", [])).get("content-type", "")
    return f"{message['status']} {kind}"


def _readable(body: bytes) -> str:
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, _KEPT)
        except zlib.error:
            return "(compressed, and not readable)"
    return body.decode(errors="replace")
