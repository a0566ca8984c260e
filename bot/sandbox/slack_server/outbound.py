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
        self._client: httpx.AsyncClient | None = None

    async def send(
        self, kind: Kind, payload: Json, headers: Mapping[str, str] | None = None
    ) -> Ack:
        """Deliver a payload, signed, and wait at most three seconds for the answer."""
        content_type, body = encode(kind, payload)
        signed = signed_headers(
            self._workspace.signing_secret, int(self._workspace.clock.now()), body
        )
        return await self.send_raw(
            body, {"Content-Type": content_type, **signed, **(headers or {})}
        )

    async def send_raw(self, body: bytes, headers: Mapping[str, str]) -> Ack:
        """Post exactly this to the request URL: for requests that are wrong on purpose, too."""
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
