"""What replicas ask of Slack or MOR goes through an exchange: each has a line of its own there, and
to a call something may happen.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from tests.support.processes import Replica


class Moment(StrEnum):
    """When in a call something happens."""

    CALLED = "called"  # nobody has looked at it yet
    ACCEPTED = "accepted"  # what it asks for is done, and the reply is held
    ANSWERED = "answered"  # the reply is on its way


Act = Callable[["Replica"], Awaitable[ASGIApp | None]]
"""What happens to the caller, and the answer they get instead of the true one, if any."""


@dataclass(slots=True)
class _Order:
    moment: Moment
    act: Act
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Exchange:
    """In front of `served`. The calls that count go to `path`, and have `mark` in their body."""

    def __init__(self, served: ASGIApp, path: str, mark: bytes = b"") -> None:
        self.served = served
        self.calls = 0
        self._path = path
        self._mark = mark
        self._orders: deque[_Order] = deque()
        self._called = asyncio.Condition()

    async def until(self, calls: int, seconds: float) -> None:
        """Return when so many more calls were begun, or after that time."""
        goal = self.calls + calls
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._called:
                await self._called.wait_for(lambda: self.calls >= goal)

    async def next_call(self, moment: Moment, act: Act, seconds: float) -> None:
        """Let this happen to the next call, whosever it is, if one comes in time."""
        order = _Order(moment, act)
        self._orders.append(order)
        try:
            async with asyncio.timeout(seconds):
                await order.done.wait()
        except TimeoutError:
            if order in self._orders:
                self._orders.remove(order)
            else:
                await order.done.wait()

    async def take(self, scope: Scope, body: bytes) -> _Order | None:
        """A call begins: what is to happen to it."""
        if not scope["path"].endswith(self._path) or self._mark not in body:
            return None
        async with self._called:
            self.calls += 1
            self._called.notify_all()
        return self._orders.popleft() if self._orders else None


class Line:
    """One replica's line, as an ASGI application. `replica` is who has it."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.replica: Replica | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, and let happen what was ordered for it."""
        if scope["type"] != "http":
            await self._exchange.served(scope, receive, send)
            return
        body = await _read(receive)
        order = await self._exchange.take(scope, body)
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def again() -> Message:
            return next(given, None) or await receive()

        if order is None:
            await self._exchange.served(scope, again, send)
            return
        try:
            await self._strike(order, scope, again, send)
        finally:
            order.done.set()

    async def _strike(self, order: _Order, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.replica is not None
        if order.moment is Moment.CALLED:
            answer = await order.act(self.replica)
            await (answer or self._exchange.served)(scope, receive, send)
            return
        answers: list[Message] = []

        async def keep(message: Message) -> None:
            answers.append(message)

        await self._exchange.served(scope, receive, keep)
        instead = None
        if order.moment is Moment.ACCEPTED:
            instead = await order.act(self.replica)
        if instead is not None:
            await instead(scope, receive, send)
            return
        for message in answers:
            await send(message)
        if order.moment is Moment.ANSWERED:
            await order.act(self.replica)


async def _read(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body
