"""How many requests run at MOR at the same time, and who gets the next place."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.mor import texts as say


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    person: Hashable
    turn: asyncio.Future[None]


class Places:
    """The places at MOR. Who asks first gets one first, but the last free one is not for somebody
    who holds one already: long answers of few people must not keep out everybody else.

    A person is any key that tells people apart.
    """

    def __init__(self, total: int) -> None:
        self._configured = self._total = total
        self._held: Counter[Hashable] = Counter()
        self._queue: deque[_Waiting] = deque()

    @property
    def total(self) -> int:
        """How many places there are in this process."""
        return self._total

    def share(self, replica: str, alive: set[str]) -> None:
        """Take this replica's share of the places, at least one, with all that are `alive`.

        What is held stays held. With more replicas than places there are more places than set.
        """
        names = sorted(alive | {replica})
        each, over = divmod(self._configured, len(names))
        self._total = max(1, each + (names.index(replica) < over))
        self._let_in()

    @asynccontextmanager
    async def place(self, person: Hashable, until: float) -> AsyncIterator[None]:
        """Wait for a place and hold it. Raises Unavailable at that time of the event loop."""
        if self._may_enter(person):
            self._held[person] += 1
        else:
            await self._wait(person, until)
        try:
            yield
        finally:
            self._leave(person)

    async def _wait(self, person: Hashable, until: float) -> None:
        waiting = _Waiting(person, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        try:
            async with asyncio.timeout_at(until):
                await waiting.turn
        except BaseException as error:
            if waiting in self._queue:
                self._queue.remove(waiting)
            else:  # its turn had just come
                self._leave(person)
            if isinstance(error, TimeoutError):
                raise say.busy() from None
            raise

    def _may_enter(self, person: Hashable) -> bool:
        free = self._total - self._held.total()
        return free > 1 or (free == 1 and not self._held[person])

    def _leave(self, person: Hashable) -> None:
        self._held -= Counter([person])  # forgets those who hold none
        if self._queue:
            self._let_in()

    def _let_in(self) -> None:
        for waiting in list(self._queue):
            # One that was cancelled just now leaves the queue by itself.
            if not waiting.turn.done() and self._may_enter(waiting.person):
                self._queue.remove(waiting)
                self._held[waiting.person] += 1
                waiting.turn.set_result(None)
