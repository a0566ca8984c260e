"""Slack having a bad day, as a test orders it: replies held, lost, or failures instead of them."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send


@dataclass(slots=True)
class HeldReply:
    """A call that Slack has accepted, and whose reply waits until `release` is called."""

    accepted: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let the reply go out."""
        self._released.set()

    async def wait(self) -> None:
        """Say that the call was accepted, and wait for the release."""
        self.accepted.set()
        await self._released.wait()


class LostReply:
    """A reply that never goes out: the connection is cut before its first byte."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin an answer no HTTP server can write; uvicorn then closes the connection."""
        del scope, receive
        headers = [(b"not a header", b"\n")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


Fault = HeldReply | LostReply | Response


class FaultControl:
    """Orders for coming calls, each for one call of a method, in the order they were given.

    The method's name is a Web API method's, or `response_url`.
    """

    def __init__(self) -> None:
        self._orders: dict[str, deque[Fault]] = {}

    def hold(self, method: str) -> HeldReply:
        """Accept the next call of the method, and hold its reply until released."""
        held = HeldReply()
        self._order(method, held)
        return held

    def lose_reply(self, method: str) -> None:
        """Accept the next call of the method, and cut the connection instead of replying."""
        self._order(method, LostReply())

    def fail(self, method: str, status: int = 500) -> None:
        """Answer the next call of the method with a server error, without accepting it."""
        self._order(method, PlainTextResponse("Internal Server Error", status))

    def limit(self, method: str, retry_after: int = 1) -> None:
        """Answer the next call of the method with 429, without accepting it."""
        self._order(method, too_many(retry_after))

    def take(self, method: str) -> Fault | None:
        """What was ordered for this call."""
        orders = self._orders.get(method)
        return orders.popleft() if orders else None

    def _order(self, method: str, fault: Fault) -> None:
        self._orders.setdefault(method, deque()).append(fault)


def too_many(retry_after: int) -> Response:
    """Slack's answer to too many calls."""
    return JSONResponse(
        {"ok": False, "error": "ratelimited"}, 429, headers={"Retry-After": str(retry_after)}
    )
