"""Rows that expire, on both databases, seen by two replicas at the same time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.store.database import Database, open_database
from bot.store.expiring import ExpiringRows
from bot.store.tables import expiring

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def url(each_database: str) -> str:
    return each_database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def one(database: Database, clock: Clock) -> ExpiringRows:
    """The rows as one replica sees them."""
    return ExpiringRows(database, "a secret", clock)


@pytest.fixture
async def other(database: Database, url: str, clock: Clock) -> AsyncIterator[ExpiringRows]:
    """The rows as another replica sees them."""
    del database  # has to be migrated before
    async with open_database(url) as opened:
        yield ExpiringRows(opened, "a secret", clock)


async def test_a_row_is_claimed_by_exactly_one(one: ExpiringRows, other: ExpiringRows) -> None:
    for key in map(str, range(5)):
        claims = [rows.claim("seen", key, 60) for rows in (one, other) * 5]
        assert sorted(await asyncio.gather(*claims)) == [False] * 9 + [True]
    assert await other.claim("form", "1", 60)  # of another kind


async def test_a_claim_that_fails_leaves_the_row_as_it_was(
    one: ExpiringRows, other: ExpiringRows, clock: Clock
) -> None:
    assert await one.claim("seen", "a", 60, "mine")
    clock.forward(30)
    assert not await other.claim("seen", "a", 60, "yours")
    assert await other.find("seen", "a") == "mine"
    clock.forward(30)
    assert await other.find("seen", "a") is None


async def test_an_expired_row_is_claimed_again_by_exactly_one(
    one: ExpiringRows, other: ExpiringRows, clock: Clock
) -> None:
    assert await one.claim("seen", "a", 60, "first")
    clock.forward(60)
    claims = [rows.claim("seen", "a", 60, "second") for rows in (one, other) * 3]
    assert sorted(await asyncio.gather(*claims)) == [False] * 5 + [True]
    assert await one.find("seen", "a") == "second"


async def test_a_row_that_one_replica_puts_another_finds(
    one: ExpiringRows, other: ExpiringRows
) -> None:
    values: tuple[object, ...] = ({"page": 2, "words": ["a\x00", "“b”", None]}, [], "", 0, False)
    for value in values:
        await one.put("list", "a", 60, value)
        assert await other.find("list", "a") == value
    assert await other.find("list", "b") is None
    assert await other.find("form", "a") is None


async def test_a_row_is_taken_by_exactly_one(
    one: ExpiringRows, other: ExpiringRows, clock: Clock
) -> None:
    for key in map(str, range(5)):
        await one.put("form", key, 60, "about")
        taken = await asyncio.gather(*(rows.take("form", key) for rows in (one, other) * 5))
        assert [value for value in taken if value is not None] == ["about"]
    await one.put("form", "a", 60, "about")
    clock.forward(60)
    assert await other.take("form", "a") is None


async def test_expired_rows_are_pruned_in_batches(
    one: ExpiringRows, other: ExpiringRows, clock: Clock, database: Database
) -> None:
    for number in range(5):
        await one.put("seen", str(number), 60 + number, number)
    await one.put("seen", "later", 600, "later")
    assert await one.prune() == 0
    clock.forward(62)
    assert await one.prune(2) == 2
    assert sorted(await asyncio.gather(one.prune(2), other.prune(2))) == [0, 1]
    assert await _count(database) == 3
    assert await other.find("seen", "later") == "later"


async def test_old_rows_are_pruned_in_the_background(
    one: ExpiringRows, clock: Clock, database: Database
) -> None:
    await one.put("seen", "a", 60, "about")
    clock.forward(60)
    async with one.pruned():
        while await _count(database):
            pass


async def test_a_database_in_memory_has_expiring_rows_too(clock: Clock) -> None:
    async with open_database("sqlite+aiosqlite://") as database:
        rows = ExpiringRows(database, "a secret", clock)
        claims = await asyncio.gather(*(rows.claim("seen", "a", 60) for _ in range(5)))
        assert sorted(claims) == [False] * 4 + [True]
        assert await rows.take("seen", "a") is True
        assert await rows.find("seen", "a") is None


async def _count(database: Database) -> int:
    async with database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(expiring))).scalar_one()


async def test_a_value_is_exchanged_by_exactly_one(
    one: ExpiringRows, other: ExpiringRows, clock: Clock
) -> None:
    await one.put("rate", "tom", 60, 1.5)
    changes = [
        rows.exchange("rate", "tom", 1.5, 90, number)
        for number, rows in enumerate((one, other) * 5, start=2)
    ]
    done = await asyncio.gather(*changes)
    assert sorted(done) == [False] * 9 + [True]
    clock.forward(89)
    assert await other.find("rate", "tom") == done.index(True) + 2
    clock.forward(2)
    assert await other.find("rate", "tom") is None


async def test_a_missing_row_is_not_exchanged(one: ExpiringRows) -> None:
    await one.put("rate", "tom", 60, 1)
    assert not await one.exchange("rate", "ingrid", 1, 60, 2)
    assert not await one.exchange("form", "tom", 1, 60, 2)
    assert not await one.exchange("rate", "tom", 2, 60, 3)
    assert await one.find("rate", "tom") == 1


async def test_a_copy_of_the_database_gives_no_value_away(
    one: ExpiringRows, database: Database
) -> None:
    url = "https://hooks.slack.com/commands/T1/2/canary"
    await one.put("form", "1", 60, {"response_url": url})
    await one.put("form", "2", 60, {"response_url": url})

    async with database.writing() as connection:
        stored = [row.value for row in await connection.execute(select(expiring.c.value))]
        assert not any("canary" in value for value in stored)
        moved = update(expiring).where(expiring.c.key == "2").values(value=stored[0])
        await connection.execute(moved)
    assert await one.find("form", "1") == {"response_url": url}
    assert await one.find("form", "2") is None


async def test_with_another_secret_a_value_is_not_found_and_a_claim_holds(
    one: ExpiringRows, database: Database, clock: Clock
) -> None:
    another = ExpiringRows(database, "another secret", clock)
    await one.claim("request", "1", 60)
    await one.put("request", "2", 60, "of this secret")

    assert not await another.claim("request", "1", 60)
    assert await another.find("request", "2") is None
    assert await another.pending("request") == {}
    assert await another.take("request", "2") is None


async def test_a_plain_value_outlives_a_change_of_the_secret(
    one: ExpiringRows, database: Database, clock: Clock
) -> None:
    another = ExpiringRows(database, "another secret", clock)
    for key in ("C1 1.1", "C1 1.2"):
        await one.put("share-posted", key, 60, ["an answer", "T1", "U1"], plain=True)
    assert await another.find("share-posted", "C1 1.1") == ["an answer", "T1", "U1"]
    assert len(await another.pending("share-posted")) == 2
    assert await another.take("share-posted", "C1 1.2") == ["an answer", "T1", "U1"]
    clock.forward(60)
    assert await another.find("share-posted", "C1 1.1") is None
