"""What the workspace sends to the app: signed requests, and how their answer was."""

import json
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


class Outbound:
    """The road from the workspace to the app's request URL."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self.last: tuple[bytes, dict[str, str]] = (
            b"",
            {},
        )  # for whoever wants to bend or repeat it
        self._client: httpx.AsyncClient | None = None

    async def send(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Ack:
        """Deliver a payload by the road the app uses, and wait three seconds for the answer."""
        sockets = self._workspace.sockets
        if sockets.in_use:
            return await sockets.send(kind, payload, retry)
        content_type, body = encode(kind, payload)
        headers = {"Content-Type": content_type}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        return await self.post(body, headers)

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Ack:
        """Post a body to the request URL, signed."""
        workspace = self._workspace
        signed = signed_headers(workspace.signing_secret, int(workspace.clock.now()), body)
        self.last = (body, {**headers, **signed})
        return await self.send_raw(*self.last)

    async def repeat(self) -> Ack:
        """Post the last signed request once more, exactly as it was."""
        return await self.send_raw(*self.last)

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
