"""Searches that people keep under a name."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import AskError
from bot.ids import Identity
from bot.search.store import MOST_SEARCHES, SavedSearchStore
from bot.store.database import Database

TOM = Identity("T0HARBOR1", "U0TOM0001")
NAMESAKE = Identity("T0OTHER01", TOM.user)
NOW = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)


@pytest.fixture
def searches(database: Database) -> SavedSearchStore:
    return SavedSearchStore(database)


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
