"""How people share MOR: each has a fair part of it, and the same question is asked once."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.ask.texts import asking
from bot.errors import AskError
from bot.telemetry import logger, request_id

log = logger(__name__)

_LONGEST_QUEUE = 20  # questions of one person that wait for their turn

T = TypeVar("T")


@dataclass(slots=True)
class _Turns:
    free: asyncio.Semaphore
    taken: int = 0  # by those who have one and those who wait


class Share:
    """One person's part: `at_once` questions at a time, and `per_minute` of them.

    `clock` gives seconds that never go back. A person is whatever tells people apart.
    """

    def __init__(
        self, at_once: int = 2, per_minute: int = 30, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once = at_once
        self._per_minute = per_minute
        self._clock = clock
        self._turns: dict[Hashable, _Turns] = {}
        # When each person will have asked nothing for a minute, had he asked at an even pace.
        self._spent_until: OrderedDict[Hashable, float] = OrderedDict()

    def admit(self, person: Hashable) -> None:
        """Count a question. Raises AskError (`too-many-questions`) where he has asked too many.

        After a quiet minute `per_minute` of them may come at once, then one at an even pace.
        """
        now, each = self._clock(), 60 / self._per_minute
        until = max(self._spent_until.get(person, now), now) + each
        early = until - now - 60
        if early > each / 1000:  # else a rounding error
            seconds = math.ceil(early)
            raise AskError(
                *asking.too_many_questions(self._per_minute, seconds), code="too-many-questions"
            )
        self._spent_until[person] = until
        self._spent_until.move_to_end(person)
        while next(iter(self._spent_until.values())) <= now:
            self._spent_until.popitem(last=False)

    @asynccontextmanager
    async def turn(self, person: Hashable) -> AsyncIterator[None]:
        """Wait for one of the person's turns, first come first served, and hold it.

        Raises AskError (`too-many-waiting`) where too many of his questions wait already.
        """
        turns = self._turns.setdefault(person, _Turns(asyncio.Semaphore(self._at_once)))
        if turns.taken >= self._at_once + _LONGEST_QUEUE:
            raise AskError(*asking.too_many_waiting(turns.taken), code="too-many-waiting")
        turns.taken += 1
        try:
            async with turns.free:
                yield
        finally:
            turns.taken -= 1
            if not turns.taken:
                del self._turns[person]


@dataclass(slots=True)
class _Flight(Generic[T]):
    task: asyncio.Task[T]
    request: str
    waiting: int = 0


class InFlight(Generic[T]):
    """Work that goes on, by what it is about: whoever wants the same waits for it too."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, _Flight[T]] = {}

    async def join(self, key: Hashable, begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The outcome of the work of that key: of `begin`, if there is none under way.

        It goes on as long as anybody waits for it, whoever began it.
        """
        flight = self._flights.get(key)
        if flight is None:
            flight = _Flight(asyncio.create_task(begin()), request_id())
            self._flights[key] = flight
        else:
            log.info("question-joined", joined=flight.request)
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                del self._flights[key]
                if flight.task.cancel():
                    await asyncio.wait({flight.task})
