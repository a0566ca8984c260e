"""Slack by HTTP: one address for commands and clicks, and a look at each request before Bolt.

Bolt checks the signature. What it answers with a 500 (a timestamp that is no number, a signature
or a body that is not text) is refused here, and so is a signed request that comes a second time:
Bolt would run it again.
"""

import re
import time
from collections import OrderedDict

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_LONGEST_BODY = 1_000_000  # bytes; Slack's own requests stay far below
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


class ReplayMemory:
    """Signatures seen in the last ten minutes; Slack's are good for five."""

    def __init__(self, seconds: float = 600, most: int = 100_000) -> None:
        self._seconds = seconds
        self._most = most
        self._seen: OrderedDict[str, float] = OrderedDict()

    def add(self, signature: str) -> bool:
        """Remember it; False where it is known already."""
        now = time.monotonic()
        while self._seen:
            oldest, at = next(iter(self._seen.items()))
            if now - at < self._seconds and len(self._seen) < self._most:
                break
            del self._seen[oldest]
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True

    def forget(self, signature: str) -> None:
        """It turned out not to be Slack's."""
        self._seen.pop(signature, None)


class SlackEndpoint:
    """The request URL: guards in front, Bolt behind."""

    def __init__(self, bolt: AsyncApp) -> None:
        self._bolt = bolt
        self._replays = ReplayMemory()

    async def handle(self, request: Request) -> Response:
        """Answer one request from Slack; 4xx for anything that is not properly one."""
        signature = request.headers.get("x-slack-signature", "")
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        if not (_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(timestamp)):
            return _refuse(401, "not signed by Slack")
        try:
            body = (await _bounded_body(request)).decode()
        except ClientDisconnect:
            return _refuse(400, "cut off")
        except UnicodeDecodeError:
            return _refuse(400, "not UTF-8")
        except _TooLargeError:
            return _refuse(413, "too large")
        if not self._replays.add(signature):
            return _refuse(409, "seen before")
        answer = await self._bolt.async_dispatch(
            AsyncBoltRequest(body=body, headers=dict(request.headers))
        )
        if answer.status == 401:
            self._replays.forget(signature)
        return to_starlette_response(answer)


class _TooLargeError(Exception):
    pass


async def _bounded_body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_BODY:
            raise _TooLargeError
    return bytes(body)


def _refuse(status: int, why: str) -> Response:
    return PlainTextResponse(why, status_code=status)


def web_app(bolt: AsyncApp) -> Starlette:
    """The bot's web application: Slack's request URL, and a sign of life."""

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    endpoint = SlackEndpoint(bolt)
    return Starlette(
        routes=[
            Route("/slack/events", endpoint.handle, methods=["POST"]),
            Route("/healthz", alive),
        ]
    )
