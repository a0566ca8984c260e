"""Faults of Slack that a test orders: replies held or lost, failures, rate limits."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send


@dataclass(slots=True)
class HeldReply:
    """A call that Slack has accepted. Its reply waits until `release` is called."""

    accepted: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Send the reply."""
        self._released.set()

    async def wait(self) -> None:
        """Report that the call was accepted, and wait for the release."""
        self.accepted.set()
        await self._released.wait()


class LostReply:
    """A reply that is never sent: the connection is closed before its first byte."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send headers that no HTTP server can write, so that uvicorn closes the connection."""
        del scope, receive
        headers = [(b"not a header", b"\n")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


@dataclass(frozen=True, slots=True)
class OddReply:
    """A reply sent instead of Slack's own. The call was accepted."""

    response: Response


Fault = HeldReply | LostReply | OddReply | Response


class FaultControl:
    """Faults for future calls, each for one call of a method, in order.

    The method is a Web API method's name, or `response_url`.
    """

    def __init__(self) -> None:
        self._orders: dict[str, deque[Fault]] = {}

    def hold(self, method: str) -> HeldReply:
        """Accept the next call of the method, but hold its reply until released."""
        held = HeldReply()
        self._order(method, held)
        return held

    def lose_reply(self, method: str) -> None:
        """Accept the next call of the method, but close the connection instead of replying."""
        self._order(method, LostReply())

    def reply_oddly(self, method: str, response: Response) -> None:
        """Accept the next call of the method, but reply this, as a proxy in between may."""
        self._order(method, OddReply(response))

    def fail(self, method: str, status: int = 500) -> None:
        """Answer the next call of the method with a server error, without accepting it."""
        self._order(method, PlainTextResponse("Internal Server Error", status))

    def limit(self, method: str, retry_after: int = 1) -> None:
        """Answer the next call of the method with 429, without accepting it."""
        self._order(method, too_many(retry_after))

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, if one was ordered."""
        orders = self._orders.get(method)
        return orders.popleft() if orders else None

    def _order(self, method: str, fault: Fault) -> None:
        self._orders.setdefault(method, deque()).append(fault)


def too_many(retry_after: int) -> Response:
    """Return Slack's answer to too many calls."""
    return JSONResponse(
        {"ok": False, "error": "ratelimited"}, 429, headers={"Retry-After": str(retry_after)}
    )
