"""The bot's web application: Slack's request URL, health, and metrics.

Each request of Slack's is checked before Bolt gets it. What Bolt would answer with a 500, or run
although it should not, ends here: headers and bodies that are not Slack's, and a signed request
that comes a second time.
"""

import asyncio
import re
import sqlite3

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.receive.dispatch import Dispatch
from bot.slack.receive.readiness import Readiness
from bot.store.expiring import ExpiringRows
from bot.telemetry import Metrics, logger

log = logger(__name__)

_LONGEST_BODY = 1_000_000  # bytes; Slack's own requests stay far below
_SLOWEST_BODY = 5.0  # seconds; Slack itself waits for three
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_REPLAY_SECONDS = 600.0  # a signature is good for five minutes, before its time and after
_REQUEST = "request"
_SLOWEST_CLAIM = 2.0  # seconds
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
    """The request URL. `rows` remembers the requests for all replicas."""

    def __init__(self, dispatch: Dispatch, signing_secret: str, rows: ExpiringRows) -> None:
        self._dispatch = dispatch
        self._verifier = SignatureVerifier(signing_secret)
        self._rows = rows

    async def handle(self, request: Request) -> Response:
        """Answer one request of Slack's; 4xx if it is not properly one."""
        try:
            accepted = await self._accept(request)
        except _Refusal as refusal:
            # Not in the audit log: anybody can send these, in any number.
            log.warning("slack-request-refused", status=refusal.status, why=refusal.why)
            return PlainTextResponse(refusal.why, refusal.status)
        return to_starlette_response(await self._dispatch.run(accepted))

    async def _accept(self, request: Request) -> AsyncBoltRequest:
        signature = request.headers.get("x-slack-signature", "")
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        if not (_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(timestamp)):
            raise _Refusal(401, "not signed by Slack")
        body = await _read(request)
        if not self._verifier.is_valid(body, timestamp, signature):
            raise _Refusal(401, "not signed by Slack")
        # Only signed requests are remembered, so nobody else can fill the database.
        if not await self._claimed(signature):
            raise _Refusal(409, "seen before")
        headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
        try:
            return AsyncBoltRequest(body=body, headers=dict(headers))
        except Exception:  # noqa: BLE001 -- Bolt looks for ids all over, and trips in many ways
            raise _Refusal(400, "not a payload of Slack's") from None

    async def _claimed(self, signature: str) -> bool:
        """Return whether no replica has seen it. What cannot be known is refused."""
        try:
            async with asyncio.timeout(_SLOWEST_CLAIM):
                return await self._rows.claim(_REQUEST, signature, _REPLAY_SECONDS)
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:  # TimeoutError is one
            log.warning("request-not-claimed", error=type(error).__name__)
            raise _Refusal(503, "the database is away") from None


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


def web_app(
    readiness: Readiness, metrics: Metrics, slack: SlackEndpoint | None = None
) -> Starlette:
    """Return what is served over HTTP. Without `slack`, requests come by Socket Mode instead."""

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        report = await readiness.report()
        return JSONResponse(report, 200 if report["ready"] else 503)

    async def measured(_request: Request) -> Response:
        return Response(metrics.page(), media_type="text/plain; version=0.0.4")

    return Starlette(
        routes=[
            *([Route("/slack/events", slack.handle, methods=["POST"])] if slack else []),
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", measured),
        ]
    )
