"""The work after the ack: a bounded group of tasks that is drained before the process ends.

Bolt drops its own tasks when it closes; what was acknowledged must be answered, so it runs here.
"""

import asyncio
from collections.abc import Coroutine

from bot.telemetry import logger

log = logger(__name__)


class Work:
    """At most `limit` tasks at a time. `drain` stops taking new ones and waits for the rest."""

    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def start(self, task: Coroutine[object, object, None]) -> bool:
        """Run the task; False, and nothing is run, when the group is full or being drained."""
        if self._closed or len(self._tasks) >= self._limit:
            task.close()
            return False
        running = asyncio.create_task(task)
        self._tasks.add(running)
        running.add_done_callback(self._done)
        return True

    def __len__(self) -> int:
        return len(self._tasks)

    async def drain(self, seconds: float) -> None:
        """Wait at most `seconds` for what runs, then cancel what is left."""
        self._closed = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            log.warning("work-cut-off", tasks=len(late))
            await asyncio.wait(late)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("work-failed", exc_info=error)
