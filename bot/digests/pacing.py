"""The pace of posts: Slack takes about one message a second in a channel, from all replicas."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

from cachetools import TTLCache
from sqlalchemy import func, select, update

from bot.store import tables
from bot.store.database import Database, insert_into
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger

log = logger(__name__)

_KIND = "pace"
_TABLE = tables.expiring
_BETWEEN_POSTS = 1.0  # seconds
_JITTER = 0.25  # seconds that a request of another replica may be faster
_LONGEST_WAIT = timedelta(minutes=1)  # a longer one means that a clock was put back
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_CHANNELS = 10_000


class ChannelPacer:
    """Lets posts to the same channel happen one at a time, and `seconds` apart.

    Each waits for the one before it in this process, and takes a moment for itself in the database
    that no replica has taken: a row of the channel says when it is free again, by the clock of
    PostgreSQL. `clock` gives seconds instead, `pause` waits for a number of them.
    """

    def __init__(
        self,
        database: Database,
        seconds: float = _BETWEEN_POSTS,
        clock: Callable[[], float] | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._seconds = seconds
        self._given_clock = clock
        self._clock = clock or time.monotonic
        self._pause = pause
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._free_at: TTLCache[str, float] = TTLCache(_MOST_CHANNELS, seconds, self._clock)

    @asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """Wait for the channel's next turn, first come, first served, and hold it."""
        async with self._locks.setdefault(channel, asyncio.Lock()):
            after_others = await self._reserve(channel)
            after_own = self._free_at.get(channel, 0.0) - self._clock()
            await self._pause(max(0.0, after_own, after_others))
            try:
                yield
            finally:
                self._free_at[channel] = self._clock() + self._seconds

    async def again(self, channel: str) -> None:
        """Wait for another turn, within one that is held: Slack has refused the post as too early,
        since another program or a slower replica came in between.
        """
        await self._pause(max(self._seconds, await self._reserve(channel)))

    async def _reserve(self, channel: str) -> float:
        """Take the channel's next free moment. Return in how many seconds that is.

        Without a database it is now: a post that comes too early is refused, and not lost.
        """
        try:
            return await self._reserved(channel)
        except DATABASE_FAULTS as error:
            log.warning("pace-unknown", error=type(error).__name__)
            return 0.0

    async def _reserved(self, channel: str) -> float:
        row = {"kind": _KIND, "key": channel, "value": "true", "ends_at": _LONG_AGO}
        key = [_TABLE.c.kind, _TABLE.c.key]
        # Without a change, so that it locks the row and returns it, if it is there.
        lock = insert_into(_TABLE, self._database.engine.dialect).on_conflict_do_update(
            index_elements=key, set_={"value": _TABLE.c.value}
        )
        this = (_TABLE.c.kind == _KIND) & (_TABLE.c.key == channel)
        async with self._database.writing() as connection:
            locked = await connection.execute(lock.returning(_TABLE.c.ends_at), row)
            free_at: datetime = locked.scalar_one()
            now = self._now()
            if now is None:
                now = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
            start = max(now, free_at) if free_at - now <= _LONGEST_WAIT else now
            end = start + timedelta(seconds=self._seconds + _JITTER)
            await connection.execute(update(_TABLE).where(this).values(ends_at=end))
        return (start - now).total_seconds()

    def _now(self) -> datetime | None:
        """Return the time by this machine's clock, which a SQLite file's replicas share; None if
        the database has to tell.
        """
        if self._given_clock is not None:
            return datetime.fromtimestamp(self._given_clock(), UTC)
        return datetime.now(UTC) if self._database.engine.dialect.name == "sqlite" else None
