"""What the workspace sends to the app: signed requests, and how their answer was."""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from bot.sandbox.slack_server.model import Json
from bot.sandbox.slack_server.signing import signed_headers
from bot.sandbox.slack_server.sockets import ACK_SECONDS, Ack, Kind, Retry, Sockets
from bot.sandbox.slack_server.state import WorkspaceState

_REMEMBERED = 500  # deliveries


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

    def __init__(self, state: WorkspaceState, sockets: Sockets) -> None:
        self._state = state
        self._sockets = sockets
        self.deliveries: deque[Delivery] = deque(maxlen=_REMEMBERED)
        self._client: httpx.AsyncClient | None = None

    async def send(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Ack:
        """Deliver a payload by the road the app uses, and wait three seconds for the answer."""
        begun = self._state.clock.now()
        headers: dict[str, str] = {}
        body = b""
        if self._sockets.in_use:
            ack = await self._sockets.send(kind, payload, retry)
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
            return await self._sockets.send(last.kind, last.payload, None)
        return await self.send_raw(last.body, last.headers)

    async def send_raw(self, body: bytes, headers: Mapping[str, str]) -> Ack:
        """Post exactly this to the request URL; for requests that are wrong on purpose, too."""
        clock = self._state.clock
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=None, trust_env=False)  # noqa: S113 -- Slack's three seconds go by the workspace's clock
        begun = clock.now()
        request = self._client.post(
            self._state.request_url,
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
        now = int(self._state.clock.now())
        signed = signed_headers(self._state.signing_secret, now, body)
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
