"""The charts of an answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.ask.blocks import answer_message
from bot.calls.model import Answer, Call, Count, Filter, FilterKey, Group, Output, Period, Series
from bot.calls.series import over_time
from bot.sandbox.slack_server.referee import message_faults
from bot.slack.kit.message import Message
from tests.support.examples import NOW, VILNIUS, answer
from tests.support.judges import assert_slack_takes, charted, said

ID = "aB3_" * 5 + "-9"
DAYS = Period(datetime(2026, 11, 1, tzinfo=VILNIUS), datetime(2026, 12, 1, tzinfo=VILNIUS))


def asked(**given: object) -> Answer:
    return replace(answer(output=Output.CHART, **given), id=ID)  # type: ignore[arg-type]


def text_of(message: Message) -> str:
    """The lines of all bars of text."""
    return "\n".join(
        part["elements"][0]["text"]
        for block in message.blocks
        for part in block.get("elements", ())
        if part["type"] == "rich_text_preformatted"
    )


def test_calls_over_time_and_the_busiest_devices(snapshot: SnapshotAssertion) -> None:
    message = answer_message(asked())
    assert_slack_takes(message)
    assert message_faults(message.blocks) == []
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


def test_the_same_in_text(snapshot: SnapshotAssertion) -> None:
    message = answer_message(asked(), plain=True)
    assert_slack_takes(message)
    assert charted(message) == {}
    assert text_of(message) == snapshot


def test_summary_and_buttons_are_those_of_the_calls() -> None:
    message = answer_message(asked())
    calls = answer_message(replace(answer(), id=ID))
    assert message.blocks[:2] == calls.blocks[:2]
    assert message.text == calls.text
    names = [one["action_id"] for one in message.blocks[-1]["elements"]]
    assert names == [
        "answer:refresh",
        "answer:edit",
        "answer:group",
        "answer:more",
    ]
    menu = message.blocks[-1]["elements"][2]
    assert menu["initial_option"] == {
        "text": {"type": "plain_text", "text": "Chart"},
        "value": f"chart:{ID}",
    }


@pytest.mark.parametrize(
    ("group", "title", "caution"),
    [
        (Group.DEVICE, "Busiest devices", "counts for both of its sides"),
        (Group.IP, "Busiest IP addresses", "counts for both of its sides"),
        (Group.USER, "Names called most", "names are not unique"),
    ],
)
def test_groups_by_name_are_one_chart_of_the_six_busiest(
    group: Group, title: str, caution: str
) -> None:
    groups = [Count(f"<!channel> {number}", 99 - number) for number in range(30)]
    message = answer_message(asked(group=group, groups=groups))
    assert_slack_takes(message)
    pairs = charted(message)[title]
    assert pairs == [(f"<!channel> {number}", 99 - number) for number in range(6)]
    assert "<!channel> 0, 99 calls." in said(message)
    assert len(charted(message)) == 1
    assert "The 6 busiest of 30" in said(message)
    assert caution in said(message)


def test_groups_by_day_have_their_silent_days_and_are_put_together_in_words() -> None:
    groups = [Count(datetime(2026, 11, day, tzinfo=VILNIUS), day) for day in (1, 2, 29)]
    message = answer_message(asked(group=Group.DAY, groups=groups, period=DAYS))
    pairs = charted(message)["Calls per 2 days"]
    assert [pairs[0], pairs[1], pairs[-1]] == [("1 Nov", 3), ("3 Nov", 0), ("29 Nov", 29)]
    assert "each counts 2 days from its day on" in said(message)


def test_groups_by_hour_say_an_hour_that_the_clock_shows_twice_with_its_offset() -> None:
    night = Period(
        datetime(2026, 10, 25, 2, tzinfo=VILNIUS), datetime(2026, 10, 25, 5, tzinfo=VILNIUS)
    )
    groups = [Count(datetime(2026, 10, 25, 3, tzinfo=VILNIUS, fold=1), 4)]
    message = answer_message(asked(group=Group.HOUR, groups=groups, period=night))
    assert_slack_takes(message)
    assert charted(message) == {
        "Calls per hour": [("02:00", 0), ("03:00 +03:00", 0), ("03:00 +02:00", 4), ("04:00", 0)]
    }


def test_points_of_several_dates_or_years_say_them() -> None:
    evening = datetime(2026, 12, 31, 22, tzinfo=VILNIUS)
    hours = over_time([], Period(evening, evening + timedelta(hours=4)), VILNIUS)
    pairs = charted(answer_message(asked(over_time=hours)))["Calls per hour"]
    assert [label for label, _ in pairs][1:3] == ["31 Dec 23:00", "1 Jan 00:00"]
    days = over_time([], Period(evening, evening + timedelta(days=5)), VILNIUS)
    pairs = charted(answer_message(asked(over_time=days)))["Calls per day"]
    assert [label for label, _ in pairs][:2] == ["Thu 31 Dec 2026", "Fri 1 Jan 2027"]


def test_without_any_device_there_is_one_chart() -> None:
    assert list(charted(answer_message(asked(top_devices=())))) == ["Calls per day"]


def test_no_calls_are_a_sentence_and_no_chart() -> None:
    message = answer_message(asked(calls=[]))
    assert charted(message) == {}
    assert "No local calls in this period." in said(message)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("group", [None, *Group])
def test_everything_at_its_widest_still_fits(plain: bool, group: Group | None) -> None:
    wide = "📞" * 200
    start = datetime(2026, 10, 25, tzinfo=VILNIUS)
    names = [Count(f"{number}{wide}", 10**9) for number in range(99)]
    hours = [
        Count((start.astimezone(UTC) + timedelta(hours=n)).astimezone(VILNIUS), 10**9)
        for n in range(20)
    ]
    message = answer_message(
        asked(
            calls=[Call(NOW, *[wide] * 7)] * 20,
            total=10**9,
            unfiltered=10**9,
            period=Period(start, start + timedelta(hours=17)),
            group=group,
            groups=hours if group in (Group.HOUR, Group.DAY) else names if group else [],
            filters=(Filter(FilterKey.CALLERID, f"{wide} x"),) * 8,
            name=wide,
            zone_assumed=True,
            over_time=Series(Group.HOUR, 1, tuple(hours)),
            top_devices=names[:20],
        ),
        plain=plain,
    )
    assert_slack_takes(message)
    if not plain:
        assert charted(message)


@given(
    st.lists(
        st.builds(
            Count,
            st.text(alphabet=st.characters(exclude_categories=[]), max_size=80),
            st.integers(1, 10**9),
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from([None, Group.DEVICE, Group.IP, Group.USER]),
    st.sampled_from(["Europe/Vilnius", "America/St_Johns", "Australia/Lord_Howe"]),
    st.integers(94_694_400, 2_000_000_000),
    st.integers(1, 100 * 86_400),
    st.booleans(),
)
def test_any_chart_makes_a_message_slack_takes(  # noqa: PLR0917 -- any of each
    names: list[Count],
    group: Group | None,
    zone: str,
    start: int,
    seconds: int,
    plain: bool,
) -> None:
    first, last = (datetime.fromtimestamp(one, ZoneInfo(zone)) for one in (start, start + seconds))
    period = Period(first, last)
    message = answer_message(
        asked(
            period=period,
            zone=zone,
            group=group,
            groups=names if group else [],
            over_time=over_time([], period, ZoneInfo(zone)),
            top_devices=names[:20],
        ),
        plain=plain,
    )
    assert_slack_takes(message)
    assert message_faults(message.blocks) == []
