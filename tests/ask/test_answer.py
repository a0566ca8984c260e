"""Answers as Slack messages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.ask.blocks import answer_message
from bot.calls.model import (
    Call,
    Count,
    Filter,
    FilterKey,
    Group,
    Output,
    Period,
    Who,
    WhoKind,
)
from tests.support.examples import NOW, VILNIUS, answer, call
from tests.support.hostile_calls import calls, hostile
from tests.support.judges import assert_slack_takes, rows, said


def test_a_week_of_calls(snapshot: SnapshotAssertion) -> None:
    message = answer_message(
        answer(
            [call(number) for number in range(3)],
            total=1234,
            unfiltered=9999,
            filters=(Filter(FilterKey.DEVICE, "2 Device%"), Filter(FilterKey.IP, "192.%")),
        )
    )
    assert_slack_takes(message)
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


def test_counts_by_day(snapshot: SnapshotAssertion) -> None:
    days = [Count(datetime(2026, 11, 16 + n, tzinfo=VILNIUS), 37 * n + 5) for n in range(7)]
    message = answer_message(answer(group=Group.DAY, groups=days))
    assert_slack_takes(message)
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


def test_the_first_twenty_calls_of_many_are_shown_and_it_is_said() -> None:
    message = answer_message(answer())
    assert len(rows(message)) == 21
    assert "Showing the newest 20 of 1,234 calls, newest first." in said(message)
    oldest = answer_message(answer(oldest_first=True))
    assert "Showing the oldest 20 of 1,234 calls, oldest first." in said(oldest)


def test_one_call_is_not_one_calls() -> None:
    message = answer_message(answer([call(0)]))
    assert "1 call · " in said(message)
    assert "This is the only call." in said(message)


def test_all_columns_of_an_ordinary_page_are_shown() -> None:
    assert rows(answer_message(answer()))[:2] == [
        ["When", "From", "To", "To device", "Caller ID", "From IP", "To IP", "Channel"],
        [
            "20 Nov 17:42",
            "2 Device Test",
            "Tom Ford",
            "Warehouse gate",
            "–",
            "192.168.0.198",
            "192.168.0.167",
            "Local/1003@mor_local-00000003;2",
        ],
    ]


@pytest.mark.parametrize("assumed", [False, True])
@pytest.mark.parametrize("group", [None, Group.DEVICE])
@pytest.mark.parametrize("total", [0, 20])
def test_period_and_zone_are_always_said(assumed: bool, group: Group | None, total: int) -> None:
    page = [call(number) for number in range(total)]
    groups = [Count("Reception", 1)] if group and total else []
    message = answer_message(answer(page, group=group, groups=groups, zone_assumed=assumed))
    assert "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)" in said(message)
    assert ("Europe/Vilnius is assumed" in said(message)) is assumed
    assert "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)" in message.text


def test_an_unknown_name_leaves_the_id_alone_in_the_title() -> None:
    assert "Local calls of user 5" in said(answer_message(answer(name="")))


def test_an_empty_period_is_a_sentence_with_a_longer_one() -> None:
    message = answer_message(answer([]))
    assert_slack_takes(message)
    assert "No local calls in this period." in said(message)
    assert "user:5 last 30 days" in said(message)
    own = said(answer_message(answer([], who=Who(WhoKind.ME))))
    assert "last 30 days" in own
    assert "user:" not in own


def test_a_period_ahead_is_called_so() -> None:
    ahead = Period(NOW + timedelta(days=1), NOW + timedelta(days=2))
    assert "has not begun yet" in said(answer_message(answer([], period=ahead)))


def test_filters_that_let_nothing_through_are_told_from_silence() -> None:
    filters = (Filter(FilterKey.DEVICE, "2 Device"),)
    message = answer_message(answer([], unfiltered=1234, filters=filters))
    assert "There were 1,234 calls in this period, but none of them" in said(message)
    assert 'device:"%2 Device%"' in said(message)


def test_columns_go_in_a_fixed_order_and_rows_never() -> None:
    long = [Call(NOW, *["x" * 200] * 7) for _ in range(20)]
    message = answer_message(answer(long), sortable=False)
    assert_slack_takes(message)
    assert rows(message)[0] == ["When", "From", "To", "From IP"]
    assert len(rows(message)) == 21
    assert rows(message)[1][1] == "x" * 59 + "…"
    assert "left out to fit into one message: Channel, To IP, Caller ID, To device." in said(
        message
    )


def test_a_table_that_can_be_sorted_has_room_for_everything() -> None:
    long = [Call(NOW, *["x" * 200] * 7) for _ in range(20)]
    message = answer_message(answer(long))
    assert_slack_takes(message)
    (table,) = [block for block in message.blocks if block["type"] == "data_table"]
    assert [len(row) for row in table["rows"]] == [8] * 21
    assert table["caption"] == "Calls, newest first"
    assert table["rows"][1][0]["value"] == int(NOW.timestamp())


def test_a_workspace_without_new_blocks_gets_ever_simpler_ones() -> None:
    drawn = [{block["type"] for block in one.blocks} for one in answer_message(answer()).forms()]
    assert ["data_table" in drawn[0], "table" in drawn[1]] == [True, True]
    assert drawn[2] == {"header", "rich_text", "context"}
    assert drawn[3:] == [set()]


def test_hours_and_days_without_calls_are_shown_up_to_now() -> None:
    hours = [Count(datetime(2026, 11, 25, 9, tzinfo=VILNIUS), 3)]
    today = Period(NOW.replace(hour=0, minute=0, second=0), NOW + timedelta(hours=5))
    shown = rows(answer_message(answer(group=Group.HOUR, groups=hours, period=today)))[1:]
    assert [calls for _, calls in shown] == ["0"] * 9 + ["3"] + ["0"] * 5
    assert shown[-1][0].endswith("14:00")
    days = [Count(datetime(2026, 11, 18, tzinfo=VILNIUS), 3)]
    message = answer_message(answer(group=Group.DAY, groups=days))
    assert [calls for _, calls in rows(message)[1:]] == ["0", "0", "3", "0", "0", "0", "0"]
    assert "left out" not in said(message)


def test_the_head_says_how_many_and_when_and_what_was_asked() -> None:
    typed = answer()
    typed = replace(typed, query=replace(typed.query, typed="user:tomford  last week"))
    for one, question in ((typed, "user:tomford  last week"), (answer(), "user:5 last week")):
        head, whose, bounds, asked = answer_message(one).blocks[:4]
        assert head["text"]["text"] == "1,234 calls · Mon 16 – Sun 22 Nov"
        assert whose["elements"][0]["elements"][0]["text"] == "Local calls of Tom Ford (user 5)"
        assert [block["elements"][0]["text"] for block in (bounds, asked)] == [
            "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)",
            f"Question: {question}",
        ]


def test_the_longest_labels_shorten_before_rows_go() -> None:
    wide = [Call(NOW, *["📞" * 200] * 7) for _ in range(20)]
    message = answer_message(answer(wide, name="📞" * 200), sortable=False)
    assert_slack_takes(message)
    assert len(rows(message)) == 21
    assert "Long labels are shortened" in said(message)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("group", [None, Group.USER])
def test_everything_at_its_widest_still_fits(plain: bool, group: Group | None) -> None:
    wide = "📞" * 200
    twice = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    asked = answer(
        [Call(twice, *[wide] * 7)] * 20,
        total=10**9,
        unfiltered=10**9,
        group=group,
        groups=[Count(wide, 10**9)] * 99 if group else [],
        filters=(Filter(FilterKey.CALLERID, f"{wide} x"),) * 8,
        output=Output.XLSX,
        name=wide,
        zone_assumed=True,
    )
    assert_slack_takes(answer_message(asked, plain=plain))


def test_groups_that_do_not_fit_are_those_with_fewest_calls() -> None:
    start = datetime(2026, 9, 1, tzinfo=VILNIUS)
    hours = [Count(start + timedelta(hours=n), 1 + n * 7919 % 1000) for n in range(1000)]
    message = answer_message(answer(group=Group.HOUR, groups=hours))
    assert_slack_takes(message)
    shown = rows(message)[1:]
    counts = [int(calls.replace(",", "")) for _, calls in shown]
    assert sorted(counts, reverse=True) == list(range(1000, 1000 - len(counts), -1))
    shape = "%a %d %b %Y, %H:%M"
    began = [datetime.strptime(hour, shape).replace(tzinfo=VILNIUS) for hour, _ in shown]
    assert began == sorted(began)
    assert f"The {len(counts)} busiest of 1,000 hours" in said(message)


def test_counts_by_display_name_carry_their_caution() -> None:
    message = answer_message(answer(group=Group.USER, groups=[Count("Tom Ford", 1234)]))
    assert "Display names are not unique" in said(message)
    assert rows(message)[1] == ["Tom Ford", "1,234"]


def test_the_plain_form_has_no_table_and_the_same_columns() -> None:
    message = answer_message(answer(), plain=True)
    assert_slack_takes(message)
    assert {block["type"] for block in message.blocks} == {"header", "rich_text", "context"}
    text = message.blocks[4]["elements"][0]["elements"][0]["text"].splitlines()
    assert len(text) == 21
    assert max(map(len, text)) <= 120
    assert text[1].startswith("20 Nov 17:42  2 Device Test   Tom Ford")


@given(
    st.lists(calls, max_size=20),
    hostile,
    st.lists(st.builds(Filter, st.sampled_from(FilterKey), hostile), max_size=8),
    st.sampled_from(sorted(available_timezones())),
    st.booleans(),
)
def test_any_calls_make_a_message_slack_takes(
    page: list[Call], name: str, filters: list[Filter], zone: str, plain: bool
) -> None:
    asked = answer(
        page,
        total=len(page) * 1000,
        filters=tuple(filters),
        name=name,
        zone=zone,
        zone_assumed=True,
    )
    message = answer_message(asked, plain=plain)
    assert_slack_takes(message)
    if page and not plain:
        assert len(rows(message)) == len(page) + 1


@given(
    st.lists(st.builds(Count, hostile, st.integers(1, 10**9)), min_size=1, max_size=150),
    st.sampled_from([Group.DEVICE, Group.IP, Group.USER]),
    st.booleans(),
)
def test_any_groups_make_a_message_slack_takes(
    groups: list[Count], group: Group, plain: bool
) -> None:
    assert_slack_takes(answer_message(answer(group=group, groups=groups), plain=plain))
