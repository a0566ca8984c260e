"""Which stretches of time a digest compares."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.calls.model import Period
from bot.calls.period import read_period
from bot.digests.reading import begun, earlier, is_ahead, part_before

VILNIUS = ZoneInfo("Europe/Vilnius")
SLOT = datetime(2026, 11, 25, 9, tzinfo=VILNIUS)  # a Wednesday

zones = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
moments = st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis wants naive bounds


def wall(at: datetime, zone: ZoneInfo = VILNIUS) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def told(period: Period) -> str:
    return " – ".join(f"{wall(at):%m-%d %H:%M}" for at in (period.start, period.end))


@pytest.mark.parametrize(
    ("phrase", "own", "before", "fairly", "third"),
    [
        (
            "yesterday",
            "11-24 00:00 – 11-25 00:00",
            "11-23 00:00 – 11-24 00:00",
            "11-23 00:00 – 11-24 00:00",
            "11-21 00:00 – 11-22 00:00",
        ),
        (
            "last week",
            "11-16 00:00 – 11-23 00:00",
            "11-09 00:00 – 11-16 00:00",
            "11-09 00:00 – 11-16 00:00",
            "10-26 00:00 – 11-02 00:00",
        ),
        (
            "today",
            "11-25 00:00 – 11-25 09:00",
            "11-24 00:00 – 11-25 00:00",
            "11-24 00:00 – 11-24 09:00",
            "11-22 00:00 – 11-23 00:00",
        ),
        (
            "this week",
            "11-23 00:00 – 11-25 09:00",
            "11-16 00:00 – 11-23 00:00",
            "11-16 00:00 – 11-18 09:00",
            "11-02 00:00 – 11-09 00:00",
        ),
        (
            "last 2 hours",
            "11-25 07:00 – 11-25 09:00",
            "11-25 05:00 – 11-25 07:00",
            "11-25 05:00 – 11-25 07:00",
            "11-25 01:00 – 11-25 03:00",
        ),
        (
            "last 7 days",
            "11-18 09:00 – 11-25 09:00",
            "11-11 09:00 – 11-18 09:00",
            "11-11 09:00 – 11-18 09:00",
            "10-28 09:00 – 11-04 09:00",
        ),
        (
            "yesterday 9:00-17:00",
            "11-24 09:00 – 11-24 17:00",
            "11-23 09:00 – 11-23 17:00",
            "11-23 09:00 – 11-23 17:00",
            "11-21 09:00 – 11-21 17:00",
        ),
        (
            "today 8:00-17:00",
            "11-25 08:00 – 11-25 09:00",
            "11-24 08:00 – 11-24 17:00",
            "11-24 08:00 – 11-24 09:00",
            "11-22 08:00 – 11-22 17:00",
        ),
    ],
)
def test_what_comes_before(phrase: str, own: str, before: str, fairly: str, third: str) -> None:
    period = read_period(phrase, SLOT)
    assert told(begun(period, SLOT)) == own
    assert told(earlier(period, SLOT, VILNIUS)) == before
    assert told(part_before(period, SLOT, VILNIUS)) == fairly
    assert told(earlier(period, SLOT, VILNIUS, 3)) == third


def test_a_week_with_a_change_of_clocks_follows_a_week() -> None:
    slot = datetime(2026, 4, 6, 9, tzinfo=VILNIUS)
    period = read_period("2026-03-30 to 2026-04-05", slot)
    before = earlier(period, slot, VILNIUS)
    assert (period.seconds, before.seconds) == (168 * 3600, 167 * 3600)
    assert before.end == period.start


def test_the_hours_after_a_change_of_clocks_follow_one_another() -> None:
    slot = datetime(2026, 3, 29, 5, tzinfo=VILNIUS)  # 3:00 was skipped two hours ago
    period = read_period("last 2 hours", slot)
    before = earlier(period, slot, VILNIUS)
    assert told(before) == "03-29 00:00 – 03-29 02:00"
    assert before.end.timestamp() == period.start.timestamp()


def test_hours_that_were_skipped_the_day_before_are_as_long_as_these() -> None:
    slot = datetime(2026, 3, 31, 0, tzinfo=VILNIUS)
    period = read_period("2026-03-30 3:30-4:00", slot)
    assert told(period) == "03-30 03:30 – 03-30 04:00"
    assert told(earlier(period, slot, VILNIUS)) == "03-29 04:30 – 03-29 05:00"


def test_a_period_that_lies_ahead_stays_whole() -> None:
    period = read_period("tomorrow", SLOT)
    assert is_ahead(period, SLOT)
    assert begun(period, SLOT) == period
    midnight = SLOT.replace(hour=0)
    today = read_period("today", midnight)
    assert is_ahead(today, midnight)
    assert begun(today, midnight) == today


@given(zones, moments, st.integers(1, 40), st.integers(0, 41), st.integers(1, 31))
def test_whole_days_are_followed_by_as_many_whole_days(
    zone: ZoneInfo, at: datetime, days: int, passed: int, number: int
) -> None:
    midnight = wall(at, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [
        (midnight + timedelta(days=count)).replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        for count in (-days * number, -days * (number - 1), 0, days, passed)
    ]
    # Where a whole day was skipped, midnights fall together, and days cannot be told apart.
    assume([one.hour for one in ends] == [0] * 5)
    period, slot = Period(ends[2], ends[3]), ends[4]
    assert earlier(period, slot, zone, number) == Period(ends[0], ends[1])
    if 0 < passed < days:
        own, fairly = begun(period, slot), part_before(period, slot, zone)
        assert wall(own.end, zone) - wall(fairly.end, zone) == timedelta(days=days)


@given(zones, moments, st.integers(1, 400 * 3600), st.integers(-400, 400), st.integers(1, 31))
def test_anything_has_periods_before_it(
    zone: ZoneInfo, at: datetime, seconds: int, ahead: int, number: int
) -> None:
    start = at.replace(microsecond=0).astimezone(zone)
    end = (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone)
    slot = (end.astimezone(UTC) - timedelta(hours=ahead)).astimezone(zone)
    period = Period(start, end)
    before, fairly = earlier(period, slot, zone, number), part_before(period, slot, zone)
    assert before.start.timestamp() < start.timestamp()
    assert before.end.timestamp() - 7200 <= start.timestamp()
    assert fairly.end.timestamp() - 7200 <= start.timestamp()
    assert abs(before.seconds - seconds) <= 90_000
    if not is_ahead(period, slot):
        assert begun(period, slot).end.timestamp() <= slot.timestamp()
