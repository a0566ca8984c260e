"""Forget what is older than the settings allow, about once an hour.

What is pruned elsewhere: answers when one is stored, rows that expire by themselves, and the
outcomes of digests in the engine's rounds.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.app.core import Core
from bot.background import in_background
from bot.ids import DAILY_CHECK
from bot.links.access_requests import AccessRequestStore
from bot.search.store import SavedSearchStore
from bot.store.audit import AuditEntry
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger

log = logger(__name__)

_PAUSE = 3_600.0  # seconds between rounds, and before the first one

Pause = Callable[[float], Awaitable[None]]


class Retention:
    """Deletes what has outlived its setting. `pause` waits the given seconds."""

    def __init__(self, core: Core, pause: Pause = asyncio.sleep) -> None:
        self._settings = core.settings
        self._audit = core.audit
        self._requests = AccessRequestStore(core.database)
        self._searches = SavedSearchStore(core.database, core.expiring)
        self._pause = pause

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Forget in the background until the block ends."""
        async with in_background(self._rounds()):
            yield

    async def forget(self, now: datetime) -> None:
        """Delete what has outlived its setting at `now`, aware.

        How many entries of the audit log were deleted is an entry itself.
        """
        before = now - timedelta(days=self._settings.audit_days)
        if gone := await self._audit.prune(before):
            await self._audit.write(_forgotten(gone, now))
            log.info("audit-forgotten", entries=gone)
        before = now - timedelta(days=self._settings.access_request_days)
        if gone := await self._requests.prune(before):
            log.info("requests-forgotten", requests=gone)
        days = self._settings.unlinked_search_days
        if gone := await self._searches.forget_unlinked(days, now):
            log.info("searches-forgotten", searches=gone)

    async def _rounds(self) -> None:
        while True:
            await self._pause(_PAUSE)
            try:
                await self.forget(datetime.now(UTC))
            except DATABASE_FAULTS as error:  # the next round may find it well
                log.warning("nothing-forgotten", error=type(error).__name__)


def _forgotten(entries: int, now: datetime) -> AuditEntry:
    return AuditEntry(
        at=now,
        org=DAILY_CHECK.org,
        slack_user=DAILY_CHECK.user,
        mor_username="",
        target=None,
        period_start=None,
        period_end=None,
        rows=entries,
        outcome="done",
        kind="audit-forgotten",
    )
