"""The work after the ack: a bounded group of tasks that is drained before the process ends.

Bolt drops its own tasks when it closes. What was acknowledged must be answered, so it runs here.
"""

import asyncio
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.telemetry import logger

log = logger(__name__)

_REFUSAL_SECONDS = 3.0  # for the last refusals at the end

_ack_sent: ContextVar[asyncio.Event | None] = ContextVar("ack_sent", default=None)


@contextmanager
def ack_comes_first() -> Iterator[None]:
    """Let the tasks that are started in the block begin when it ends, since its ack is sent then.

    Slack gives up after three seconds, so other acks that are due go first, too.
    """
    sent = asyncio.Event()
    _ack_sent.set(sent)
    try:
        yield
    finally:
        sent.set()


class BackgroundTasks:
    """At most `limit` tasks at a time. `drain` stops taking new ones and waits for the rest."""

    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._tasks: set[asyncio.Task[None]] = set()
        self._refusals: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def accepts(self) -> bool:
        """Whether `start` would run a task."""
        return not self._closed and len(self._tasks) < self._limit

    def start(self, task: Coroutine[object, object, None]) -> bool:
        """Run the task. Return False, and run nothing, if the group is full or being drained."""
        if not self.accepts:
            task.close()
            return False
        self._run(task)
        return True

    def start_always(self, task: Coroutine[object, object, None]) -> None:
        """Run what an accepted task has brought about, even if the group is full or being drained.

        News of what has already happened must reach its readers.
        """
        self._run(task)

    def notify_refused(self, notice: Coroutine[object, object, None]) -> None:
        """Run a short notice to somebody whose task was refused; drop it if too many run."""
        if len(self._refusals) >= self._limit:
            notice.close()
            return
        running = asyncio.create_task(notice)
        self._refusals.add(running)
        running.add_done_callback(self._done)

    def __len__(self) -> int:
        return len(self._tasks)

    async def drain(self, seconds: float) -> None:
        """Wait up to `seconds` for running tasks, then cancel the rest."""
        self._closed = True
        end, left = time.monotonic() + seconds, seconds
        while self._tasks and left >= 0:  # again for tasks that were started meanwhile
            await asyncio.wait(self._tasks, timeout=left)
            left = end - time.monotonic()
        if late := set(self._tasks):
            for task in late:
                task.cancel()
            log.warning("work-cut-off", tasks=len(late))
            await asyncio.wait(late)
        if self._refusals:
            await asyncio.wait(self._refusals, timeout=_REFUSAL_SECONDS)

    def _run(self, task: Coroutine[object, object, None]) -> None:
        running = asyncio.create_task(_after_ack(task))
        self._tasks.add(running)
        running.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._refusals.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("work-failed", exc_info=error)


async def _after_ack(task: Coroutine[object, object, None]) -> None:
    try:
        if sent := _ack_sent.get():
            await sent.wait()
            await asyncio.sleep(0)  # what has arrived meanwhile is acknowledged first
        await task
    finally:
        task.close()  # if it was cancelled before it began
