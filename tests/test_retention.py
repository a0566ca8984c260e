"""What has outlived its setting is deleted in the background."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import OperationalError

from bot import app
from bot.app.retention import Retention
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.search.store import SavedSearchStore
from bot.store import tables
from tests.support.company import settings_between
from tests.support.logs import ReadLog
from tests.support.searching import TOM

NOW = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)


async def test_it_goes_on_every_hour_also_after_a_round_that_failed(
    mor: MorServer, workspace: Workspace, url: str, read_log: ReadLog
) -> None:
    settings = settings_between(mor, workspace, url, unlinked_search_days=1)
    pauses: list[float] = []
    third = asyncio.Event()
    async with app.opened(settings) as core:

        async def pause(seconds: float) -> None:
            pauses.append(seconds)
            async with core.database.writing() as connection:
                change = (
                    tables.saved_searches.drop
                    if len(pauses) == 1
                    else (tables.saved_searches.create)
                )
                if len(pauses) < 3:
                    await connection.run_sync(change)
            if len(pauses) == 3:
                third.set()
                await asyncio.Event().wait()

        async with Retention(core, pause).running(), asyncio.timeout(20):
            await third.wait()
    assert pauses == [3_600.0] * 3
    assert OperationalError.__name__ in [
        line["error"] for line in read_log() if line["event"] == "nothing-forgotten"
    ]


async def test_the_setting_says_how_long_searches_of_the_unlinked_are_kept(
    mor: MorServer, workspace: Workspace, url: str
) -> None:
    settings = settings_between(mor, workspace, url, unlinked_search_days=2)
    async with app.opened(settings) as core:
        searches, retention = SavedSearchStore(core.database, core.expiring), Retention(core)
        await searches.save(TOM, "mine", "me today", NOW)
        await retention.forget(NOW)
        await retention.forget(NOW + timedelta(days=1.9))
        assert await searches.of(TOM)
        await retention.forget(NOW + timedelta(days=2))
        assert not await searches.of(TOM)
