"""The rate limit of one person, so that everybody gets a fair share of MOR."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.ask import texts as say

_LONGEST_QUEUE = 20  # questions of one person that wait for a slot


@dataclass(slots=True)
class _Slots:
    free: asyncio.Semaphore
    used: int = 0  # questions that run or wait


class RateLimit:
    """Lets one person ask `at_once` questions at a time, and `per_minute` of them.

    A person is any key that tells people apart. `clock` is monotonic, in seconds.
    """

    def __init__(
        self, at_once: int = 2, per_minute: int = 30, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once = at_once
        self._per_minute = per_minute
        self._clock = clock
        self._slots: dict[Hashable, _Slots] = {}
        # When the person's bucket will be full again.
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()

    def count(self, person: Hashable) -> None:
        """Count a question. Raises AskError (`too-many-questions`) if the limit is reached.

        After a quiet minute `per_minute` questions may come at once, then one at an even pace.
        A refused question does not count.
        """
        now, pace = self._clock(), 60 / self._per_minute
        full_at = max(self._full_at.get(person, now), now) + pace
        early = full_at - now - 60
        if early > pace / 1000:  # else a rounding error
            raise say.too_many_questions(self._per_minute, math.ceil(early))
        self._full_at[person] = full_at
        self._full_at.move_to_end(person)
        while next(iter(self._full_at.values())) <= now:
            self._full_at.popitem(last=False)

    @asynccontextmanager
    async def slot(self, person: Hashable) -> AsyncIterator[None]:
        """Wait for one of the person's slots, first come, first served, and hold it.

        Raises AskError (`too-many-waiting`) if too many of their questions wait already.
        """
        slots = self._slots.setdefault(person, _Slots(asyncio.Semaphore(self._at_once)))
        if slots.used >= self._at_once + _LONGEST_QUEUE:
            raise say.too_many_waiting(slots.used)
        slots.used += 1
        try:
            async with slots.free:
                yield
        finally:
            slots.used -= 1
            if not slots.used:
                del self._slots[person]
