"""The menu of people offers the MOR users that somebody may ask about, found by an index."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.calls.model import Account, Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.links.link_search import askable_accounts, askable_statement, foreign_user_ids
from bot.links.model import Link
from bot.store.database import open_database
from tests.support.databases import sqlite_in

ADMIN = Account("admin", 0, Role.ADMIN)
NORD = Account("nordvoice", 3, Role.RESELLER, foreign_refused=True)
HELD = Account("harbour", 4, Role.RESELLER)
TOM = Account("tomford", 5, Role.USER)
ADA = Account("adalind", 6, Role.USER, owner_id=3)
ROSA = Account("rcosta", 8, Role.USER, owner_id=4)
GONE = Account("gone", 9, Role.USER, owner_id=3)
ID_LESS = Account("boss", None, Role.ADMIN)


@pytest.fixture
def url(each_database: str) -> str:
    return each_database


@pytest.fixture
async def directory(directory: Directory) -> Directory:
    everybody = (ADMIN, NORD, HELD, TOM, ADA, ROSA, GONE, ID_LESS, TOM)
    for number, account in enumerate(everybody):
        reason = "has left" if account is GONE else ""
        who = Identity("T1", f"U{number}")
        await directory.add(linked(who, account, reason))
    return directory


def linked(who: Identity, account: Account, reason: str = "") -> Link:
    then = datetime(2026, 11, 25, tzinfo=UTC)
    return Link(who, account, False, reason, then, COMMAND_LINE, then)


@pytest.mark.parametrize(
    ("account", "typed", "names"),
    [
        (ADMIN, "", ["adalind", "admin", "harbour", "nordvoice", "rcosta", "tomford"]),
        (ID_LESS, "TOM", ["tomford"]),
        (ADMIN, "6", ["adalind"]),
        (ADMIN, "nobody", []),
        (NORD, "", ["adalind", "nordvoice"]),
        (HELD, "", ["harbour"]),
        (TOM, "", ["tomford"]),
        (TOM, "ada", []),
    ],
)
async def test_each_role_finds_only_users_that_it_may_ask_about(
    directory: Directory, account: Account, typed: str, names: list[str]
) -> None:
    found = await askable_accounts(directory.database, account, typed, 100)
    assert [one.username for one in found] == names


async def test_search_ignores_case_and_has_no_wildcards(
    directory: Directory,
) -> None:
    for number, name in enumerate(("STRASSE", "straße", "50%_off", "500 off")):
        account = Account(name, 100 + number, Role.USER)
        await directory.add(linked(Identity("T1", f"UX{number}"), account))

    async def found(typed: str) -> list[str]:
        accounts = await askable_accounts(directory.database, ADMIN, typed, 100)
        return [one.username for one in accounts]

    assert await found(" Straße ") == ["STRASSE", "straße"]
    assert await found("0%_") == ["50%_off"]
    assert await found("%") == ["50%_off"]
    assert await found("10") == ["50%_off", "500 off", "STRASSE", "straße"]  # by their ids


async def test_no_more_rows_are_read_than_are_shown(directory: Directory) -> None:
    accounts = await askable_accounts(directory.database, ADMIN, "", 2)
    assert [one.username for one in accounts] == ["adalind", "admin"]
    assert len(await askable_accounts(directory.database, NORD, "", 1)) == 1


async def test_a_reseller_is_not_offered_users_that_mor_did_not_confirm(
    directory: Directory,
) -> None:
    await directory.note_failing(datetime.now(UTC))

    async def found(account: Account) -> list[str]:
        accounts = await askable_accounts(directory.database, account, "", 100)
        return [one.username for one in accounts]

    assert await found(NORD) == ["nordvoice"]
    assert "adalind" in await found(ADMIN)


@pytest.mark.parametrize(
    ("account", "step"),
    [
        (ADMIN, "SCAN links USING INDEX links_by_username"),
        (NORD, "SEARCH links USING INDEX links_by_owner (owner_id=? AND role=?)"),
    ],
)
async def test_an_index_is_used_and_nothing_is_sorted(
    tmp_path: Path, account: Account, step: str
) -> None:
    async with (
        open_database(sqlite_in(tmp_path)) as database,
        database.reading() as connection,
    ):
        statement = askable_statement(account, "tom", 100)
        sql = statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")
        assert [row.detail for row in plan] == [step]


async def test_foreign_ids_are_those_of_other_owners_users_smallest_first(
    directory: Directory,
) -> None:
    assert await foreign_user_ids(directory.database, 3, 3) == [0, 4, 5]
    assert await foreign_user_ids(directory.database, 4, 9) == [0, 3, 5, 6, 9]
