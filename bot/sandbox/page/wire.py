"""What went over the wire for a message: Slack's requests, MOR's answers, the blocks."""

import json
import time
import zlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as AsgiMessage

from bot.sandbox.page.untrusted import child
from bot.sandbox.slack_server.model import Channel, Json, Message
from bot.sandbox.slack_server.outbound import SentRequest
from bot.sandbox.slack_server.workspace import Workspace

_REMEMBERED = 200  # exchanges
_KEPT = 64 * 1024  # bytes of one body
_LONGEST = 20_000  # characters of one text
_ANSWERS_WITHIN = 120  # seconds within which a message answers a request


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request to MOR and its answer, as text. `at` is when it came, in Unix seconds."""

    at: float
    request: str
    answer: str


@dataclass(frozen=True, slots=True)
class WireSection:
    """A text with a heading and a remark."""

    heading: str
    remark: str
    text: str


class Recorder:
    """An ASGI application that passes requests on to another and remembers the latest."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: deque[Exchange] = deque(maxlen=_REMEMBERED)

    def exchanges(self) -> Sequence[Exchange]:
        """Return the latest exchanges, oldest first. Long texts are cut."""
        return tuple(self._kept)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and remember its beginning."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.time()
        asked, answered = bytearray(), bytearray()
        head: list[str] = []

        async def receives() -> AsgiMessage:
            message = await receive()
            _append(asked, message)
            return message

        async def sends(message: AsgiMessage) -> None:
            if message["type"] == "http.response.start":
                head.append(_status(message))
            _append(answered, message)
            await send(message)

        try:
            await self._app(scope, receives, sends)
        finally:
            answer = f"{''.join(head) or 'no answer'}\n\n{_readable(bytes(answered))}"
            self._kept.append(Exchange(begun, _request(scope, bytes(asked)), answer))


def _append(kept: bytearray, message: AsgiMessage) -> None:
    kept += message.get("body", b"")[: _KEPT - len(kept)]


def _request(scope: Scope, body: bytes) -> str:
    query = scope["query_string"].decode(errors="replace")
    line = f"{scope['method']} {scope['path']}{'?' if query else ''}{query}"
    kind = Headers(scope=scope).get("content-type", "")
    return f"{line}\n{f'Content-Type: {kind}' if kind else ''}\n\n{body.decode(errors='replace')}"


def _status(message: AsgiMessage) -> str:
    kind = Headers(raw=message.get("headers", [])).get("content-type", "")
    return f"{message['status']} {kind}"


def _readable(body: bytes) -> str:
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, _KEPT)
        except zlib.error:
            return "(compressed, and not readable)"
    return body.decode(errors="replace")


def wire_sections(
    workspace: Workspace, message: Message, exchanges: Sequence[Exchange]
) -> list[WireSection]:
    """Return what led to a message, in order: requests to the app, to MOR, the blocks."""
    requests = list(workspace.outbound.sent)
    cause = _causing_request(requests, message, workspace.channels[message.channel])
    sections = []
    for index, sent in enumerate(requests):
        used = child(sent.payload, "container").get("message_ts") == message.ts
        if sent is not cause and not used:
            continue
        sections += _request_sections(sent, urlsplit(workspace.request_url).path)
        end = _end(requests[index + 1 :])
        for exchange in exchanges:
            if sent.at <= exchange.at < end:
                sections.append(WireSection("Request to MOR", "", shorten(exchange.request)))
                sections.append(WireSection("MOR's answer", "", shorten(exchange.answer)))
    content = message.as_slack()
    sections.append(WireSection("The message", "as the workspace stores it", _pretty(content)))
    return sections


def shorten(text: str) -> str:
    """Return the text, or its beginning and the number of characters left out."""
    left_out = len(text) - _LONGEST
    return text if left_out <= 0 else f"{text[:_LONGEST]}\n… {left_out:,} more characters"


def _causing_request(
    requests: Sequence[SentRequest], message: Message, channel: Channel
) -> SentRequest | None:
    """Return the request that a message most likely answers.

    That is the last one before it in its channel. For a message to one person, it is that person's
    last one; for a direct message, in any channel.
    """
    person = channel.user or message.reader
    posted = float(message.ts)
    for sent in reversed(requests):
        same_place = channel.user or _channel(sent.payload) == channel.id
        same_person = not person or _user(sent.payload) == person
        if same_place and same_person and posted - _ANSWERS_WITHIN <= sent.at <= posted:
            return sent
    return None


def _end(later: Sequence[SentRequest]) -> float:
    return later[0].at if later else float("inf")


def _request_sections(sent: SentRequest, path: str) -> list[WireSection]:
    ack = sent.ack
    took = f"{ack.seconds * 1000:.0f} ms"
    answer = f"{ack.status or 'no answer'} after {took}{f', {ack.problem}' if ack.problem else ''}"
    if not sent.headers:
        return [WireSection("Slack's envelope", f"Socket Mode; {answer}", _pretty(sent.payload))]
    headers = "\n".join(f"{name}: {value}" for name, value in sent.headers.items())
    body = sent.body.decode(errors="replace")
    sections = [
        WireSection("Slack's signed request", answer, shorten(f"POST {path}\n{headers}\n\n{body}"))
    ]
    read = dict(parse_qsl(body, keep_blank_values=True))
    if sent.kind == "slash_commands":
        sections.append(WireSection("The same, decoded", "a form", _pretty(read)))
    else:
        sections.append(WireSection("The same, decoded", "its payload", _pretty(sent.payload)))
    if ack.body:
        sections.append(WireSection("The app's acknowledgement", "", shorten(ack.body)))
    return sections


def _pretty(value: object) -> str:
    return shorten(json.dumps(value, indent=2, ensure_ascii=False))


def _channel(payload: Json) -> object:
    event = child(payload, "event")
    return payload.get("channel_id") or child(payload, "channel").get("id") or event.get("channel")


def _user(payload: Json) -> object:
    event = child(payload, "event")
    return payload.get("user_id") or child(payload, "user").get("id") or event.get("user")
