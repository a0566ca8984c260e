"""Calls over time and by name, in as many points as a chart has room for."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calls.model import Count, Group, Period, Series
from bot.calls.series import MOST_POINTS, by_day, by_hour, over_time, ranked

VILNIUS = ZoneInfo("Europe/Vilnius")
ZONES = [
    "UTC",
    "Europe/Vilnius",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
]


def between(start: str, end: str, zone: ZoneInfo = VILNIUS) -> Period:
    first, last = (datetime.fromisoformat(one).replace(tzinfo=zone) for one in (start, end))
    return Period(first, last)


def hours(*moments: str) -> list[Count]:
    """One call at each of these moments, by hour; moments without an offset are in Vilnius."""
    aware = [datetime.fromisoformat(one) for one in moments]
    at = [one if one.tzinfo else one.replace(tzinfo=VILNIUS) for one in aware]
    return by_hour({one.timestamp() // 900: 1 for one in at}, VILNIUS)


def told(series: Series) -> list[tuple[str, int]]:
    return [
        (key.isoformat(timespec="minutes"), calls)
        for key, calls in series.points
        if isinstance(key, datetime)
    ]


@pytest.mark.parametrize(
    ("start", "end", "by", "unit", "step", "points"),
    [
        ("2026-11-24T09:00", "2026-11-24T17:00", None, Group.HOUR, 1, 8),
        ("2026-11-24T09:30:15", "2026-11-24T11:30:15", None, Group.HOUR, 1, 3),
        ("2026-11-24T00:00", "2026-11-24T20:00", None, Group.HOUR, 1, 20),
        ("2026-11-24T00:00", "2026-11-25T00:00", None, Group.HOUR, 2, 12),
        ("2026-11-23T00:00", "2026-11-25T00:00", None, Group.HOUR, 3, 16),
        ("2026-11-22T00:00", "2026-11-25T00:00", None, Group.HOUR, 4, 18),
        ("2026-11-21T00:00", "2026-11-25T00:00", None, Group.DAY, 1, 4),
        ("2026-11-16T00:00", "2026-11-23T00:00", None, Group.DAY, 1, 7),
        ("2026-11-01T00:00", "2026-11-21T00:00", None, Group.DAY, 1, 20),
        ("2026-11-01T00:00", "2026-12-01T00:00", None, Group.DAY, 2, 15),
        ("2026-09-01T00:00", "2026-12-02T00:00", None, Group.DAY, 5, 19),
        ("2020-01-01T00:00", "2027-01-01T00:00", None, Group.DAY, 128, 20),
        ("2026-11-24T00:00", "2026-11-25T00:00", Group.DAY, Group.DAY, 1, 1),
        ("2026-11-24T00:00", "2026-11-25T00:00", Group.HOUR, Group.HOUR, 2, 12),
        ("2026-11-16T00:00", "2026-11-23T00:00", Group.HOUR, Group.HOUR, 12, 14),
        ("2026-11-01T00:00", "2026-12-01T00:00", Group.HOUR, Group.DAY, 2, 15),
        # The clocks change: these days have 23 and 25 hours.
        ("2026-03-29T00:00", "2026-03-30T00:00", None, Group.HOUR, 2, 12),
        ("2026-10-25T00:00", "2026-10-26T00:00", None, Group.HOUR, 2, 12),
        ("2026-10-20T00:00", "2026-10-30T00:00", Group.HOUR, Group.HOUR, 12, 20),
    ],
)
def test_hours_for_short_periods_days_for_long_ones_and_never_too_many(  # noqa: PLR0917 -- a case
    start: str, end: str, by: Group | None, unit: Group, step: int, points: int
) -> None:
    series = over_time([], between(start, end), VILNIUS, by)
    assert (series.unit, series.step, len(series.points)) == (unit, step, points)
    assert {calls for _, calls in series.points} == {0}


def test_silent_hours_are_points_of_their_own() -> None:
    calls = hours("2026-11-24T09:14", "2026-11-24T09:46", "2026-11-24T12:00")
    series = over_time(calls, between("2026-11-24T09:00", "2026-11-24T13:00"), VILNIUS)
    assert [calls for _, calls in series.points] == [2, 0, 0, 1]


def test_a_repeated_hour_is_a_point_of_its_own_and_a_skipped_one_is_none() -> None:
    calls = hours("2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T01:45Z")
    autumn = over_time(calls, between("2026-10-25T02:00", "2026-10-25T05:00"), VILNIUS)
    assert told(autumn) == [
        ("2026-10-25T02:00+03:00", 0),
        ("2026-10-25T03:00+03:00", 1),
        ("2026-10-25T03:00+02:00", 2),
        ("2026-10-25T04:00+02:00", 0),
    ]
    spring = over_time([], between("2026-03-29T02:00", "2026-03-29T05:00"), VILNIUS)
    assert told(spring) == [("2026-03-29T02:00+02:00", 0), ("2026-03-29T04:00+03:00", 0)]


def test_half_an_hour_that_is_repeated_is_a_point() -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    night = between("2026-04-05T01:00", "2026-04-05T03:00", zone)
    assert told(over_time([], night, zone)) == [
        ("2026-04-05T01:00+11:00", 0),
        ("2026-04-05T01:30+10:30", 0),
        ("2026-04-05T02:00+10:30", 0),
    ]


def test_calls_by_day_stand_at_their_day_when_the_clocks_change() -> None:
    calls = by_day(hours("2026-10-24T23:59", "2026-10-25T03:30", "2026-10-25T23:59"), VILNIUS)
    series = over_time(calls, between("2026-10-24", "2026-10-27"), VILNIUS, Group.DAY)
    assert told(series) == [
        ("2026-10-24T00:00+03:00", 1),
        ("2026-10-25T00:00+03:00", 2),
        ("2026-10-26T00:00+02:00", 0),
    ]


def test_a_call_outside_of_the_period_counts_in_the_nearest_point() -> None:
    calls = hours("2026-11-23T23:30", "2026-11-24T10:00", "2026-11-25T00:10")
    series = over_time(calls, between("2026-11-24T09:00", "2026-11-24T12:00"), VILNIUS)
    assert [calls for _, calls in series.points] == [1, 1, 1]


CHANGES = [
    datetime.fromisoformat(one).timestamp()
    for one in (
        "2026-03-29T01:00Z",  # in Vilnius the hour after three is skipped, in October repeated
        "2026-10-25T01:00Z",
        "2026-04-04T15:00Z",  # on Lord Howe Island half an hour is repeated, in October skipped
        "2026-10-03T15:30Z",
        "2018-11-04T03:00Z",  # in São Paulo midnight is skipped, in February 23 o'clock repeated
        "2018-02-18T02:00Z",
        "2010-11-07T02:31Z",  # in St. John's the clock goes back a minute after midnight
        "2011-12-30T10:00Z",  # Samoa leaves out a day
    )
]
MOMENTS = st.one_of(
    st.integers(94_694_400, 2_100_000_000),  # from 1973 on
    st.builds(
        lambda change, beside: int(change) + beside,
        st.sampled_from(CHANGES),
        st.integers(-40_000, 40_000),
    ),
)


@given(
    MOMENTS,
    st.one_of(st.integers(1, 12 * 86_400), st.integers(1, 3 * 366 * 86_400)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 9)), max_size=30),
    st.sampled_from(ZONES),
    st.sampled_from([None, Group.HOUR, Group.DAY]),
)
def test_the_points_follow_one_another_and_hold_every_call_once(
    start: int, seconds: int, shares: Sequence[tuple[float, int]], name: str, by: Group | None
) -> None:
    zone = ZoneInfo(name)
    first, last = (datetime.fromtimestamp(one, zone) for one in (start, start + seconds))
    quarters = {float((start + int(share * seconds)) // 900): calls for share, calls in shares}
    counts = by_hour(quarters, zone)
    if by is Group.DAY:
        counts = by_day(counts, zone)
    series = over_time(counts, Period(first, last), zone, by)
    starts = [key.timestamp() for key, _ in series.points if isinstance(key, datetime)]
    assert 1 <= len(starts) <= MOST_POINTS
    assert starts == sorted(set(starts))
    assert starts[-1] < start + seconds
    assert sum(calls for _, calls in series.points) == sum(quarters.values())
    assert series.unit is not Group.HOUR or by is not Group.DAY
    longest = series.step * (3600 if series.unit is Group.HOUR else 86_400) + 7200
    edges = [*starts, start + seconds]
    gaps = [after - before for before, after in pairwise(edges)]
    assert max(gaps) <= longest


@example(1_325_239_200, "Pacific/Apia")
@given(MOMENTS, st.sampled_from(ZONES))
def test_a_point_holds_the_calls_from_its_start_on(moment: int, name: str) -> None:
    zone = ZoneInfo(name)
    # Hours are added to the instant: by the wall clock, a period around the day that Apia skipped
    # would end before it starts.
    bounds = (datetime.fromtimestamp(moment + hours * 3600, zone) for hours in (-7, 7))
    period = Period(*bounds)
    quarters = {float((moment + 900 * number) // 900): 1 for number in range(-20, 20)}
    series = over_time(by_hour(quarters, zone), period, zone, Group.HOUR)
    starts = [key.timestamp() for key, _ in series.points if isinstance(key, datetime)]
    for (key, calls), after in zip(series.points, [*starts[1:], float("inf")], strict=True):
        assert isinstance(key, datetime)
        assert calls == sum(key.timestamp() <= one * 900 < after for one in quarters)


def test_the_names_with_most_calls_come_first_and_equals_by_name() -> None:
    names = {"c": 3, "b": 3, "a": 1, "d": 5}
    assert ranked(names, 3) == (Count("d", 5), Count("b", 3), Count("c", 3))
    assert len(ranked({str(number): 1 for number in range(100)})) == MOST_POINTS
    assert ranked({}) == ()


def test_times_of_any_zone_are_counted() -> None:
    utc = [Count(datetime(2026, 11, 24, 8, tzinfo=UTC), 4)]
    series = over_time(utc, between("2026-11-24T09:00", "2026-11-24T12:00"), VILNIUS)
    assert [calls for _, calls in series.points] == [0, 4, 0]
