"""Very many digests at once: in order, bounded, and none is lost."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.app.core import without_link
from bot.ask.answers import TypedQuestion
from tests.support.digest_office import (
    INGRID,
    NILS,
    NINE,
    TOM,
    Office,
    mor_user_of,
    time_flies,
    until,
)

PARALLEL = 8


@pytest.mark.slow
async def test_very_many_due_at_once_are_sent_in_order_and_none_is_lost(
    office: Office, pytestconfig: pytest.Config
) -> None:
    slots_due: int = pytestconfig.getoption("--slots")
    places = office.channels(max(PARALLEL, slots_due // 4))
    owners = [(TOM, "yesterday"), (NILS, "6 yesterday"), (INGRID, "7 yesterday")]
    earlier = NINE - timedelta(minutes=1)
    slots = [(earlier, "59 8 * * *"), (NINE, "0 9 * * *")]
    first = await office.order(cron=slots[0][1], place=places[0], next_slot=earlier)
    asks_as = {owner: await mor_user_of(office.digests, owner) for owner, _ in owners}
    others = []
    for number in range(1, slots_due):
        (owner, query), (slot, cron) = owners[number % 3], slots[number % 2]
        place = places[number % len(places)]
        others.append(
            {
                "slack_user": owner.user,
                "mor_user_id": asks_as[owner].user_id,
                "mor_username": asks_as[owner].username,
                "query": query,
                "cron": cron,
                "place": place,
                "next_slot": slot,
            }
        )
    await office.copies(first, others)
    async with time_flies(office):
        came = await office.round(parallel=PARALLEL)
    assert came == ["posted"] * slots_due
    assert len(office.workspace.messages) == slots_due
    posts = sorted(
        await office.deliveries.history(None, 2 * slots_due), key=lambda one: float(one.ts)
    )
    due = sorted(posts, key=lambda one: (one.slot, one.digest_id))
    places_in_line = {one.digest_id: place for place, one in enumerate(due)}
    late = [abs(place - places_in_line[one.digest_id]) for place, one in enumerate(posts)]
    assert max(late) <= 2 * PARALLEL, "but for those under way at the same time"


async def test_a_hundred_of_one_owner_leave_their_own_questions_their_share(office: Office) -> None:
    places = office.channels(100)
    for number, place in enumerate(places):
        await office.order(TOM, f"yesterday device:{number}", place=place)
    async with time_flies(office):
        sending = asyncio.create_task(office.round(parallel=PARALLEL))
        await until(lambda: office.posted(places[0]))
        asker = await office.digest_channel.owner(await office.order(), NINE)
        questions, _ = office.core.asking(without_link)
        answer = await questions.ask(TypedQuestion("last week"), asker)
        assert not sending.done()
        assert await sending == ["posted"] * 100
    assert answer.report.total
    assert all(len(office.posted(place)) == 1 for place in places)


async def test_messages_to_one_channel_are_a_second_apart(office: Office) -> None:
    for _ in range(5):
        await office.order()
    async with time_flies(office):
        assert await office.round(parallel=5) == ["posted"] * 5
    times = sorted(float(one.ts) for one in office.posted())
    assert all(second - first >= 1 for first, second in pairwise(times))
