"""What has outlived its setting is deleted in the background."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from bot import app
from bot.app.retention import Retention
from bot.calls.model import Account, Role
from bot.errors import DatabaseError
from bot.links.access_requests import AccessRequestStore
from bot.links.model import Link
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.search.store import SavedSearchStore
from bot.settings import Settings
from bot.store import tables
from bot.store.audit import AuditEntry, AuditFilter
from tests.support.company import settings_between
from tests.support.link_office import INGRID
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

        async with Retention(core, pause).running(), asyncio.timeout(60):
            await third.wait()
    assert pauses == [3_600.0] * 3
    assert DatabaseError.__name__ in [
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


async def test_the_days_without_a_link_start_anew_for_somebody_who_was_linked_again(
    mor: MorServer, workspace: Workspace, each_database: str
) -> None:
    settings = settings_between(mor, workspace, each_database, unlinked_search_days=2)
    async with app.opened(settings) as core:
        searches, retention = SavedSearchStore(core.database, core.expiring), Retention(core)
        await searches.save(TOM, "mine", "me today", NOW)
        await retention.forget(NOW)
        account = Account("tomford", 5, Role.USER, 0)
        await core.directory.add(Link(TOM, account, False, "", NOW, INGRID, NOW))
        await retention.forget(NOW + timedelta(days=1))
        await core.directory.remove(TOM, by=INGRID)
        await retention.forget(NOW + timedelta(days=2.1))
        await retention.forget(NOW + timedelta(days=4))
        assert await searches.of(TOM)
        await retention.forget(NOW + timedelta(days=4.2))
        assert not await searches.of(TOM)


async def test_old_entries_of_the_audit_log_are_deleted_and_that_is_an_entry(
    mor: MorServer, workspace: Workspace, each_database: str
) -> None:
    settings = settings_between(mor, workspace, each_database, audit_days=400)
    async with app.opened(settings) as core:
        for age in (500, 401, 399, 1):
            await core.audit.write(entry(NOW - timedelta(days=age)))
        for _ in range(2):
            await Retention(core).forget(NOW)
        kept = await core.audit.page(100)
    assert [one.kind for one in kept] == ["audit-forgotten", "question", "question"]
    assert (kept[0].rows, kept[0].slack_user) == (2, "daily check")


async def test_more_entries_than_are_looked_at_at_once_are_deleted(
    mor: MorServer, workspace: Workspace, url: str
) -> None:
    async with app.opened(settings_between(mor, workspace, url)) as core:
        old = asdict(entry(NOW - timedelta(days=2)))
        async with core.database.writing() as connection:
            await connection.execute(tables.audit.insert(), [old] * 1001)
        await core.audit.write(entry(NOW))
        assert await core.audit.prune(NOW - timedelta(days=1)) == 1001
        assert await core.audit.count(AuditFilter()) == 1


async def test_old_requests_for_access_are_deleted(
    mor: MorServer, workspace: Workspace, each_database: str
) -> None:
    settings = settings_between(mor, workspace, each_database, access_request_days=90)
    async with app.opened(settings) as core:
        store = AccessRequestStore(core.database)
        old = await store.add(INGRID, NOW - timedelta(days=91))
        new = await store.add(TOM, NOW - timedelta(days=89))
        assert old is not None
        assert new is not None
        await Retention(core).forget(NOW)
        assert await store.find(old) is None
        assert await store.find(new) is not None


def test_the_audit_log_is_kept_for_more_than_a_year_unless_a_setting_says_otherwise() -> None:
    settings = Settings.load(env_file=None, mor_url="https://mor.example.com/billing")
    assert settings.audit_days > 366


def entry(at: datetime) -> AuditEntry:
    return AuditEntry(at, "T1", "U1", "", 5, None, None, 1, "answered", "question")
