"""The bot's web applications: Slack's request URL, and apart from it health and metrics.

Each request of Slack's is checked before Bolt gets it. What Bolt would answer with a 500, or run
although it should not, ends here: headers and bodies that are not Slack's, and a signed request
that comes a second time.
"""

import asyncio
import math
import re
import time
from collections.abc import Callable

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.slack.conversation.background_tasks import ack_comes_first
from bot.slack.receive.dispatch import Dispatch
from bot.slack.receive.readiness import Readiness
from bot.telemetry import Metrics, logger

log = logger(__name__)

_LONGEST_BODY = 1_000_000  # bytes; Slack's own requests stay far below
_SLOWEST_BODY = 5.0  # seconds; Slack itself waits for three
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_BETWEEN_LINES = 60.0  # seconds between lines of the log about what was refused
# Bolt has headers of its own, for example x-slack-bolt-lazy-only. They are not signed: none gets
# in.
_HEADERS = (
    "content-type",
    "x-slack-request-timestamp",
    "x-slack-retry-num",
    "x-slack-retry-reason",
    "x-slack-signature",
)


class SlackEndpoint:
    """The request URL.

    Anybody can send what is refused, in any number. So it is counted in `metrics`, and the log has
    a line a minute at most.
    """

    def __init__(
        self,
        dispatch: Dispatch,
        signing_secret: str,
        metrics: Metrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._dispatch = dispatch
        self._verifier = SignatureVerifier(signing_secret)
        self._metrics = metrics
        self._clock = clock
        self._refused = 0
        self._told_at = -math.inf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of Slack's; 4xx if it is not properly one."""
        with ack_comes_first():
            answer = await self._answer(Request(scope, receive))
            await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            accepted, signature = await self._accept(request)
        except _Refusal as refusal:
            self._count(refusal.why)
            return PlainTextResponse(refusal.why, refusal.status)
        # Only signed requests are remembered, so nobody else can fill the database.
        answer = await self._dispatch.run(accepted, signature)
        if answer.status == 409:
            self._count(answer.body)
        return to_starlette_response(answer)

    async def _accept(self, request: Request) -> tuple[AsyncBoltRequest, str]:
        signature = request.headers.get("x-slack-signature", "")
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        if not (_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(timestamp)):
            raise _Refusal(401, "not signed by Slack")
        body = await _read(request)
        if not self._verifier.is_valid(body, timestamp, signature):
            raise _Refusal(401, "not signed by Slack")
        headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
        try:
            return AsyncBoltRequest(body=body, headers=dict(headers)), signature
        except Exception:  # noqa: BLE001 -- Bolt looks for ids all over, and trips in many ways
            raise _Refusal(400, "not a payload of Slack's") from None

    def _count(self, why: str) -> None:
        self._metrics.slack_request_refused(why)
        self._refused += 1
        if self._clock() >= self._told_at + _BETWEEN_LINES:
            log.warning("slack-requests-refused", why=why, since_last_line=self._refused)
            self._refused, self._told_at = 0, self._clock()


class _Refusal(Exception):
    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


async def _read(request: Request) -> str:
    body = bytearray()
    try:
        async with asyncio.timeout(_SLOWEST_BODY):
            async for part in request.stream():
                body += part
                if len(body) > _LONGEST_BODY:
                    raise _Refusal(413, "too large")
        return body.decode()
    except TimeoutError:
        raise _Refusal(408, "too slow") from None
    except ClientDisconnect:
        raise _Refusal(400, "cut off") from None
    except UnicodeDecodeError:
        raise _Refusal(400, "not UTF-8") from None


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("ok")


def web_app(slack: SlackEndpoint | None) -> Starlette:
    """Return what Slack reaches; nothing without `slack`, since Socket Mode needs none."""
    routes = [Route("/slack/events", slack, methods=["POST"])] if slack else []
    return Starlette(routes=[*routes, Route("/healthz", _alive)])


def watch_app(readiness: Readiness, metrics: Metrics) -> Starlette:
    """Return what tells the systems of those who run the bot of its health, by its own port."""

    async def ready(_request: Request) -> Response:
        report = await readiness.report()
        return JSONResponse(report, 200 if report["ready"] else 503)

    async def measured(_request: Request) -> Response:
        return Response(metrics.page(), media_type="text/plain; version=0.0.4")

    return Starlette(
        routes=[
            Route("/healthz", _alive),
            Route("/readyz", ready),
            Route("/metrics", measured),
        ]
    )
