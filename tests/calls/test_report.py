"""From calls to a report."""

import itertools
import tracemalloc
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls import report
from bot.calls.model import (
    Call,
    Count,
    Filter,
    FilterKey,
    Group,
    Period,
    Query,
    Report,
    Who,
    WhoKind,
)
from bot.calls.report import ReportBuilder
from bot.errors import AskError
from tests.support.rows import NOON, call

VILNIUS = ZoneInfo("Europe/Vilnius")


def query(*filters: Filter, group: Group | None = None, oldest_first: bool = False) -> Query:
    day = Period(datetime(2026, 11, 24, tzinfo=VILNIUS), datetime(2026, 11, 25, tzinfo=VILNIUS))
    return Query(Who(WhoKind.ME), "", day, filters=filters, group=group, oldest_first=oldest_first)


def summed(calls: Sequence[Call], asked: Query, zone: str = "Europe/Vilnius") -> Report:
    builder = ReportBuilder(asked, ZoneInfo(zone))
    builder.add(calls)
    return builder.report()


def told(counts: Sequence[Count]) -> list[tuple[str, int]]:
    """Counts by time with offsets spelt out, since datetimes of one zone compare by wall clock."""
    return [
        (key.isoformat(timespec="minutes") if isinstance(key, datetime) else key, calls)
        for key, calls in counts
    ]


def test_no_calls_make_an_empty_report() -> None:
    for group in (None, *Group):
        made = summed([], query(group=group))
        assert (made.total, made.unfiltered_total, made.devices) == (0, 0, 0)
        assert made.busiest_hour is None
        assert (tuple(made.page), tuple(made.groups)) == ((), ())


def test_figures_are_over_the_calls_that_pass_the_filters() -> None:
    calls = [call(source="a", target="b"), call(source="b", target=""), call(source="c")]
    made = summed(calls, query(Filter(FilterKey.DEVICE, "b")))
    assert (made.total, made.unfiltered_total, made.devices) == (2, 3, 2)
    assert list(made.page) == calls[:2]


def test_figures_are_not_limited_to_the_page() -> None:
    builder = ReportBuilder(query(group=Group.USER), VILNIUS, page_size=2)
    builder.add(call(target=str(number)) for number in range(30))
    builder.add([call(target="30")])
    made = builder.report()
    assert (made.total, made.devices, made.page_size, len(made.page)) == (31, 32, 2, 2)
    assert tuple(made.groups) == (Count("Tom Ford", 31),)


def test_a_call_outside_the_period_is_kept() -> None:
    outside = call(datetime(2026, 11, 25, 0, 30, tzinfo=VILNIUS))
    assert list(summed([outside], query()).page) == [outside]


CALLS = st.lists(
    st.builds(
        lambda minute, offset, name: call(
            (NOON + timedelta(minutes=minute)).astimezone(timezone(timedelta(hours=offset))), name
        ),
        st.integers(0, 6),
        st.integers(-3, 3),
        st.text("abc", max_size=3),
    ),
    max_size=40,
)


@given(CALLS, st.integers(1, 8), st.integers(0, 45), st.booleans(), st.integers(1, 40))
def test_a_page_is_a_slice_of_all_calls_in_order(
    calls: list[Call], page_size: int, skip: int, oldest_first: bool, batch: int
) -> None:
    builder = ReportBuilder(query(oldest_first=oldest_first), VILNIUS, page_size, skip)
    for at in range(0, len(calls), batch):
        builder.add(calls[at : at + batch])
    ordered = sorted(calls, key=lambda one: one.at.timestamp() * (1 if oldest_first else -1))
    assert list(builder.report().page) == ordered[skip : skip + page_size]
    assert builder.report() == builder.report()


@pytest.mark.parametrize(("page_size", "skip"), [(0, 0), (-1, 0), (1, -1)])
def test_a_page_that_cannot_be_is_refused(page_size: int, skip: int) -> None:
    with pytest.raises(ValueError, match="a page needs"):
        ReportBuilder(query(), VILNIUS, page_size, skip)


