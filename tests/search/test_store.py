"""Searches that people keep under a name."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.calls.model import Account, Role
from bot.errors import AskError
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.links.model import Link
from bot.search.store import MOST_SEARCHES, SavedSearchStore
from bot.store.database import Database, open_database
from bot.store.expiring import ExpiringRows

TOM = Identity("T0HARBOR1", "U0TOM0001")
NAMESAKE = Identity("T0OTHER01", TOM.user)
NOW = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)


@pytest.fixture
def searches(database: Database) -> SavedSearchStore:
    return SavedSearchStore(database, ExpiringRows(database, "a secret"))


async def refusal(saving: SavedSearchStore, name: str, text: str = "me today") -> str:
    with pytest.raises(AskError) as caught:
        await saving.save(TOM, name, text, NOW)
    return caught.value.code


async def test_they_come_in_the_order_in_which_they_were_saved(searches: SavedSearchStore) -> None:
    for minute, name in enumerate(("mine", "also mine", "a third")):
        await searches.save(TOM, name, f"me {minute}m", NOW + timedelta(minutes=minute))
    found = [(one.name, one.text) for one in await searches.of(TOM)]
    assert found == [("mine", "me 0m"), ("also mine", "me 1m"), ("a third", "me 2m")]


async def test_a_search_is_its_owners_alone(searches: SavedSearchStore) -> None:
    await searches.save(TOM, "mine", "me today", NOW)
    (mine,) = await searches.of(TOM)
    assert await searches.find(mine.id, TOM) == mine
    assert await searches.of(NAMESAKE) == []
    assert not await searches.delete(mine.id, NAMESAKE)
    for doing in (
        searches.find(mine.id, NAMESAKE),
        searches.change(mine.id, NAMESAKE, "his", "me today"),
    ):
        with pytest.raises(AskError, match="no longer exists"):
            await doing
    assert await searches.of(TOM) == [mine]


async def test_a_name_stands_for_one_search(searches: SavedSearchStore) -> None:
    await searches.save(TOM, "Reception", "me today", NOW)
    await searches.save(TOM, "Reception", "me today", NOW)
    assert len(await searches.of(TOM)) == 1
    assert await refusal(searches, "Reception", "me yesterday") == "search-name-taken"
    assert await refusal(searches, "RECEPTION", "me yesterday") == "search-name-taken"
    await searches.save(NAMESAKE, "Reception", "me yesterday", NOW)


async def test_a_change_keeps_the_place_and_may_keep_the_name(searches: SavedSearchStore) -> None:
    await searches.save(TOM, "one", "me today", NOW)
    await searches.save(TOM, "two", "me today", NOW + timedelta(minutes=1))
    first, second = await searches.of(TOM)
    await searches.change(first.id, TOM, "One", "me yesterday")
    with pytest.raises(AskError, match="already have a search called"):
        await searches.change(first.id, TOM, "two", "me yesterday")
    changed, same = await searches.of(TOM)
    assert (changed.id, changed.name, changed.text) == (first.id, "One", "me yesterday")
    assert same == second


async def test_there_is_an_end_to_how_many(searches: SavedSearchStore) -> None:
    for number in range(MOST_SEARCHES):
        await searches.save(TOM, f"search {number}", "me today", NOW)
    assert await refusal(searches, "one more") == "too-many-searches"
    one = (await searches.of(TOM))[7]
    assert await searches.delete(one.id, TOM)
    assert not await searches.delete(one.id, TOM)
    await searches.save(TOM, "one more", "me today", NOW)
    assert len(await searches.of(TOM)) == MOST_SEARCHES


class Clock:
    """A clock that stands until it is put forward."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


async def test_searches_of_somebody_without_a_link_are_deleted_after_days(
    database: Database, directory: Directory
) -> None:
    clock = Clock()
    searches = SavedSearchStore(database, ExpiringRows(database, "a secret", clock))
    tom = Link(TOM, Account("tomford", 5, Role.USER), False, "", NOW, COMMAND_LINE, NOW)
    await directory.add(tom)
    for owner in (TOM, NAMESAKE):
        await searches.save(owner, "mine", "me today", NOW)

    async def forgotten(days: float) -> int:
        """How many are, when this has run every day until then."""
        end = clock.now + timedelta(days=days)
        gone = 0
        while clock.now <= end:
            gone += await searches.forget_unlinked(30, clock.now)
            clock.now += timedelta(days=1)
        return gone

    assert await forgotten(29) == 0
    assert await forgotten(1) == 1
    assert [len(await searches.of(owner)) for owner in (TOM, NAMESAKE)] == [1, 0]
    await directory.remove(TOM, by=COMMAND_LINE)
    assert await forgotten(20) == 0
    await directory.add(tom)
    assert await forgotten(5) == 0
    await directory.remove(TOM, by=COMMAND_LINE)
    assert await forgotten(25) == 0  # counted from the start again
    assert await forgotten(10) == 1


@pytest.mark.parametrize("changed", [False, True])
async def test_two_replicas_save_no_name_twice(each_database: str, changed: bool) -> None:
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(open_database(each_database)) for _ in range(4)]
        account = Account("tomford", 5, Role.USER)
        await Directory(opened[0]).add(Link(TOM, account, False, "", NOW, COMMAND_LINE, NOW))
        stores = [SavedSearchStore(one, ExpiringRows(one, "a secret")) for one in opened]
        for number, store in enumerate(stores if changed else ()):
            await store.save(TOM, f"before {number}", "me today", NOW)
        before = await stores[0].of(TOM)

        async def save(number: int, store: SavedSearchStore) -> None:
            text = f"me last {number + 1} days"
            if changed:
                await store.change(before[number].id, TOM, "One name", text)
            else:
                await store.save(TOM, "One name", text, NOW)

        saving = (save(number, store) for number, store in enumerate(stores))
        outcomes = await asyncio.gather(*saving, return_exceptions=True)
        assert sum(isinstance(one, AskError) for one in outcomes) == 3
        names = [one.name for one in await stores[0].of(TOM)]
        assert names.count("One name") == 1
