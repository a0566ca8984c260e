"""Share the result of work that several callers want at the same time."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.telemetry import logger, request_id

log = logger(__name__)

T = TypeVar("T")


@dataclass(slots=True)
class _Running(Generic[T]):
    task: asyncio.Task[T]
    request: str
    waiting: int = 0


class Coalescer(Generic[T]):
    """Work in flight, by key. Callers with the same key share one result."""

    def __init__(self) -> None:
        self._running: dict[Hashable, _Running[T]] = {}

    async def run(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return the result of the work under `key`; start `work` if there is none in flight.

        The work goes on while anybody waits for it, and is cancelled with the last of them.
        """
        running = self._running.get(key)
        if running is None:
            running = _Running(asyncio.create_task(work()), request_id())
            self._running[key] = running
        else:
            log.info("question-joined", joined=running.request)
        running.waiting += 1
        try:
            return await asyncio.shield(running.task)
        finally:
            running.waiting -= 1
            if not running.waiting:
                del self._running[key]
                if running.task.cancel():
                    await asyncio.wait({running.task})
