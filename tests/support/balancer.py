"""A load balancer in front of replicas, as a real one is: it asks each whether it is ready."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.support.processes import Replica

_BETWEEN_LOOKS = 0.2  # seconds
_PATIENCE = 60.0  # seconds for an answer to a look: who was killed refuses at once
_BETWEEN_HOPS = ("host", "connection", "content-length", "transfer-encoding", "date")

CUT_OFF = (502, b"cut off")
NOBODY = (503, b"no replica is ready")


@dataclass(frozen=True, slots=True)
class Passed:
    """A request of Slack's, and how it was answered."""

    body: bytes
    status: int
    reply: bytes


def _answer(status: int, body: bytes) -> Response:
    return Response(body, status, media_type="text/plain")


class Balancer:
    """Gives each request to the next replica that was ready when it was asked last.

    A request that did not get to a replica goes to the next one. One that was cut off is answered
    with a 502, and one that no replica is ready for with a 503. `passed` has all of them, `ready`
    the addresses of replicas that are.
    """

    def __init__(self, replicas: Sequence[Replica]) -> None:
        self.passed: list[Passed] = []
        self.ready: set[str] = set()
        self.looked = asyncio.Event()
        self._replicas = replicas
        self._turns = cycle(range(len(replicas)))
        self._client = httpx.AsyncClient(timeout=None, trust_env=False)  # noqa: S113 -- a busy machine is no fault

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[None]:
        """Ask all replicas again and again until the block ends."""
        async with self._client, asyncio.TaskGroup() as looks:
            tasks = [looks.create_task(self._look(one)) for one in self._replicas]
            yield
            for task in tasks:
                task.cancel()

    async def until_ready(self, number: int) -> None:
        """Return once so many replicas are ready."""
        while len(self.ready) < number:
            self.looked.clear()
            await self.looked.wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, as an ASGI application."""
        if scope["type"] == "lifespan":
            return
        request = Request(scope, receive)
        body = await request.body()
        # Slack may hang up after three seconds. What a replica is given is taken to its end.
        response = await asyncio.shield(asyncio.create_task(self._pass(request, body)))
        await response(scope, receive, send)

    async def _pass(self, request: Request, body: bytes) -> Response:
        response = await self._answer_of(request, body)
        self.passed.append(Passed(body, response.status_code, bytes(response.body)))
        return response

    async def _answer_of(self, request: Request, body: bytes) -> Response:
        headers = {k: v for k, v in request.headers.items() if k not in _BETWEEN_HOPS}
        for address in self._in_turn():
            try:
                answer = await self._client.post(
                    f"{address}{request.url.path}", content=body, headers=headers
                )
            except httpx.ConnectError:
                self.ready.discard(address)
                continue
            except httpx.TransportError:
                self.ready.discard(address)
                return _answer(*CUT_OFF)
            told = {k: v for k, v in answer.headers.items() if k not in _BETWEEN_HOPS}
            return Response(answer.content, answer.status_code, told)
        return _answer(*NOBODY)

    def _in_turn(self) -> Iterator[str]:
        for _ in self._replicas:
            address = self._replicas[next(self._turns)].address
            if address in self.ready:
                yield address

    async def _look(self, replica: Replica) -> None:
        while True:
            address = replica.address
            if await self._is_ready(replica.health):
                self.ready.add(address)
            else:
                self.ready.discard(address)
            self.looked.set()
            await asyncio.sleep(_BETWEEN_LOOKS)

    async def _is_ready(self, health: str) -> bool:
        try:
            answer = await self._client.get(f"{health}/readyz", timeout=_PATIENCE)
        except httpx.TransportError:
            return False
        return answer.status_code == 200
