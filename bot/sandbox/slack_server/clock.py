"""The workspace's clock: runs like the machine's, and can be put forward by a test."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """Unix seconds of the workspace. Whoever waits by it notices when it is put forward."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """The workspace's time in Unix seconds."""
        return time.time() + self._ahead

    def put_forward(self, seconds: float) -> None:
        """Let `seconds` pass at once; waits that end by then end now."""
        self._ahead += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep(self, seconds: float) -> None:
        """Return once the workspace's time has gone on by `seconds`."""
        await self.until(self.now() + seconds)

    async def until(self, moment: float) -> None:
        """Return once the workspace's time is `moment`, in Unix seconds."""
        while (left := moment - self.now()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._moved.wait()
            except TimeoutError:
                continue

    async def within(self, seconds: float, work: Awaitable[T]) -> T:
        """The result of `work`; TimeoutError, and the work cancelled, if it takes longer."""
        task = asyncio.ensure_future(work)
        bell = asyncio.ensure_future(self.sleep(seconds))
        try:
            await asyncio.wait({task, bell}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise TimeoutError
            return task.result()
        finally:
            for one in (task, bell):
                one.cancel()
            await asyncio.gather(task, bell, return_exceptions=True)
