"""The controls under an answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.ask.blocks import answer_message
from bot.calls.model import Answer, Call, Count, Group, Output, Period
from bot.slack.kit.message import Message
from tests.support.examples import LAST_WEEK, NOW, answer, call
from tests.support.judges import assert_slack_takes, rows, said

ID = "aB3_" * 5 + "-9"


def stored(page: int = 1, **given: Any) -> Answer:
    """An answer that can be looked at again."""
    return replace(answer(**given), id=ID, page_number=page)


def clickable(message: Message) -> list[tuple[str, str]]:
    """Action and value of each button that looks at the answer again."""
    (row,) = [block for block in message.blocks if block["type"] == "actions"]
    buttons = [one for one in row["elements"] if one["type"] == "button"]
    return [
        (one["action_id"], one["value"])
        for one in buttons
        if one["action_id"].split(":")[1] in ("page", "refresh")
    ]


def more(message: Message) -> list[tuple[str, str]]:
    """Text and value of each option behind the three dots."""
    menu = next(one for one in message.blocks[-1]["elements"] if one["type"] == "overflow")
    return [(one["text"]["text"], one["value"]) for one in menu["options"]]


def test_a_page_in_the_middle(snapshot: SnapshotAssertion) -> None:
    message = answer_message(stored(3, calls=[call(n) for n in range(3)], total=93))
    assert_slack_takes(message)
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize(
    ("page", "total", "names"),
    [
        (1, 1, ["refresh"]),
        (1, 20, ["refresh"]),
        (1, 21, ["page:2", "refresh"]),
        (2, 21, ["page:1", "refresh"]),
        (2, 41, ["page:1", "page:3"]),
        (50, 10**6, ["page:49", "refresh"]),
    ],
)
def test_only_what_can_be_done_is_offered(page: int, total: int, names: list[str]) -> None:
    calls = [call(n) for n in range(1 if total % 20 == 1 and page > 1 else min(total, 20))]
    message = answer_message(stored(page, calls=calls, total=total))
    assert clickable(message) == [(f"answer:{name}", ID) for name in names]


def test_the_oldest_first_can_become_the_newest_first() -> None:
    assert ("Newest first", f"order:newest:{ID}") in more(answer_message(stored(oldest_first=True)))
    assert ("Oldest first", f"order:oldest:{ID}") in more(answer_message(stored()))


def test_counts_have_no_pages_and_no_order() -> None:
    message = answer_message(stored(group=Group.DEVICE, groups=[Count("x", 3)]))
    assert clickable(message) == [("answer:refresh", ID)]
    assert not [value for _, value in more(message) if value.startswith("order")]
    menu = next(one for one in message.blocks[-1]["elements"] if one["type"] == "static_select")
    assert menu["initial_option"]["value"] == f"device:{ID}"


def test_an_answer_that_is_not_stored_has_no_controls() -> None:
    kinds = [block["type"] for block in answer_message(answer()).blocks]
    assert "data_table" in kinds
    assert "actions" not in kinds


def test_no_calls_can_be_refreshed() -> None:
    assert ("Refresh", f"refresh::{ID}") in more(answer_message(stored(calls=[])))


def test_no_calls_lead_to_a_longer_period_until_it_is_long() -> None:
    """As a button where there are some, else as words."""
    found = {}
    for days in (1, 7, 30):
        period = Period(LAST_WEEK.end - timedelta(days=days), LAST_WEEK.end)
        row = answer_message(stored(calls=[], period=period)).blocks[-1]["elements"]
        found[days] = [one["value"] for one in row if one["action_id"] == "reading:0"]
        assert ("Try a longer period" in said(answer_message(answer([], period=period)))) is (
            days < 30
        )
    assert found == {1: ["user:5 last 7 days"], 7: ["user:5 last 30 days"], 30: []}


def test_a_very_large_answer_says_where_the_pages_end() -> None:
    words = said(answer_message(stored(50, total=1_234_567)))
    assert "Page 50 of 50 · calls 981–1,000 of 1,234,567, newest first." in words
    assert "The pages show only the newest 1,000; to get all, add csv to the question." in words


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("group", [None, Group.USER])
def test_everything_at_its_widest_still_fits(plain: bool, group: Group | None) -> None:
    wide = "📞" * 200
    groups = [Count(wide, 10**9)] * 99 if group else []
    asked = stored(
        50,
        calls=[Call(NOW, *[wide] * 7)] * 20,
        total=10**9,
        unfiltered=10**9,
        group=group,
        groups=groups,
        output=Output.XLSX,
        name=wide,
        zone_assumed=True,
    )
    message = answer_message(asked, plain=plain)
    assert_slack_takes(message)
    if not plain and not group:
        assert len(rows(message)) == 21