def stream(calls: int) -> Iterator[Call]:
    for number in range(calls):
        at = NOON + timedelta(seconds=number)
        yield call(at, f"device {number % 50}", originator_channel=f"SIP/{number}")


def test_memory_does_not_grow_with_the_calls() -> None:
    builder = ReportBuilder(query(group=Group.DEVICE), VILNIUS, 20, 20)
    tracemalloc.start()
    try:
        builder.add(stream(40_000))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000  # 40,000 calls kept would be some 20 MB


def test_the_busiest_hour_is_the_earliest_among_equals_in_the_persons_zone() -> None:
    calls = [call(NOON + timedelta(hours=hours, minutes=7)) for hours in (5, 2, 3, 5, 2)]
    busiest = summed(calls, query(), "Asia/Kolkata").busiest_hour
    assert busiest
    assert told([busiest]) == [("2026-11-24T19:00+05:30", 2)]


@pytest.mark.parametrize(
    ("zone", "moments", "hours"),
    [
        (  # 03:30 twice
            "Europe/Vilnius",
            ["2026-10-25T00:30Z", "2026-10-25T00:59Z", "2026-10-25T01:30Z"],
            [("2026-10-25T03:00+03:00", 2), ("2026-10-25T03:00+02:00", 1)],
        ),
        (  # 02:30 never
            "Europe/Vilnius",
            ["2026-03-29T00:59Z", "2026-03-29T01:00Z"],
            [("2026-03-29T02:00+02:00", 1), ("2026-03-29T04:00+03:00", 1)],
        ),
        (  # offsets that are no whole hours
            "Asia/Kathmandu",
            ["2026-11-24T00:14Z", "2026-11-24T00:15Z", "2026-11-24T01:14Z"],
            [("2026-11-24T05:00+05:45", 1), ("2026-11-24T06:00+05:45", 2)],
        ),
        (  # from 02:00 back to 01:30: the half hour is repeated
            "Australia/Lord_Howe",
            ["2026-04-04T14:00Z", "2026-04-04T14:45Z", "2026-04-04T15:00Z", "2026-04-04T15:20Z"],
            [("2026-04-05T01:00+11:00", 2), ("2026-04-05T01:30+10:30", 2)],
        ),
        (  # from 02:00 forward to 02:30: half an hour is all there is of that hour
            "Australia/Lord_Howe",
            ["2026-10-03T15:29Z", "2026-10-03T15:30Z", "2026-10-03T15:59Z", "2026-10-03T16:00Z"],
            [
                ("2026-10-04T01:00+10:30", 1),
                ("2026-10-04T02:30+11:00", 2),
                ("2026-10-04T03:00+11:00", 1),
            ],
        ),
    ],
)
def test_hours_are_those_of_the_clock_and_a_repeated_one_counts_apart(
    zone: str, moments: list[str], hours: list[tuple[str, int]]
) -> None:
    calls = [call(datetime.fromisoformat(moment)) for moment in reversed(moments)]
    assert told(summed(calls, query(group=Group.HOUR), zone).groups) == hours


@pytest.mark.parametrize(
    ("zone", "moments", "days"),
    [
        (
            "Europe/Vilnius",
            ["2026-10-24T21:00Z", "2026-10-25T21:59Z", "2026-10-25T22:00Z"],
            [("2026-10-25T00:00+03:00", 2), ("2026-10-26T00:00+02:00", 1)],
        ),
        (  # a day that begins at one o'clock
            "America/Sao_Paulo",
            ["2018-11-04T02:59Z", "2018-11-04T03:00Z", "2018-11-05T01:59Z"],
            [("2018-11-03T00:00-03:00", 1), ("2018-11-04T01:00-02:00", 2)],
        ),
    ],
)
def test_days_are_those_of_the_calendar(
    zone: str, moments: list[str], days: list[tuple[str, int]]
) -> None:
    calls = [call(datetime.fromisoformat(moment)) for moment in reversed(moments)]
    assert told(summed(calls, query(group=Group.DAY), zone).groups) == days


