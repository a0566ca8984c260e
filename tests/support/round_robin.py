"""A load balancer without a memory: each request goes to the next one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(slots=True)
class RoundRobin:
    """Gives each request to the next of `bots`. `turns` counts the requests each was given."""

    bots: Sequence[ASGIApp]
    turns: list[int] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, as an ASGI application."""
        if scope["type"] == "lifespan":
            return
        turn = len(self.turns) % len(self.bots)
        self.turns.append(turn)
        await self.bots[turn](scope, receive, send)
