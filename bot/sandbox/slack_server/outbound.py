"""What the workspace sends to the app: signed requests, and how their answer was."""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import httpx

from bot.sandbox.slack_server.model import Json
from bot.sandbox.slack_server.signing import signed_headers

if TYPE_CHECKING:
    from bot.sandbox.slack_server.workspace import Workspace

ACK_SECONDS = 3
_REMEMBERED = 500  # deliveries

Retry = tuple[int, str]
"""Which repetition of an event this is, from 1, and why: `http_timeout`, `http_error`, …"""

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app answered. `status` is 0 where no answer came; `seconds` is how long it took.

    `problem` is empty, or the error Slack shows: `operation_timeout` or `dispatch_failed`.
    """

    status: int
    body: str
    seconds: float
    problem: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """The body as a JSON object; empty if it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the app was told and when, in Unix seconds. Over Socket Mode there are no headers."""

    at: float
    kind: Kind
    payload: Json
    headers: Mapping[str, str]
    body: bytes
    ack: Ack


class Outbound:
    """The road from the workspace to the app. `deliveries` are the latest, oldest first."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self.deliveries: deque[Delivery] = deque(maxlen=_REMEMBERED)
        self._client: httpx.AsyncClient | None = None

    async def send(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Ack:
        """Deliver a payload by the road the app uses, and wait three seconds for the answer."""
        sockets, begun = self._workspace.sockets, self._workspace.clock.now()
        headers: dict[str, str] = {}
        body = b""
        if sockets.in_use:
            ack = await sockets.send(kind, payload, retry)
        else:
            content_type, body = encode(kind, payload)
            headers = {"Content-Type": content_type}
            if retry:
                headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
            headers = self._signed(body, headers)
            ack = await self.send_raw(body, headers)
        self.deliveries.append(Delivery(begun, kind, payload, headers, body, ack))
        return ack

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Ack:
        """Post a body to the request URL, signed."""
        return await self.send_raw(body, self._signed(body, headers))

    async def repeat(self) -> Ack:
        """Deliver the last payload once more: over HTTP, byte for byte the same request."""
        last = self.deliveries[-1]
        if not last.headers:
            return await self._workspace.sockets.send(last.kind, last.payload, None)
        return await self.send_raw(last.body, last.headers)

    async def send_raw(self, body: bytes, headers: Mapping[str, str]) -> Ack:
        """Post exactly this to the request URL; for requests that are wrong on purpose, too."""
        clock = self._workspace.clock
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=None, trust_env=False)  # noqa: S113 -- Slack's three seconds go by the workspace's clock
        begun = clock.now()
        request = self._client.post(
            self._workspace.request_url,
            content=body,
            headers={"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", **headers},
        )
        try:
            answer = await clock.within(ACK_SECONDS, request)
        except TimeoutError:
            return Ack(0, "", clock.now() - begun, "operation_timeout")
        except (httpx.HTTPError, httpx.InvalidURL):
            return Ack(0, "", clock.now() - begun, "dispatch_failed")
        problem = "" if answer.status_code == 200 else "dispatch_failed"
        return Ack(
            answer.status_code, answer.text, clock.now() - begun, problem, dict(answer.headers)
        )

    def _signed(self, body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
        workspace = self._workspace
        signed = signed_headers(workspace.signing_secret, int(workspace.clock.now()), body)
        return {**headers, **signed}

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def encode(kind: Kind, payload: Json) -> tuple[str, bytes]:
    """Content type and body of a request: commands and clicks are forms, events are JSON."""
    if kind == "events_api":
        return "application/json", json.dumps(payload).encode()
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()
