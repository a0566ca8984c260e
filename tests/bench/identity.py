"""How long it takes to look up who asks, and whether an outdated link is ever returned."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.sandbox.company import TEAM_ID
from bot.store.database import Database, open_database
from bot.store.tables import links
from tests.bench.measuring import apart, by_turns, seconds_of
from tests.bench.office import PEOPLE, link_everybody
from tests.bench.table import Row, duration, most, verdict

_LONGEST = 60e-6  # seconds
_WHO = Identity(TEAM_ID, PEOPLE[0])


def rows(*, quick: bool) -> Iterator[Row]:
    """Measure look-ups, and count those that missed a change."""
    rounds, tries = (3, 20) if quick else (9, 1000)
    ours, theirs = apart(_measured, rounds, tries, quick=quick)
    yield most(
        "identity look-up, beside SQLAlchemy's async select",
        sorted(ours)[len(ours) // 2],
        _LONGEST,
        duration,
        sorted(theirs)[len(theirs) // 2],
    )
    stale = apart(_stale_after_changes, 5 if quick else 200, quick=quick)
    yield Row(
        "look-ups that missed a link changed by another process's connection",
        str(stale),
        goal="0",
        verdict=verdict(not stale),
    )


def _measured(rounds: int, tries: int) -> list[list[float]]:
    return asyncio.run(_look_ups(rounds, tries))


async def _look_ups(rounds: int, tries: int) -> list[list[float]]:
    with tempfile.TemporaryDirectory(prefix="morbot-bench-") as folder:
        async with open_database(_url(folder)) as database:
            directory = Directory(database)
            await link_everybody(directory)
            return await by_turns(
                [
                    lambda: seconds_of(directory.find(_WHO)),
                    lambda: seconds_of(_plain_select(database)),
                ],
                rounds=rounds,
                tries=tries,
            )


async def _plain_select(database: Database) -> None:
    statement = select(links).where(links.c.org == _WHO.org, links.c.slack_user == _WHO.user)
    async with database.reading() as connection:
        (await connection.execute(statement)).one()


def _stale_after_changes(changes: int) -> int:
    return asyncio.run(_changed(changes))


async def _changed(changes: int) -> int:
    """Count the look-ups that returned the old state right after another connection's change."""
    stale = 0
    with tempfile.TemporaryDirectory(prefix="morbot-bench-") as folder:
        async with open_database(_url(folder)) as ours, open_database(_url(folder)) as theirs:
            reads, writes = Directory(ours), Directory(theirs)
            await link_everybody(writes)
            link = await reads.find(_WHO)
            assert link is not None
            for _ in range(changes):
                await writes.remove(_WHO, by=COMMAND_LINE)
                stale += await reads.find(_WHO) is not None
                await writes.add(link)
                stale += await reads.find(_WHO) is None
    return stale


def _url(folder: str) -> str:
    return f"sqlite+aiosqlite:///{Path(folder) / 'morbot.db'}"
