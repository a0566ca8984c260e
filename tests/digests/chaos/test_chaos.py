"""The fault test: whatever dies, each slot is posted once or it is told why not."""

import sys

import pytest

from bot.store.deliveries import Progress
from tests.digests.chaos.cluster import initdb_missing
from tests.digests.chaos.faults import NEVER_LEFT_OUT, Kind
from tests.digests.chaos.run import ALONE, REPLICAS, Run, run, table

SEED = 20


def hold(name: str, done: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Show the run, and hold it to the promise."""
    with capsys.disabled():
        sys.stdout.write(f"\n{table({name: done})}\n")
    assert done.count.wrong == [], done.logs[-20_000:]


@pytest.mark.skipif(bool(initdb_missing()), reason=initdb_missing())
async def test_three_replicas_on_postgresql_post_each_slot_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = await run(REPLICAS, SEED)
    hold("three replicas on PostgreSQL", done, capsys)
    assert done.count.slots >= 140
    assert done.count.outcomes[Progress.POSTED] > done.count.slots / 2
    assert set(done.diary.done) == set(Kind) - {Kind.OUTAGE}


async def test_one_process_on_sqlite_posts_each_slot_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = await run(ALONE, SEED)
    hold("one process on SQLite", done, capsys)
    assert done.count.slots >= 60
    assert done.count.outcomes[Progress.POSTED] > done.count.slots / 5
    assert done.count.missed
    assert set(done.diary.done) >= NEVER_LEFT_OUT
