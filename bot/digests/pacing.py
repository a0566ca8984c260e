"""The pace of posts: Slack takes about one message a second in a channel."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from cachetools import TTLCache

_BETWEEN_POSTS = 1.0  # seconds
_MOST_CHANNELS = 10_000


class ChannelPacer:
    """Lets posts to the same channel happen one at a time, and `seconds` apart.

    `clock` gives monotonic seconds, `pause` waits for a number of them.
    """

    def __init__(
        self,
        seconds: float = _BETWEEN_POSTS,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._pause = pause
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._free_at: TTLCache[str, float] = TTLCache(_MOST_CHANNELS, seconds, clock)

    @asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """Wait for the channel's next turn, first come, first served, and hold it."""
        async with self._locks.setdefault(channel, asyncio.Lock()):
            await self._pause(max(0.0, self._free_at.get(channel, 0.0) - self._clock()))
            try:
                yield
            finally:
                self._free_at[channel] = self._clock() + self._seconds
