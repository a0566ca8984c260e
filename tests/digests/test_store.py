"""Digests as they are kept, where there are several replicas."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.digests.claims import claim_due
from bot.digests.model import Digest, Extras, MorUser, Plan
from bot.digests.store import Digests
from bot.ids import Identity
from bot.store import tables
from bot.store.database import Database, open_database

OWNER = Identity("T0HARBOR1", "U0TOM0001")
NOW = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
TOMFORD = MorUser(5, "tomford")
PLAN = Plan("yesterday", "0 7 * * *", "UTC", "C0NOC0001", Extras())


async def drafted(digests: Digests) -> Digest:
    draft = await digests.find(await digests.draft(OWNER, TOMFORD, PLAN, NOW))
    assert draft is not None
    return draft


async def test_two_replicas_that_save_at_once_save_no_more_than_one_may_have(
    each_database: str,
) -> None:
    async with open_database(each_database) as here, open_database(each_database) as there:
        for already in range(5):
            drafts = [await drafted(Digests(here)) for _ in range(6)]
            most = already + 1

            def save(draft: Digest, at: Database, most: int = most) -> asyncio.Task[Digest | None]:
                return asyncio.create_task(Digests(at).confirm(draft, NOW, NOW, most))

            places = [here, there] * 3
            saved = await asyncio.gather(*map(save, drafts, places))
            assert len([one for one in saved if one]) == 1
        assert len(await Digests(here).of(OWNER)) == 5


async def test_two_replicas_that_save_one_draft_save_it_once(each_database: str) -> None:
    async with open_database(each_database) as here, open_database(each_database) as there:
        for number in range(1, 6):
            draft = await drafted(Digests(here))
            saving = [Digests(at).confirm(draft, NOW, NOW, 99) for at in (here, there)]
            assert len([one for one in await asyncio.gather(*saving) if one]) == 1
            assert len(await Digests(here).of(OWNER)) == number


async def test_options_written_by_a_newer_replica_hold_up_no_digest(each_database: str) -> None:
    async with open_database(each_database) as database:
        digests = Digests(database)
        for _ in range(2):
            assert await digests.confirm(await drafted(digests), NOW, NOW, 99)
        newer = '{"rows": true, "colour": "green"}'
        async with database.writing() as connection:
            await connection.execute(update(tables.digests).values(extras=newer))
        claimed = await claim_due(database, NOW, timedelta(hours=1), 10)
        assert (claimed.slots, claimed.unreadable) == (2, ())
        assert [one.plan.extras for one in await digests.all()] == [Extras(rows=True)] * 2


async def test_a_draft_changes_no_digest_of_somebody_else(each_database: str) -> None:
    async with open_database(each_database) as database:
        digests = Digests(database)
        theirs = await digests.confirm(await drafted(digests), NOW, NOW, 99)
        assert theirs is not None
        plan = replace(PLAN, place="C0OTHER")
        number = await digests.draft(
            Identity("T0HARBOR1", "U0ADA0001"), TOMFORD, plan, NOW, theirs.id
        )
        draft = await digests.find(number)
        assert draft is not None
        assert await digests.confirm(draft, NOW, NOW, 99) is None
        assert await digests.find(theirs.id) == theirs
