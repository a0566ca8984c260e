"""The fault test: whatever dies, each slot is posted once or it is told why not."""

import sys

import pytest

from bot.digests.deliveries import DeliveryState
from tests.digests.chaos.company import Scale
from tests.digests.chaos.faults import NEVER_LEFT_OUT, Kind
from tests.digests.chaos.run import Run, alone, replicas, run, table

SEED = 20


async def held(scale: Scale, name: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """The run, shown, and held to the promise."""
    done = await run(scale, SEED)
    with capsys.disabled():
        sys.stdout.write(f"\n{table({name: done})}\n")
    assert done.count.wrong == [], done.logs[-20_000:]
    return done


@pytest.mark.postgres
@pytest.mark.slow
async def test_three_replicas_on_postgresql_post_each_slot_once(
    capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    slots: int = pytestconfig.getoption("--slots")
    done = await held(replicas(slots), "three replicas on PostgreSQL", capsys)
    assert done.count.slots >= slots
    assert done.count.outcomes[DeliveryState.POSTED] > done.count.slots / 2
    assert set(done.diary.done) == set(Kind) - {Kind.OUTAGE}


@pytest.mark.slow
async def test_one_process_on_sqlite_posts_each_slot_once(
    capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    slots: int = pytestconfig.getoption("--slots")
    done = await held(alone(slots), "one process on SQLite", capsys)
    assert done.count.slots >= slots / 2
    assert done.count.outcomes[DeliveryState.POSTED] > done.count.slots / 5
    assert done.count.missed
    assert set(done.diary.done) >= NEVER_LEFT_OUT
