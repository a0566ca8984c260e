"""The rate limit of one person, so that everybody gets a fair share of MOR."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.ask import texts as say
from bot.ids import Identity
from bot.store.expiring import ExpiringRows

_LONGEST_QUEUE = 20  # questions of one person that wait for a slot
_FULL_AT = "full-at"  # a kind of rows: when a person's bucket will be full again, in Unix seconds


@dataclass(slots=True)
class _Slots:
    free: asyncio.Semaphore
    used: int = 0  # questions that run or wait


class RateLimit:
    """Lets one person ask `at_once` questions at a time, and `per_minute` of them.

    A minute's questions are counted in `rows`, for all replicas together. They are not counted
    without rows, and in the terminal. Slots are this process's own. `clock` returns Unix seconds.
    """

    def __init__(
        self,
        at_once: int = 2,
        per_minute: int = 30,
        rows: ExpiringRows | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._at_once = at_once
        self._per_minute = per_minute
        self._rows = rows
        self._clock = clock
        self._slots: dict[Identity, _Slots] = {}

    async def count(self, person: Identity) -> None:
        """Count a question. Raises AskError (`too-many-questions`) if the limit is reached.

        After a quiet minute `per_minute` questions may come at once, then one at an even pace.
        A refused question does not count.
        """
        if self._rows is None or not person.org:
            return
        while not await self._counted(self._rows, str(person)):
            pass  # each time another replica has counted one of theirs

    async def _counted(self, rows: ExpiringRows, person: str) -> bool:
        """Count a question. Return False if another replica has counted one meanwhile."""
        now, pace = self._clock(), 60 / self._per_minute
        before = await rows.find(_FULL_AT, person)
        full_at = max(before or now, now) + pace
        early = full_at - now - 60
        if early > pace / 1000:  # else a rounding error
            raise say.too_many_questions(self._per_minute, math.ceil(early))
        if before is not None:
            return await rows.exchange(_FULL_AT, person, before, full_at - now, full_at)
        return await rows.claim(_FULL_AT, person, full_at - now, full_at)

    @asynccontextmanager
    async def slot(self, person: Identity) -> AsyncIterator[None]:
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
