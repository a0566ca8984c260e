"""Recheck each link once a day, and tell the bot admins of changes.

The database has the time of each link's last check, so a restart neither skips nor repeats one.
What could not be checked, because MOR is down or a key is wrong, is retried in the next round.
The bot admins are told of that once, and a link that fails for days is suspended until it is
confirmed.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.background import in_background
from bot.errors import Unavailable
from bot.ids import DAILY_CHECK
from bot.links.check_news import CheckNews
from bot.links.directory import Directory
from bot.links.linking import Linking, Recheck, RecheckOutcome
from bot.telemetry import begin_request, logger

log = logger(__name__)

_FIRST = (60.0, 600.0)  # seconds after the start, so that many restarts do not ask MOR at once
_ROUND = (2700.0, 4500.0)  # seconds between rounds: about an hour
_BETWEEN = 1.0  # seconds between two links: Slack allows a hundred look-ups a minute
_DUE = timedelta(hours=23)  # with hourly rounds, once a day

Pause = Callable[[float], Awaitable[None]]


class DailyCheck:
    """Checks the links that are due, about once an hour. `pause` waits the given seconds.

    Links that MOR could not confirm for `unconfirmed` are suspended until it does.
    """

    def __init__(
        self,
        linking: Linking,
        directory: Directory,
        news: CheckNews,
        unconfirmed: timedelta,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._linking = linking
        self._directory = directory
        self._news = news
        self._unconfirmed = unconfirmed
        self._pause = pause
        self._random = random.SystemRandom()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Check in the background until the block ends."""
        async with in_background(self._rounds()):
            yield

    async def check_due(self) -> list[Recheck]:
        """Check the links that are due now, while MOR answers, and tell what has changed."""
        await self._linking.admins.present()  # who no longer counts is told
        checks: list[Recheck] = []
        now, away = datetime.now(UTC), None
        try:
            async for link in self._directory.due(now - _DUE, now):
                if checks:
                    await self._pause(_BETWEEN)
                checks.append(await self._linking.recheck(link, by=DAILY_CHECK))
        except Unavailable as error:
            log.warning("daily-check-cut-short", code=error.code, checked=len(checks))
            away = error
        finally:
            await self._news.tell(checks)
        await self._note_failing(now, away)
        return checks

    async def _note_failing(self, now: datetime, away: Unavailable | None) -> None:
        """Record whom MOR did not confirm, and suspend those of whom that is true for days."""
        failing = await self._directory.note_failing(now - _DUE)
        if away is not None and failing:
            trouble = f"{away.text} {away.details}".rstrip()
            await self._news.tell_failing(failing, trouble, away.code)
        since = now - self._unconfirmed
        await self._news.tell(await self._linking.suspend_unconfirmed(since, by=DAILY_CHECK))

    async def _rounds(self) -> None:
        await self._pause(self._random.uniform(*_FIRST))
        while True:
            begin_request()
            try:
                checks = await self.check_due()
            except Exception:  # a bug in one round must not end all rounds
                log.exception("daily-check-failed")
            else:
                _log(checks)
            await self._pause(self._random.uniform(*_ROUND))


def _log(checks: list[Recheck]) -> None:
    if checks:
        changed = sum(check.changed for check in checks)
        failed = sum(check.outcome is RecheckOutcome.FAILED for check in checks)
        log.info("daily-check", links=len(checks), changed=changed, not_checked=failed)
