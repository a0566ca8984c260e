"""Links and bot admins: found as they stand, changed with a line in the audit log."""

import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calls.model import Account, Role
from bot.errors import AskError
from bot.ids import COMMAND_LINE, DAILY_CHECK, Identity
from bot.links.directory import Directory
from bot.links.model import Link, Suspension
from bot.store.audit import Audit
from bot.store.database import Database, open_database

INGRID = Identity("T0HARBOR1", "U0INGRID1")
ADA = Identity("T0HARBOR1", "U0ADA0001")
NILS = Identity("E0NORDIC1", "U0NILS001")
MADE = datetime(2026, 3, 29, 12, 30, 0, 123456, ZoneInfo("Europe/Vilnius"))

ADA_LINK = Link(
    identity=ADA,
    account=Account("adalind", 6, Role.USER, owner_id=3),
    external=True,
    suspended="",
    created_at=MADE,
    created_by=INGRID,
    checked_at=MADE + timedelta(days=1),
    full_name="Ada Lindqvist",
)
NILS_LINK = Link(
    identity=NILS,
    account=Account("nordvoice", 3, Role.RESELLER, foreign_refused=True),
    external=False,
    suspended="",
    created_at=MADE,
    created_by=COMMAND_LINE,
    checked_at=MADE,
)
INGRID_LINK = Link(
    identity=INGRID,
    account=Account("admin", None, Role.ADMIN),
    external=False,
    suspended="MOR is away",
    created_at=MADE,
    created_by=COMMAND_LINE,
    checked_at=MADE,
)


async def changes(database: Database) -> list[tuple[str, str, str]]:
    """Kind, who and about whom of all changes, the oldest first."""
    entries = await Audit(database).page(100)
    return [(entry.kind, entry.slack_user, entry.about) for entry in reversed(entries)]


@pytest.mark.parametrize("link", [ADA_LINK, NILS_LINK, INGRID_LINK])
async def test_a_link_is_found_as_it_was_added(directory: Directory, link: Link) -> None:
    await directory.add(link)
    found = await directory.find(link.identity)
    assert found == link
    assert found is not None
    assert type(found.external) is bool
    assert type(found.account.foreign_refused) is bool
    assert found.created_at.tzinfo is UTC


async def test_a_link_is_found_in_a_database_without_a_file_too() -> None:
    async with open_database("sqlite+aiosqlite://") as database:
        directory = Directory(database)
        await directory.add(ADA_LINK)
        assert await directory.find(ADA) == ADA_LINK


async def test_a_person_of_another_organisation_is_somebody_else(directory: Directory) -> None:
    await directory.add(ADA_LINK)
    assert await directory.find(Identity("T0OTHER01", ADA.user)) is None
    assert await directory.find(Identity(ADA.org, ADA.user.lower())) is None


async def test_all_links_come_in_order(directory: Directory) -> None:
    await directory.add(INGRID_LINK, ADA_LINK, NILS_LINK)
    assert await directory.all() == [NILS_LINK, ADA_LINK, INGRID_LINK]


async def test_links_that_are_due_come_in_order_a_few_at_a_time(directory: Directory) -> None:
    now = datetime.now(UTC)
    ages = [timedelta(days=2), timedelta(hours=1), -timedelta(hours=1)]
    made = [
        dataclasses.replace(
            ADA_LINK,
            identity=Identity(f"T{number % 2}", f"U{number:04}"),
            checked_at=now - ages[number % 3],
        )
        for number in range(900)
    ]
    await directory.add(*made)
    due = [link.identity async for link in directory.due(now - timedelta(days=1), now)]
    assert due == sorted(one.identity for number, one in enumerate(made) if number % 3 != 1)


async def test_a_second_link_is_refused_and_none_of_those_with_it_is_made(
    directory: Directory, database: Database
) -> None:
    await directory.add(ADA_LINK)
    other = dataclasses.replace(ADA_LINK, account=Account("admin", 0, Role.ADMIN))
    with pytest.raises(AskError) as caught:
        await directory.add(NILS_LINK, other)
    assert caught.value.code == "already-linked"
    assert await directory.all() == [ADA_LINK]
    assert await changes(database) == [("link", "U0INGRID1", "T0HARBOR1/U0ADA0001")]


async def test_a_mention_finds_the_one_person_with_that_user_id(directory: Directory) -> None:
    await directory.add(ADA_LINK)
    assert await directory.find_by_slack_user(ADA.user) == ADA_LINK
    assert await directory.find_by_slack_user(NILS.user) is None
    await directory.add(dataclasses.replace(ADA_LINK, identity=Identity("T0OTHER01", ADA.user)))
    assert await directory.find_by_slack_user(ADA.user) is None


