"""What a round costs while nothing is due, whatever is stored."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import cast

from sqlalchemy import insert

from bot.digests.channel import DigestChannel
from bot.digests.deliveries import Delivery
from bot.digests.engine.outcomes import Limits, Outcomes
from bot.digests.engine.rounds import Parts
from bot.digests.reading import DigestReader
from bot.store import tables
from bot.store.database import Database, open_database
from bot.telemetry import Metrics
from tests.bench.measuring import apart, seconds_of
from tests.bench.table import Row, duration, most

_NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
_GOAL = 0.005  # seconds
_DAYS = 30
_LIMITS = Limits(
    grace=timedelta(hours=1),
    pause=timedelta(minutes=1),
    post=timedelta(minutes=1),
    keep=timedelta(days=90),
)


def rows(*, quick: bool) -> Iterator[Row]:
    """With so many digests, each with a month of outcomes; a SQLite file."""
    for stored in (10, 100) if quick else (1_000, 10_000):
        seconds = apart(_measured, stored, 3 if quick else 200, quick=quick)
        what = f"a look for due digests, {stored:,} stored and none due"
        yield most(what, median(seconds), _GOAL, duration)


def _measured(stored: int, rounds: int) -> list[float]:
    return asyncio.run(_rounds(stored, rounds))


async def _rounds(stored: int, rounds: int) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{Path(folder) / 'bench.db'}") as database:
            await _store(database, stored)
            outcomes = Outcomes(
                database,
                cast("DigestChannel", None),  # where nothing is due nobody is called
                _LIMITS,
                command="/localcalls",
                clock=_NOW.astimezone,
                metrics=Metrics(),
            )
            parts = Parts.over(outcomes, cast("DigestReader", None))
            return [await seconds_of(parts.rounds.make(_start)) for _ in range(rounds + 1)][1:]


async def _start(_ready: Sequence[Delivery]) -> Sequence[Delivery]:
    return ()


async def _store(database: Database, stored: int) -> None:
    digest = {
        "org": "T0BENCH01",
        "slack_user": "U0BENCH01",
        "query": "yesterday",
        "cron": "0 10 * * *",
        "zone": "UTC",
        "place": "C0BENCH01",
        "extras": "{}",
        "state": "active",
        "why": "",
        "next_slot": _NOW + timedelta(hours=1),
        "created_at": _NOW,
        "changed_at": _NOW,
    }
    posted = {
        "attempt": 1,
        "state": "posted",
        "why": "",
        "manual": False,
        "channel": "C0BENCH01",
        "ts": "1764061200.000100",
        "thread": "",
    }
    async with database.writing() as connection:
        await connection.execute(insert(tables.digests), [digest] * stored)
        for day in range(1, _DAYS + 1):
            at = _NOW - timedelta(days=day)
            rows = [
                {**posted, "digest_id": id_, "slot": at, "claimed_at": at, "changed_at": at}
                for id_ in range(1, stored + 1)
            ]
            await connection.execute(insert(tables.deliveries), rows)
