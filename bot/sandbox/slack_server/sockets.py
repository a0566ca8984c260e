"""Socket Mode: the app connects, and gets its payloads as envelopes over WebSockets.

aiohttp serves it on a port of its own, because uvicorn is installed without WebSockets.
"""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSMsgType, web

from bot.sandbox.slack_server.model import APP_ID, Json
from bot.sandbox.slack_server.timeline import Feed, WorkspaceClock

ACK_SECONDS = 3
_TICKET_SECONDS = 30

Retry = tuple[int, str]
"""The number of a retry, from 1, and its reason: `http_timeout`, `http_error`, …"""

RequestKind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app answered. `status` is 0 without an answer. `seconds` is how long it took.

    `problem` is empty, or the error that Slack shows: `operation_timeout` or `dispatch_failed`.
    """

    status: int
    body: str
    seconds: float
    problem: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """The body as a JSON object. Empty if it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


class Sockets:
    """The app's connections. They take turns with the envelopes."""

    def __init__(self, clock: WorkspaceClock, feed: Feed) -> None:
        self._clock = clock
        self._feed = feed
        self._runner: web.AppRunner | None = None
        self._address = ""
        self._tickets: dict[str, float] = {}
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self.in_use = False  # whether the app ever asked for a connection
        self.heartbeat = 10.0
        """Real seconds between pings. A connection is dropped after half of it without a pong.

        Apps expect pings too: some of Slack's own SDKs reconnect after 30 s without one.
        """

    @property
    def connected(self) -> int:
        """The number of open connections."""
        return len(self._open)

    async def start(self, host: str) -> None:
        """Listen on a free port of `host`."""
        app = web.Application()
        app.router.add_get("/link", self._connection)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, 0)
        await site.start()
        shown = f"[{host}]" if ":" in host else host
        self._address = f"ws://{shown}:{self._runner.addresses[0][1]}/link"

    async def close(self) -> None:
        """Close every connection and stop listening."""
        for socket in list(self._open):
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def new_address(self) -> str:
        """Return an address to connect to, valid once and for half a minute."""
        self.in_use = True
        ticket = secrets.token_urlsafe(18)
        self._tickets[ticket] = self._clock.now() + _TICKET_SECONDS
        return f"{self._address}?ticket={ticket}&app_id={APP_ID}"

    async def send(self, kind: RequestKind, payload: Json, retry: Retry | None) -> Ack:
        """Send an envelope to one connection, and wait three seconds for its acknowledgement."""
        begun = self._clock.now()
        if not self._open:
            return Ack(0, "", 0, "dispatch_failed")
        envelope_id = secrets.token_hex(16)
        answer = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            number, reason = retry or (0, "")
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        try:
            await self._deliver(envelope)
            said = await self._clock.within(ACK_SECONDS, answer)
        except TimeoutError:
            return Ack(0, "", self._clock.now() - begun, "operation_timeout")
        except ConnectionError:
            return Ack(0, "", self._clock.now() - begun, "dispatch_failed")
        finally:
            del self._waiting[envelope_id]
        body = json.dumps(said["payload"]) if said.get("payload") else ""
        return Ack(200, body, self._clock.now() - begun, "", {"content-type": "application/json"})

    async def _deliver(self, envelope: Json) -> None:
        """Send an envelope to the next connection, and drop those that are dead.

        Raises ConnectionError if none is left.
        """
        while self._open:
            socket = self._open.pop(0)
            try:
                await socket.send_json(envelope)
            except ConnectionError:
                continue
            self._open.append(socket)
            return
        raise ConnectionError("no connection is left")

    async def ask_to_leave(self, reason: str = "refresh_requested") -> None:
        """Tell the oldest connection that it will close. It gets no more envelopes."""
        socket = self._open.pop(0)
        host = {"host": "sandbox"}
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": host})

    async def _connection(self, request: web.Request) -> web.StreamResponse:
        expires = self._tickets.pop(request.query.get("ticket", ""), 0)
        if expires < self._clock.now():
            return web.Response(status=403, text="invalid ticket")
        socket = web.WebSocketResponse(heartbeat=self.heartbeat)
        await socket.prepare(request)
        self._open.append(socket)
        self._feed.wake()
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._open),
                "debug_info": {"host": "sandbox", "approximate_connection_time": 3600},
                "connection_info": {"app_id": APP_ID},
            }
        )
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            if socket in self._open:
                self._open.remove(socket)
            self._feed.wake()
        return socket

    def _acknowledged(self, text: str) -> None:
        try:
            said: Any = json.loads(text)
        except ValueError:
            return
        envelope = said.get("envelope_id") if isinstance(said, dict) else None
        waiting = self._waiting.get(envelope) if isinstance(envelope, str) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(said)