async def test_a_removed_link_is_gone_at_once(directory: Directory, database: Database) -> None:
    await directory.add(ADA_LINK)
    assert await directory.remove(ADA, by=INGRID)
    assert await directory.find(ADA) is None
    assert not await directory.remove(ADA, by=INGRID)
    assert (await changes(database))[1:] == [("unlink", "U0INGRID1", "T0HARBOR1/U0ADA0001")]


async def test_a_link_changed_through_another_connection_is_seen_at_once(
    directory: Directory, url: str
) -> None:
    await directory.add(ADA_LINK)
    async with open_database(url) as theirs:
        assert await Directory(theirs).suspend(ADA_LINK, Suspension.GUEST, by=COMMAND_LINE)
        suspended = await directory.find(ADA)
        assert suspended is not None
        assert suspended.suspended == Suspension.GUEST
        await Directory(theirs).remove(ADA, by=COMMAND_LINE)
        assert await directory.find(ADA) is None


async def test_suspending_and_resuming_happen_once_each(
    directory: Directory, database: Database
) -> None:
    assert not await directory.suspend(ADA_LINK, Suspension.GUEST, by=DAILY_CHECK)
    await directory.add(ADA_LINK)
    assert not await directory.resume(ADA_LINK, by=DAILY_CHECK)
    assert await directory.suspend(ADA_LINK, Suspension.NAME_GONE, by=DAILY_CHECK)
    assert not await directory.suspend(ADA_LINK, Suspension.GUEST, by=DAILY_CHECK)
    assert await directory.find(ADA) == dataclasses.replace(ADA_LINK, suspended="name-gone")
    assert await directory.resume(ADA_LINK, by=INGRID)
    assert await directory.find(ADA) == ADA_LINK
    about = "T0HARBOR1/U0ADA0001"
    assert (await changes(database))[1:] == [
        ("suspend", "daily check", about),
        ("resume", "U0INGRID1", about),
    ]


async def test_a_confirmed_link_is_dated_and_its_reach_follows(
    directory: Directory, database: Database
) -> None:
    await directory.add(NILS_LINK)
    name = "Nils Nord"
    await directory.confirm(NILS_LINK, foreign_refused=True, full_name=name, by=DAILY_CHECK)
    confirmed = await directory.find(NILS)
    assert confirmed is not None
    assert confirmed.full_name == name
    assert datetime.now(UTC) - confirmed.checked_at < timedelta(minutes=1)
    await directory.confirm(confirmed, foreign_refused=False, full_name="", by=DAILY_CHECK)
    limited = await directory.find(NILS)
    assert limited is not None
    assert not limited.account.foreign_refused
    about = "E0NORDIC1/U0NILS001"
    assert (await changes(database))[1:] == [("own-id-only", "daily check", about)]


async def test_a_link_remade_meanwhile_is_not_confirmed_in_place_of_the_old(
    directory: Directory,
) -> None:
    remade = dataclasses.replace(NILS_LINK, account=Account("harbour", 4, Role.RESELLER))
    await directory.add(remade)
    await directory.confirm(NILS_LINK, foreign_refused=True, full_name="Nils", by=DAILY_CHECK)
    assert await directory.find(NILS) == remade


async def test_a_mor_user_is_called_as_mor_last_called_them(directory: Directory) -> None:
    newer = dataclasses.replace(
        ADA_LINK, identity=NILS, full_name="Ada Berg", checked_at=MADE + timedelta(days=2)
    )
    unnamed = dataclasses.replace(
        ADA_LINK, identity=INGRID, full_name="", checked_at=MADE + timedelta(days=3)
    )
    await directory.add(ADA_LINK, newer, unnamed)
    assert await directory.full_name(6) == "Ada Berg"
    assert await directory.full_name(3) == ""
    assert await directory.full_name(5) == ""


async def test_a_change_that_cannot_be_audited_is_not_made(
    directory: Directory, database: Database
) -> None:
    await directory.add(ADA_LINK)
    async with database.writing() as connection:
        await connection.exec_driver_sql("DROP TABLE audit")
    with pytest.raises(Exception, match="tables of it are missing"):
        await directory.remove(ADA, by=INGRID)
    assert await directory.find(ADA) == ADA_LINK


async def test_of_replicas_that_change_a_link_at_the_same_time_one_does(each_database: str) -> None:
    async with open_database(each_database) as one, open_database(each_database) as other:
        directories = [Directory(one), Directory(other)]
        for _ in range(10):
            await directories[0].add(ADA_LINK)
            for change in (
                [each.suspend(ADA_LINK, Suspension.GUEST, by=ADA) for each in directories],
                [each.resume(ADA_LINK, by=ADA) for each in directories],
                [each.remove(ADA, by=ADA, judged=ADA_LINK) for each in directories],
            ):
                assert sorted(await asyncio.gather(*change)) == [False, True]
        assert len(await changes(one)) == 40
