"""Posts to one channel are apart from one another, whichever replica sends them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.digests.pacing import ChannelPacer
from bot.store import tables
from bot.store.database import Database, open_database
from tests.support.digest_office import NOC

APART = 10.0  # seconds between the turns of one pacer
TURN = APART + 0.25  # between those of all of them


class Waits:
    """How long each turn had to wait, without waiting."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def pause(self, seconds: float) -> None:
        self.seconds.append(seconds)

    async def turn(self, database: Database, channel: str = NOC) -> None:
        """A turn of a replica of its own."""
        async with ChannelPacer(database, APART, pause=self.pause).turn(channel):
            pass

    @property
    def turns(self) -> list[int]:
        """Which turn each got. A little of the time until then goes by."""
        return sorted(-int(-seconds // TURN) for seconds in self.seconds)


@pytest.fixture
def url(each_database: str) -> str:
    return each_database


async def test_no_two_replicas_get_the_same_turn(database: Database, each_database: str) -> None:
    waits = Waits()
    async with open_database(each_database) as other, open_database(each_database) as third:
        replicas = [database, other, third] * 2
        await asyncio.gather(*(waits.turn(one) for one in replicas[:5]))
        await waits.turn(replicas[5])
    assert waits.turns == [0, 1, 2, 3, 4, 5]


async def test_channels_do_not_wait_for_one_another(database: Database) -> None:
    waits = Waits()
    for channel in (NOC, "C0NUMBERS", "U0TOM0001", ""):
        await waits.turn(database, channel)
    assert waits.turns == [0, 0, 0, 0]


async def test_a_channel_that_is_free_is_free_at_once(database: Database) -> None:
    waits = Waits()
    for ago in (timedelta(seconds=1), timedelta(days=1)):
        await waits.turn(database)
        ends_at = datetime.now(UTC) - ago
        async with database.writing() as connection:
            await connection.execute(update(tables.expiring).values(ends_at=ends_at))
    await waits.turn(database)
    assert waits.turns == [0, 0, 0]


async def test_after_a_clock_was_put_back_nobody_waits_for_hours(database: Database) -> None:
    waits = Waits()
    await waits.turn(database)
    ahead = datetime.now(UTC) + timedelta(hours=3)
    async with database.writing() as connection:
        await connection.execute(update(tables.expiring).values(ends_at=ahead))
    await waits.turn(database)
    await waits.turn(database)
    assert waits.turns == [0, 0, 1]


async def test_without_its_table_turns_go_on(database: Database) -> None:
    waits = Waits()
    async with database.writing() as connection:
        await connection.exec_driver_sql("ALTER TABLE expiring RENAME TO lost")
    await waits.turn(database)
    assert waits.turns == [0]
