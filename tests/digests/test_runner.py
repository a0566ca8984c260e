"""A slot on its way: asked as its owner, posted once, and written down."""

from datetime import timedelta

from tests.digests.office import NINE, TOM, Office


async def test_a_slot_is_posted_once_and_asks_for_the_bounds_of_its_time(office: Office) -> None:
    digest = await office.order(query="yesterday")
    office.now = NINE + timedelta(minutes=20)
    assert await office.round() == ["posted"]
    (message,) = office.posted()
    last = await office.last(digest)
    assert (last.state, last.ts, last.channel, last.attempt) == (
        "posted",
        message.ts,
        message.channel,
        1,
    )
    (asked,) = office.asked()
    assert (asked["u"], asked["s_user"]) == ("tomford", "5")
    midnight = NINE.replace(hour=0)
    assert (int(asked["from"]), int(asked["till"])) == (
        int((midnight - timedelta(days=1)).timestamp()),
        int(midnight.timestamp()) - 1,
    )
    assert await office.round() == []
    assert len(office.posted()) == 1
    assert (await office.reload(digest)).next_slot == NINE + timedelta(days=1)
    assert office.told(TOM) == []
