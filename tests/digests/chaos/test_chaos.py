"""The fault test: whatever dies, each slot is posted once or it is told why not."""

import asyncio
import sys

import pytest
import pytest_asyncio

from bot.digests.deliveries import Progress
from tests.digests.chaos.cluster import initdb_missing
from tests.digests.chaos.faults import NEVER_LEFT_OUT, Kind
from tests.digests.chaos.run import ALONE, REPLICAS, Run, run, table

SEED = 20

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runs() -> dict[str, Run]:
    """Both runs, at one time: for the most part they wait. On PostgreSQL where it is installed."""
    scales = {"one process on SQLite": ALONE}
    if not initdb_missing():
        scales["three replicas on PostgreSQL"] = REPLICAS
    done = await asyncio.gather(*(run(scale, SEED) for scale in scales.values()))
    return dict(zip(scales, done, strict=True))


def held(name: str, runs: dict[str, Run], capsys: pytest.CaptureFixture[str]) -> Run:
    """The run, shown, and held to the promise."""
    done = runs[name]
    with capsys.disabled():
        sys.stdout.write(f"\n{table({name: done})}\n")
    assert done.count.wrong == [], done.logs[-20_000:]
    return done


@pytest.mark.skipif(bool(initdb_missing()), reason=initdb_missing())
async def test_three_replicas_on_postgresql_post_each_slot_once(
    runs: dict[str, Run], capsys: pytest.CaptureFixture[str]
) -> None:
    done = held("three replicas on PostgreSQL", runs, capsys)
    assert done.count.slots >= 200
    assert done.count.outcomes[Progress.POSTED] > done.count.slots / 2
    assert set(done.diary.done) == set(Kind) - {Kind.OUTAGE}


async def test_one_process_on_sqlite_posts_each_slot_once(
    runs: dict[str, Run], capsys: pytest.CaptureFixture[str]
) -> None:
    done = held("one process on SQLite", runs, capsys)
    assert done.count.slots >= 60
    assert done.count.outcomes[Progress.POSTED] > done.count.slots / 5
    assert done.count.missed
    assert set(done.diary.done) >= NEVER_LEFT_OUT
