"""Forget what is older than the settings allow, about once an hour.

What is pruned elsewhere: answers when one is stored, rows that expire by themselves, and the
outcomes of digests in the engine's rounds.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.app.core import Core
from bot.search.store import SavedSearchStore
from bot.telemetry import logger

log = logger(__name__)

_PAUSE = 3_600.0  # seconds between rounds, and before the first one

Pause = Callable[[float], Awaitable[None]]


class Retention:
    """Deletes what has outlived its setting. `pause` waits the given seconds."""

    def __init__(self, core: Core, pause: Pause = asyncio.sleep) -> None:
        self._settings = core.settings
        self._searches = SavedSearchStore(core.database, core.expiring)
        self._pause = pause

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Forget in the background until the block ends."""
        task = asyncio.create_task(self._rounds())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def forget(self, now: datetime) -> None:
        """Delete what has outlived its setting at `now`, aware."""
        days = self._settings.unlinked_search_days
        if gone := await self._searches.forget_unlinked(days, now):
            log.info("searches-forgotten", searches=gone)

    async def _rounds(self) -> None:
        while True:
            await self._pause(_PAUSE)
            try:
                await self.forget(datetime.now(UTC))
            except (SQLAlchemyError, sqlite3.Error) as error:  # the next round may find it well
                log.warning("nothing-forgotten", error=type(error).__name__)
