"""Times and periods as people read them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.model import Period
from bot.calls.period import read_period
from bot.slack.kit import times

VILNIUS = ZoneInfo("Europe/Vilnius")
UTC_ZONE = ZoneInfo("UTC")


def _period(start: str, end: str, zone: str = "Europe/Vilnius") -> Period:
    bounds = [datetime.fromisoformat(each) for each in (start, end)]
    naive = [each if each.tzinfo else each.replace(tzinfo=ZoneInfo(zone)) for each in bounds]
    return Period(*naive)


@pytest.mark.parametrize(
    ("start", "end", "shown", "words"),
    [
        (
            "2026-11-16T00:00:00",
            "2026-11-23T00:00:00",
            "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)",
            "Mon 16 Nov – Sun 22 Nov 2026, 7 days",
        ),
        (
            "2026-11-25T00:00:00",
            "2026-11-26T00:00:00",
            "Wed 25 Nov 2026, 00:00 – Thu 26 Nov 2026, 00:00 (Europe/Vilnius)",
            "Wed 25 Nov 2026, 1 day",
        ),
        (
            "2026-11-25T12:00:15",
            "2026-11-25T14:30:15",
            "Wed 25 Nov 2026, 12:00:15 – Wed 25 Nov 2026, 14:30:15 (Europe/Vilnius)",
            "Wed 25 Nov 2026, 2 h 30 min",
        ),
        (
            "2026-11-24T22:00:00",
            "2026-11-25T02:00:00",
            "Tue 24 Nov 2026, 22:00 – Wed 25 Nov 2026, 02:00 (Europe/Vilnius)",
            "Tue 24 Nov – Wed 25 Nov 2026, 4 h",
        ),
        (
            "2026-11-18T14:30:15",
            "2026-11-25T14:30:15",
            "Wed 18 Nov 2026, 14:30:15 – Wed 25 Nov 2026, 14:30:15 (Europe/Vilnius)",
            "Wed 18 Nov – Wed 25 Nov 2026",
        ),
        (
            "2025-12-29T00:00:00",
            "2026-01-05T00:00:00",
            "Mon 29 Dec 2025, 00:00 – Mon 5 Jan 2026, 00:00 (Europe/Vilnius)",
            "Mon 29 Dec 2025 – Sun 4 Jan 2026, 7 days",
        ),
        (
            "2026-10-25T03:00:00+03:00",
            "2026-10-25T03:00:00+02:00",
            "Sun 25 Oct 2026, 03:00 +03:00 – Sun 25 Oct 2026, 03:00 +02:00 (Europe/Vilnius)",
            "Sun 25 Oct 2026, 1 h",
        ),
        (
            "2026-03-29T00:00:00",
            "2026-03-30T00:00:00",
            "Sun 29 Mar 2026, 00:00 – Mon 30 Mar 2026, 00:00 (Europe/Vilnius)",
            "Sun 29 Mar 2026, 1 day",
        ),
    ],
)
def test_a_period_is_said_exactly_and_with_the_month_in_letters(
    start: str, end: str, shown: str, words: str
) -> None:
    period = _period(start, end)
    assert times.bounds(period, VILNIUS) == shown
    assert times.in_words(period, VILNIUS) == words


def test_times_are_those_of_the_persons_zone() -> None:
    at = datetime(2026, 11, 18, 10, 5, 9, tzinfo=UTC)
    assert times.moment(at, VILNIUS) == "Wed 18 Nov 2026, 12:05:09"
    assert times.moment(at, ZoneInfo("Asia/Kolkata")) == "Wed 18 Nov 2026, 15:35:09"
    assert times.day(at, ZoneInfo("Pacific/Auckland")) == "Wed 18 Nov 2026"


def test_an_hour_that_occurs_twice_shows_its_offset() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    after = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert times.moment(first, VILNIUS) == "Sun 25 Oct 2026, 03:30:00 +03:00"
    assert times.moment(second, VILNIUS) == "Sun 25 Oct 2026, 03:30:00 +02:00"
    assert times.moment(after, VILNIUS) == "Sun 25 Oct 2026, 04:30:00"


def test_a_column_of_times_shows_the_year_and_seconds_only_where_they_tell() -> None:
    year = Period(datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    column = partial(times.column, period=year)
    one, two = datetime(2026, 11, 18, 10, 5, 9, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    new_year = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    assert column([one, two], VILNIUS) == ["18 Nov 12:05", "1 Mar 02:00"]
    assert column([two, new_year], VILNIUS) == ["1 Mar 02:00", "1 Jan 00:30"]
    assert column([two, new_year], ZoneInfo("UTC")) == ["1 Mar 2026 00:00", "31 Dec 2025 22:30"]
    same_minute = [one, one, one + timedelta(seconds=1)]
    assert column(same_minute, UTC_ZONE)[1:] == ["18 Nov 10:05:09", "18 Nov 10:05:10"]
    assert column([one, one], UTC_ZONE) == ["18 Nov 10:05"] * 2
    asked = replace(year, start=year.start + timedelta(seconds=5))
    assert times.column([one], UTC_ZONE, asked) == ["18 Nov 10:05:09"]
    twice = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert column([twice], VILNIUS) == ["25 Oct 03:30 +03:00"]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-11-16", "2026-11-23", "Mon 16 – Sun 22 Nov"),
        ("2026-11-24", "2026-11-25", "Tue 24 Nov"),
        ("2025-11-24", "2025-11-25", "Mon 24 Nov 2025"),
        ("2025-11-01", "2025-12-01", "Sat 1 – Sun 30 Nov 2025"),
        ("2026-10-30", "2026-11-02", "Fri 30 Oct – Sun 1 Nov"),
        ("2025-12-29", "2026-01-05", "Mon 29 Dec 2025 – Sun 4 Jan 2026"),
        ("2026-11-25", "2026-11-25 14:30", "Wed 25 Nov, 00:00 – 14:30"),
        ("2026-11-25 09:00", "2026-11-25 09:00:07", "Wed 25 Nov, 09:00 – 09:00:07"),
        ("2026-11-24 22:00", "2026-11-25", "Tue 24 Nov, 22:00 – Wed 25 Nov, 00:00"),
        ("2026-10-25 02:00", "2026-10-25 03:30", "Sun 25 Oct, 02:00 – 03:30 +03:00"),
    ],
)
def test_a_period_in_brief_is_as_people_say_it(start: str, end: str, told: str) -> None:
    bounds = [datetime.fromisoformat(one).replace(tzinfo=VILNIUS) for one in (start, end)]
    now = datetime(2026, 11, 25, 14, 30, tzinfo=VILNIUS)
    assert times.brief(Period(*bounds), VILNIUS, now) == told


def test_a_run_is_told_with_its_offset() -> None:
    at = datetime(2026, 11, 26, 7, 0, tzinfo=UTC).astimezone(VILNIUS)
    assert times.exact(at) == "Thu 26 Nov 2026, 09:00 +02:00"


@given(st.integers(1_577_836_800, 1_790_000_000), st.integers(1, 400 * 86_400))
def test_the_bounds_of_a_period_can_be_pasted_back(start: int, seconds: int) -> None:
    period = Period(*(datetime.fromtimestamp(at, VILNIUS) for at in (start, start + seconds)))
    said, now = times.span(period, VILNIUS), datetime(2028, 1, 1, tzinfo=VILNIUS)
    if "+0" not in said:  # an hour that occurs twice is not typed with its offset
        assert read_period(said, now) == period
