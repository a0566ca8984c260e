"""What the workspace sends to the app: signed requests, and events with their retries."""

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from bot.sandbox.slack_server.model import APP_ID, BOT_USER, Json
from bot.sandbox.slack_server.sockets import ACK_SECONDS, Ack, RequestKind, Retry, Sockets
from bot.sandbox.slack_server.state import WorkspaceState


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """Return `v0=` and the HMAC-SHA256, in hex, of `v0:timestamp:body` with the secret.

    Source: Slack's "Verifying requests from Slack".
    """
    base = b"v0:%d:%s" % (timestamp, body)
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the two headers that prove to an app that a request is Slack's."""
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, timestamp, body),
    }


_REMEMBERED = 500  # requests


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request to the app. `at` is in Unix seconds. Without headers, it went by Socket Mode."""

    at: float
    kind: RequestKind
    payload: Json
    headers: Mapping[str, str]
    body: bytes
    ack: Ack


class Outbound:
    """The connection to the app. `sent` has the latest requests, oldest first."""

    def __init__(self, state: WorkspaceState, sockets: Sockets) -> None:
        self._state = state
        self._sockets = sockets
        self.sent: deque[SentRequest] = deque(maxlen=_REMEMBERED)
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def send(self, kind: RequestKind, payload: Json, retry: Retry | None = None) -> Ack:
        """Send a payload over HTTP or Socket Mode, and wait three seconds for the answer."""
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
        self.sent.append(SentRequest(begun, kind, payload, headers, body, ack))
        return ack

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Ack:
        """Post a body to the request URL, signed."""
        return await self.send_raw(body, self._signed(body, headers))

    async def repeat(self) -> Ack:
        """Send the last payload again. Over HTTP, it is the same request byte for byte."""
        last = self.sent[-1]
        if not last.headers:
            return await self._sockets.send(last.kind, last.payload, None)
        return await self.send_raw(last.body, last.headers)

    async def send_raw(self, body: bytes, headers: Mapping[str, str]) -> Ack:
        """Post exactly this to the request URL, also if it is wrong on purpose."""
        clock = self._state.clock
        encrypted = self._state.request_url.startswith("https:")
        client = self._clients.get(encrypted)
        if client is None:  # reading the certificates takes longer than most tests
            client = httpx.AsyncClient(timeout=None, trust_env=False, verify=encrypted)  # noqa: S113 -- Slack's three seconds go by the workspace's clock
            self._clients[encrypted] = client
        begun = clock.now()
        request = client.post(
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
        """Close the connections."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()


def encode(kind: RequestKind, payload: Json) -> tuple[str, bytes]:
    """Return content type and body of a request. Commands and clicks are forms, events JSON."""
    if kind == "events_api":
        return "application/json", json.dumps(payload).encode()
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()


RETRIES = (0, 60, 300)
"""Seconds from the event to its first, second and third retry. Source: Slack's Events API page."""

_REASONS = {"operation_timeout": "http_timeout"}

EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "user_change": "users:read",
}
"""The scope that an event needs. Other events need none."""


class Events:
    """Sends the app the events that it subscribed to and has the scope for."""

    def __init__(self, state: WorkspaceState, outbound: Outbound) -> None:
        self._state = state
        self._outbound = outbound
        self._retrying: set[asyncio.Task[None]] = set()

    async def tell(self, name: str, event: Json) -> Ack | None:
        """Send an event. Retries follow in the background. Return None if the app may not know it.

        `name` is the subscription's, for example `message.im`.
        """
        wanted = self._state.subscriptions
        if wanted is not None and name not in wanted:
            return None
        if name in EVENT_SCOPES and EVENT_SCOPES[name] not in self._state.scopes:
            return None
        envelope = self._envelope(event)
        ack = await self._outbound.send("events_api", envelope)
        if _again(ack):
            task = asyncio.create_task(self._retry(envelope, ack))
            self._retrying.add(task)
            task.add_done_callback(self._retrying.discard)
        return ack

    async def close(self) -> None:
        """Cancel the retries that are still to come."""
        for task in self._retrying:
            task.cancel()
        await asyncio.gather(*self._retrying, return_exceptions=True)

    async def _retry(self, envelope: Json, failed: Ack) -> None:
        for number, pause in enumerate(RETRIES, 1):
            await self._state.clock.until(envelope["event_time"] + pause)
            reason = _REASONS.get(failed.problem) or (
                "http_error" if failed.status else "connection_failed"
            )
            failed = await self._outbound.send("events_api", envelope, retry=(number, reason))
            if not _again(failed):
                return

    def _envelope(self, event: Json) -> Json:
        state = self._state
        now = state.clock.now()
        return {
            "token": state.verification_token,
            "team_id": state.team_id,
            "api_app_id": APP_ID,
            "event": {"event_ts": f"{now:.6f}", **event},
            "type": "event_callback",
            "event_id": state.ids.new_id("Ev"),
            "event_time": int(now),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": state.team_id,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": state.is_shared(event.get("channel")),
        }


def _again(ack: Ack) -> bool:
    """Whether Slack retries: not after a 2xx, nor if the app asks it not to."""
    answered = 200 <= ack.status < 300
    return not answered and ack.headers.get("x-slack-no-retry") != "1"