@given(
    st.lists(st.integers(0, 2_000_000_000), max_size=30),
    st.sampled_from(
        sorted(
            [
                "UTC",
                "Europe/Vilnius",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "America/Sao_Paulo",
                "Pacific/Apia",
                "America/St_Johns",
                "Africa/Casablanca",
            ]
        )
    ),
)
def test_hours_and_days_hold_every_call_once_and_in_time_order(
    seconds: list[int], zone: str
) -> None:
    seconds = [second + 94_694_400 for second in seconds]  # from 1973 on
    calls = [call(datetime.fromtimestamp(second, UTC)) for second in seconds]
    for group, step in ((Group.HOUR, 3600), (Group.DAY, 25 * 3600)):
        groups = summed(calls, query(group=group), zone).groups
        starts = [key.timestamp() for key, _ in groups if isinstance(key, datetime)]
        assert starts == sorted(set(starts))
        assert Counter(max(start for start in starts if start <= second) for second in seconds) == {
            start: count.calls for start, count in zip(starts, groups, strict=True)
        }
        assert all(
            min(second - start for start in starts if start <= second) < step for second in seconds
        )


def test_a_call_counts_for_both_its_devices_and_addresses_but_once_for_each() -> None:
    calls = [
        call(source="b", target="a"),
        call(source="b", target="b", originator_ip="10.0.0.2"),
        call(source="", target="c"),
    ]
    by_device = summed(calls, query(group=Group.DEVICE)).groups
    assert list(by_device) == [Count("b", 2), Count("", 1), Count("a", 1), Count("c", 1)]
    by_ip = summed(calls, query(group=Group.IP)).groups
    assert list(by_ip) == [Count("10.0.0.2", 3), Count("10.0.0.1", 2)]


@given(CALLS)
def test_a_device_has_as_many_calls_in_a_group_as_by_its_filter(calls: list[Call]) -> None:
    for name, count in summed(calls, query(group=Group.DEVICE)).groups:
        assert isinstance(name, str)
        if name:
            assert summed(calls, query(Filter(FilterKey.DEVICE, name))).total == count


def test_times_without_end_are_refused_rather_than_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_NAMES", 50)
    many = [call(at=NOON + timedelta(hours=number)) for number in range(1_000)]
    with pytest.raises(AskError) as caught:
        ReportBuilder(query(), VILNIUS).add(many)
    assert caught.value.code == "too-many-names"


@pytest.mark.parametrize("group", [None, Group.DEVICE, Group.USER])
def test_names_without_end_are_refused_rather_than_kept(
    group: Group | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_NAMES", 50)
    endless = (
        call(source=f"device {number}", terminator_user=f"user {number}")
        for number in itertools.count()
    )
    with pytest.raises(AskError) as caught:
        ReportBuilder(query(group=group), VILNIUS).add(endless)
    assert caught.value.code == "too-many-names"
    assert "50" in caught.value.text


def test_labels_that_differ_in_the_encoding_of_an_accent_only_are_counted_as_one() -> None:
    composed, combining = "Žaliūkai", unicodedata.normalize("NFD", "Žaliūkai")
    calls = [
        call(source=composed, target="b"),
        call(source=combining, target="b"),
        call(source=combining, target=composed),
    ]
    made = summed(calls, query(group=Group.DEVICE))
    assert made.devices == 2
    assert list(made.groups) == [Count(composed, 3), Count("b", 2)]
    assert list(made.top_devices) == [Count(composed, 3), Count("b", 2)]
    names = (composed, combining, "x")
    users = [one._replace(terminator_user=name) for one, name in zip(calls, names, strict=True)]
    counted = summed(users, query(group=Group.USER)).groups
    assert list(counted) == [Count(composed, 2), Count("x", 1)]
