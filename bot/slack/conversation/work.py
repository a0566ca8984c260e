"""The work after the ack: a bounded group of tasks that is drained before the process ends.

Bolt drops its own tasks when it closes; what was acknowledged must be answered, so it runs here.
"""

import asyncio
import time
from collections.abc import Coroutine

from bot.telemetry import logger

log = logger(__name__)


_LAST_WORDS = 3.0  # seconds that those who were not taken may be told so at the end


class Work:
    """At most `limit` tasks at a time. `drain` stops taking new ones and waits for the rest."""

    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._tasks: set[asyncio.Task[None]] = set()
        self._excuses: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def accepts(self) -> bool:
        """Whether a task would be run."""
        return not self._closed and len(self._tasks) < self._limit

    def start(self, task: Coroutine[object, object, None]) -> bool:
        """Run the task; False, and nothing is run, when the group is full or being drained."""
        if not self.accepts:
            task.close()
            return False
        self._run(task)
        return True

    def follow(self, task: Coroutine[object, object, None]) -> None:
        """Run what a task that was taken has brought about, however full the group is, and while
        it is drained too: what has happened must be told.
        """
        self._run(task)

    def excuse(self, word: Coroutine[object, object, None]) -> None:
        """Run what tells somebody in short that his task is not taken; as many as there may be
        tasks.
        """
        if len(self._excuses) >= self._limit:
            word.close()
            return
        saying = asyncio.create_task(word)
        self._excuses.add(saying)
        saying.add_done_callback(self._done)

    def __len__(self) -> int:
        return len(self._tasks)

    async def drain(self, seconds: float) -> None:
        """Wait at most `seconds` for what runs, then cancel what is left."""
        self._closed = True
        end, left = time.monotonic() + seconds, seconds
        while self._tasks and left >= 0:  # again for what has followed
            await asyncio.wait(self._tasks, timeout=left)
            left = end - time.monotonic()
        if late := set(self._tasks):
            for task in late:
                task.cancel()
            log.warning("work-cut-off", tasks=len(late))
            await asyncio.wait(late)
        if self._excuses:
            await asyncio.wait(self._excuses, timeout=_LAST_WORDS)

    def _run(self, task: Coroutine[object, object, None]) -> None:
        running = asyncio.create_task(task)
        self._tasks.add(running)
        running.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._excuses.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("work-failed", exc_info=error)
