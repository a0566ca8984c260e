"""The deliveries table: each change only from the states it may come from, and nothing twice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text, update

from bot.digests.claims import ClaimResult, claim_due
from bot.digests.deliveries import Deliveries, Delivery, DeliveryState
from bot.digests.engine.replicas import Replicas
from bot.digests.model import Digest, Extras, MorUser, Plan
from bot.digests.posting_texts import reason
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.store import Digests
from bot.ids import Identity
from bot.store import tables
from bot.store.database import Database, open_database

OWNER = Identity("T0HARBOR1", "U0TOM0001")
TOMFORD = MorUser(5, "tomford")
NOW = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
HOURLY = "0 * * * *"
DOWN = Reason(ReasonCode.ERROR, "MOR was down")


@pytest.fixture
def url(each_database: str) -> str:
    return each_database


async def order(database: Database, next_slot: datetime = NOW, cron: str = HOURLY) -> Digest:
    digests = Digests(database)
    plan = Plan("yesterday", cron, "UTC", "C0NOC0001", Extras())
    draft = await digests.find(await digests.draft(OWNER, TOMFORD, plan, NOW))
    assert draft is not None
    digest = await digests.confirm(draft, next_slot, NOW, most=100_000)
    assert digest is not None
    return digest


async def states(deliveries: Deliveries) -> list[tuple[datetime, str]]:
    """Slot and state of each, the oldest first."""
    return [(one.slot, one.state) for one in reversed(await deliveries.history(None, 1000))]


Event = Callable[[Deliveries, Delivery, Digest], Awaitable[bool]]

EVENTS: dict[str, tuple[Event, dict[str, str]]] = {
    # What happens, and from which state it leads to which. From all others it does nothing.
    "retry": (
        lambda deliveries, one, _: deliveries.retry(one, DOWN, NOW),
        {"claimed": "claimed", "posting": "claimed"},
    ),
    "begin_post": (
        lambda deliveries, one, _: deliveries.begin_post(one, 1, "C1", 7, NOW),
        {"claimed": "posting"},
    ),
    "posted": (
        lambda deliveries, one, _: deliveries.posted(one, "1.2", "", NOW),
        {"posting": "posted", "unknown": "posted"},
    ),
    "skip": (
        lambda deliveries, one, _: deliveries.skip(one, Reason(ReasonCode.NO_CALLS), NOW, 0),
        {"claimed": "skipped", "posting": "skipped"},
    ),
    "fail": (
        lambda deliveries, one, _: deliveries.fail(one, DOWN, NOW),
        {"claimed": "failed", "posting": "failed"},
    ),
    "lose": (lambda deliveries, one, _: deliveries.lose(one, NOW), {"posting": "unknown"}),
    "claim_again": (
        lambda deliveries, one, digest: deliveries.claim_again(digest, one.slot, NOW),
        {"failed": "claimed", "unknown": "claimed"},
    ),
}


@pytest.mark.parametrize("event", EVENTS)
async def test_each_event_from_each_state(event: str, database: Database) -> None:
    happens, leads = EVENTS[event]
    deliveries = Deliveries(database)
    for number, state in enumerate(DeliveryState):
        digest = await order(database)
        slot = NOW + number * MINUTE
        one = await deliveries.claim_now(digest, slot)
        assert one is not None
        await put(database, one, state)
        before = await deliveries.find(digest.id, slot)
        for attempt in (one.attempt - 1, one.attempt + 1):
            other = replace(one, attempt=attempt)
            if event != "claim_again":
                assert not await happens(deliveries, other, digest), "another attempt's"
        assert await deliveries.find(digest.id, slot) == before
        if state is DeliveryState.POSTING and event in {"retry", "skip", "fail"}:
            assert not await happens(deliveries, one, digest), "of another who is at it still"
        changed = await happens(deliveries, replace(one, state=state), digest)
        after = await deliveries.find(digest.id, slot)
        assert after is not None
        assert (changed, after.state) == (state in leads, leads.get(state, state)), state
        again = changed and event in {"retry", "claim_again"}
        assert after.attempt == one.attempt + again
        if not changed:
            assert after == before


async def put(database: Database, one: Delivery, state: DeliveryState) -> None:
    where = tables.deliveries.c.digest_id == one.digest_id
    async with database.writing() as connection:
        await connection.execute(update(tables.deliveries).where(where).values(state=state))


async def test_a_due_digest_is_claimed_and_gets_its_next_slot(database: Database) -> None:
    deliveries = Deliveries(database)
    digest, later = await order(database), await order(database, NOW + HOUR)
    claimed = await claim_due(database, NOW + MINUTE, HOUR, 10)
    assert (claimed.slots, claimed.missed, claimed.more) == (1, 0, False)
    (one,) = await deliveries.claimed()
    assert (one.digest_id, one.slot, one.attempt, one.manual) == (digest.id, NOW, 1, False)
    found = {one.id: one.next_slot for one in await Digests(database).all()}
    assert found == {digest.id: NOW + HOUR, later.id: NOW + HOUR}
    assert (await claim_due(database, NOW + MINUTE, HOUR, 10)).slots == 0


@pytest.mark.parametrize(("late", "run"), [(timedelta(0), 1), (HOUR, 1), (HOUR + MINUTE, 0)])
async def test_the_newest_slot_is_run_within_the_grace_and_the_others_are_missed(
    late: timedelta, run: int, database: Database
) -> None:
    deliveries = Deliveries(database)
    await order(database, NOW - 3 * HOUR, "0 4-7 * * *")
    claimed = await claim_due(database, NOW + late, HOUR, 10)
    assert (claimed.slots, claimed.missed) == (run, 4 - run)
    missed = [(NOW - back * HOUR, "skipped") for back in (3, 2, 1)]
    assert await states(deliveries) == [*missed, (NOW, "claimed" if run else "skipped")]
    whys = {one.why for one in await deliveries.history(None, 9) if one.state == "skipped"}
    assert whys == {Reason(ReasonCode.MISSED)}
    assert [reason(why) for why in whys] == ["morbot was not running in time"]


async def test_a_year_of_minutes_missed_is_told_in_few_rows(database: Database) -> None:
    deliveries = Deliveries(database)
    await order(database, NOW - timedelta(days=365), "* * * * *")
    claimed = await claim_due(database, NOW, HOUR, 10)
    assert (claimed.slots, claimed.missed) == (1, 365 * 24 * 60)
    rows = await deliveries.history(None, 1000)
    assert len(rows) == 101
    assert reason(rows[-1].why).endswith("also for 525500 earlier slots")


async def test_a_batch_is_limited_and_the_earliest_come_first(database: Database) -> None:
    deliveries = Deliveries(database)
    for minutes in (3, 1, 2):
        await order(database, NOW - minutes * MINUTE, "* * * * *")
    claimed = await claim_due(database, NOW - MINUTE, HOUR, 2)
    assert (claimed.slots, claimed.more) == (2, True)
    assert {one.digest_id for one in await deliveries.claimed()} == {1, 3}


async def test_two_claimers_at_once_claim_each_slot_once(
    database: Database, each_database: str
) -> None:
    for _ in range(60):
        await order(database)
    async with open_database(each_database) as other:
        found = await asyncio.gather(
            *(claim_due(where, NOW, HOUR, 10) for where in (database, other) for _ in range(6))
        )
        while (more := await claim_due(other, NOW, HOUR, 10)).slots:
            found.append(more)
    assert sum(one.slots for one in found) == 60
    assert len(await Deliveries(database).claimed()) == 60


async def test_two_posters_at_once_only_one_may(database: Database, each_database: str) -> None:
    digest = await order(database)
    async with open_database(each_database) as other:
        for number in range(20):
            one = await Deliveries(database).claim_now(digest, NOW + number * MINUTE)
            assert one is not None
            may = await asyncio.gather(
                *(
                    Deliveries(where).begin_post(one, 1, "C1", 1, NOW)
                    for where in (database, other, database, other)
                )
            )
            assert sorted(may) == [False, False, False, True]


async def test_a_digest_whose_schedule_cannot_be_read_holds_nobody_up(database: Database) -> None:
    broken, sound = await order(database), await order(database)
    async with database.writing() as connection:
        where = tables.digests.c.id == broken.id
        await connection.execute(update(tables.digests).where(where).values(zone="Mars/Olympus"))
    claimed = await claim_due(database, NOW, HOUR, 10)
    assert ([one.id for one in claimed.unreadable], claimed.slots) == ([broken.id], 1)
    assert [one.digest_id for one in await Deliveries(database).claimed()] == [sound.id]


async def test_sent_now_twice_within_a_second_is_sent_once(database: Database) -> None:
    deliveries, digest = Deliveries(database), await order(database)
    at = NOW + timedelta(seconds=7, microseconds=400_000)
    first = await deliveries.claim_now(digest, at)
    assert first is not None
    assert (first.slot, first.manual, first.state) == (at.replace(microsecond=0), True, "claimed")
    assert await deliveries.claim_now(digest, at + timedelta(microseconds=9)) is None
    assert await deliveries.claim_now(digest, at + timedelta(seconds=1)) is not None


async def test_the_thread_is_the_one_of_the_last_post_there(database: Database) -> None:
    deliveries, digest = Deliveries(database), await order(database)
    assert await deliveries.thread(digest.id, "C1") == ""
    for number, (channel, thread, ts) in enumerate(
        [("C1", "", "1.0"), ("C2", "", "2.0"), ("C1", "", "3.0"), ("C1", "3.0", "4.0")]
    ):
        at = NOW + number * MINUTE
        one = await deliveries.claim_now(digest, at)
        assert one is not None
        assert await deliveries.begin_post(one, 1, channel, 1, at)
        assert await deliveries.thread(digest.id, channel) != ts, "not before it is posted"
        assert await deliveries.posted(one, ts, thread, at)
        assert await deliveries.thread(digest.id, channel) == (thread or ts)
    assert await deliveries.thread(digest.id, "C2") == "2.0"


async def test_old_deliveries_are_pruned_but_none_that_is_open(database: Database) -> None:
    deliveries, digest = Deliveries(database), await order(database)
    for number, state in enumerate(DeliveryState):
        one = await deliveries.claim_now(digest, NOW + number * MINUTE)
        assert one is not None
        where = tables.deliveries.c.slot == one.slot
        async with database.writing() as connection:
            await connection.execute(update(tables.deliveries).where(where).values(state=state))
    assert await deliveries.prune(NOW) == 0
    assert await deliveries.prune(NOW + HOUR) == 4
    assert [state for _, state in await states(deliveries)] == ["claimed", "posting"]


async def test_the_latest_of_each(database: Database) -> None:
    deliveries = Deliveries(database)
    first, second, third = [await order(database) for _ in range(3)]
    await claim_due(database, NOW, HOUR, 10)
    await deliveries.claim_now(second, NOW + MINUTE)
    found = await deliveries.latest([first.id, second.id, 99])
    assert {id_: one.slot for id_, one in found.items()} == {
        first.id: NOW,
        second.id: NOW + MINUTE,
    }
    assert third.id not in found


async def test_a_look_goes_by_an_index_however_many_are_stored(database: Database) -> None:
    await _store_many(database)
    looks: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, said: str, parameters: Any, *_: object) -> None:
        if said.startswith("SELECT"):
            looks.append((said, parameters))

    deliveries, engine = Deliveries(database), database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    assert await claim_due(database, NOW, HOUR, 50) == ClaimResult()
    assert await deliveries.claimed() == []
    assert await deliveries.posting_since(NOW) == []
    event.remove(engine, "before_cursor_execute", note)
    assert len(looks) == 3
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    async with database.reading() as connection:
        for said, parameters in looks:
            found = await connection.exec_driver_sql(f"{explain} {said}", parameters)
            plan = str(found.all())
            assert "Index" in plan or "USING INDEX" in plan, plan
            assert "Seq Scan" not in plan


async def _store_many(database: Database) -> None:
    template = {
        "org": "T1",
        "slack_user": "U1",
        "query": "yesterday",
        "cron": HOURLY,
        "zone": "UTC",
        "place": "C1",
        "extras": "{}",
        "state": "active",
        "why": "",
        "next_slot": NOW + HOUR,
        "created_at": NOW,
        "changed_at": NOW,
    }
    ended = {
        "attempt": 1,
        "state": "posted",
        "why": "",
        "manual": False,
        "channel": "C1",
        "ts": "1.0",
        "thread": "",
        "claimed_at": NOW,
        "changed_at": NOW,
    }
    async with database.writing() as connection:
        await connection.execute(insert(tables.digests), [template] * 10_000)
        rows = [{**ended, "digest_id": 1, "slot": NOW + n * MINUTE} for n in range(10_000)]
        await connection.execute(insert(tables.deliveries), rows)
        if connection.dialect.name == "postgresql":  # which does it by itself, but not at once
            await connection.execute(text("ANALYZE"))


async def test_a_name_is_taken_by_one_replica_at_a_time(database: Database) -> None:
    replicas = Replicas(database)
    took = await asyncio.gather(
        *(replicas.register("one", NOW, silent_since=NOW) for _ in range(5))
    )
    assert sorted(took) == [False, False, False, False, True]
    assert await replicas.alive_since(NOW) == {"one"}
    assert not await replicas.register("one", NOW + MINUTE, silent_since=NOW)
    assert await replicas.register("one", NOW + HOUR, silent_since=NOW + MINUTE), "silent for long"
    await replicas.heartbeat("two", NOW + HOUR)
    assert await replicas.alive_since(NOW + HOUR) == {"one", "two"}
    await replicas.unregister("two")
    await replicas.prune(NOW + 2 * HOUR)
    assert await replicas.alive_since(NOW) == set()
