"""A year of slots against an oracle that walks through it, and what is due."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice, pairwise, product, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.schedule import MOST_MISSED, due, shortest_interval, slots

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

# The year is one in which the clocks of the zone do something unusual.
ZONES = {
    "UTC": 2026,
    "Europe/Vilnius": 2026,
    "America/New_York": 2026,
    "Asia/Kathmandu": 2026,  # 5:45 from UTC
    "Australia/Lord_Howe": 2026,  # put forward by half an hour
    "Africa/Cairo": 2026,  # at midnight
    "Africa/Casablanca": 2026,  # back for Ramadan
    "Pacific/Chatham": 2026,  # 12:45 from UTC, at 2:45
    "Pacific/Apia": 2011,  # 30 December was left out
    "America/Nuuk": 2024,  # from 23:00 into the next day
}

# As numbers only, since the oracle knows no more; L and # have a test of their own.
CRONS = (
    "0 9 * * *",
    "0 9 * * 1-5",
    "30 7 * * 1",
    "0 7 * * 1,4",
    "0 * * * *",
    "*/15 8-17 * * 1-5",
    "30 2 * * *",
    "0,15,30,45 0-3 * * *",
    "*/20 * * * *",
    "0 0 * * *",
    "59 23 * * 0",
    "0 6 1,15 * *",
    "0 */2 * * *",
    "15 2 13 * 5",
    "0 0 */2 * 1",
    "0 0 29-31 1-3,12 *",
)


def _shown(zone: str, moment: datetime) -> datetime:
    """What the clocks of the zone show, without the zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


class Year:
    """What the clocks of a zone showed at every minute of a year.

    A stretch is where they went on minute by minute: what they showed first and last, and when
    that was.
    """

    def __init__(self, zone: str, year: int) -> None:
        self.start = datetime(year, 1, 1, tzinfo=UTC)
        self.end = datetime(year + 1, 1, 1, tzinfo=UTC)
        self.stretches: list[tuple[datetime, datetime, datetime]] = []
        begun, first = self.start, _shown(zone, self.start)
        for moment in self._looks(zone):
            wall = _shown(zone, moment)
            if wall - first != moment - begun:
                self.stretches.append((first, first + (moment - MINUTE - begun), begun))
                begun, first = moment, wall
        self.stretches.append((first, first + (self.end - MINUTE - begun), begun))

    def _looks(self, zone: str) -> Iterator[datetime]:
        """Each full hour, and each minute of the hours in which the clocks did not just go on."""
        hour = self.start
        while hour < self.end:
            even = _shown(zone, hour + HOUR) - _shown(zone, hour) == HOUR
            yield from [hour] if even else [hour + minute * MINUTE for minute in range(60)]
            hour += HOUR

    @property
    def changes(self) -> list[datetime]:
        """When the clocks were put forward or back."""
        return [begun for _, _, begun in self.stretches[1:]]

    def moment(self, wall: datetime) -> datetime | None:
        """When the clocks first showed it, or went past it."""
        for first, last, begun in self.stretches:
            if wall <= last:
                shown = begun + max(wall - first, timedelta(0))
                return None if wall < first and begun == self.start else shown
        return None

    def slots(self, cron: str) -> list[datetime]:
        minute, hour, *days = cron.split()
        times = [
            timedelta(hours=h, minutes=m)
            for h, m in product(numbers(hour, 0, 23), numbers(minute, 0, 59))
        ]
        found = set[datetime | None]()
        for number in range(-1, 368):
            day = self.start.date() + timedelta(days=number)
            if fits(day, *days):
                midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a wall clock
                found.update(self.moment(midnight + time) for time in times)
        return sorted(slot for slot in found if slot)


def numbers(field: str, low: int, high: int) -> set[int]:
    """The numbers that a cron field allows."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        start, end = (low, high) if span == "*" else (int(first), int(last or first))
        found.update(range(start, end + 1, int(step or 1)))
    return found


def fits(day: date, days: str, months: str, weekdays: str) -> bool:
    if day.month not in numbers(months, 1, 12):
        return False
    by_date = day.day in numbers(days, 1, 31)
    by_weekday = day.isoweekday() % 7 in numbers(weekdays, 0, 6)
    if days[0] == "*" or weekdays[0] == "*":
        return by_date and by_weekday
    return by_date or by_weekday


@cache
def year_of(zone: str) -> Year:
    return Year(zone, ZONES[zone])


@cache
def slots_of(zone: str, cron: str) -> list[datetime]:
    return year_of(zone).slots(cron)


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_slots_is_as_the_clocks_showed_it(zone: str) -> None:
    year = year_of(zone)
    assert bool(year.changes) == (zone not in ("UTC", "Asia/Kathmandu"))
    for cron in CRONS:
        ours = takewhile(lambda slot: slot < year.end, slots(cron, zone, year.start - MINUTE))
        instants = [slot.astimezone(UTC) for slot in ours]
        assert instants == slots_of(zone, cron), (cron, zone)


def near_a_change(zone: str) -> st.SearchStrategy[datetime]:
    """Moments of the year around the changes of the clocks."""
    year = year_of(zone)
    seconds = st.integers(-2 * 86400, 2 * 86400).map(lambda count: timedelta(seconds=count))
    last = year.end - timedelta(days=1)
    return st.builds(lambda at, by: min(at + by, last), st.sampled_from(year.changes), seconds)


@pytest.mark.parametrize("zone", ["Europe/Vilnius", "Africa/Cairo", "Pacific/Apia", "America/Nuuk"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_newest_slot_is_due_and_all_others_are_missed(zone: str, data: st.DataObject) -> None:
    one, other = data.draw(near_a_change(zone)), data.draw(near_a_change(zone))
    first, now = min(one, other), max(one, other)
    cron = data.draw(st.sampled_from(CRONS))
    grace = data.draw(st.sampled_from([timedelta(0), HOUR, timedelta(days=1)]))
    every = slots_of(zone, cron)
    come = every[bisect_left(every, first) : bisect_right(every, now)]

    found = due(cron, zone, first, now, grace)

    run = come.pop() if come and now - come[-1] <= grace else None
    assert (found.run and found.run.astimezone(UTC)) == run
    assert [slot.astimezone(UTC) for slot in found.missed] == come[-MOST_MISSED:]
    assert found.left_out == len(come) - len(found.missed)
    later = every[bisect_right(every, now) :]
    if later:
        assert found.following.astimezone(UTC) == later[0]
    else:
        assert found.following >= year_of(zone).end


def test_a_midnight_that_was_shown_before_the_evening_came_again_has_come() -> None:
    # In 2010 the clocks of St. John's went from 0:01 on 7 November back to 23:01 on the 6th.
    zone, midnight = "America/St_Johns", datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    found = due("0 0 * * *", zone, midnight, midnight + 15 * MINUTE, HOUR)
    assert found.run
    assert found.run.astimezone(UTC) == midnight
    assert found.following == datetime(2010, 11, 8, 3, 30, tzinfo=UTC)


def test_slots_are_told_in_the_zone_of_the_digest() -> None:
    after = datetime(2026, 3, 28, 12, tzinfo=UTC)
    found = list(islice(slots("30 3 * * *", "Europe/Vilnius", after), 3))
    assert [slot.isoformat() for slot in found] == [
        "2026-03-29T04:00:00+03:00",
        "2026-03-30T03:30:00+03:00",
        "2026-03-31T03:30:00+03:00",
    ]
    assert found[0].tzinfo == ZoneInfo("Europe/Vilnius")


def test_a_slot_is_after_the_moment_however_close() -> None:
    nine = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert next(slots("0 9 * * *", "UTC", nine - timedelta.resolution)) == nine
    assert next(slots("0 9 * * *", "UTC", nine)) == nine + timedelta(days=1)


@pytest.mark.parametrize(
    ("cron", "dates"),
    [
        ("0 9 L * *", ["2026-11-30", "2026-12-31", "2027-01-31"]),
        ("0 9 LW 1,2 *", ["2027-01-29", "2027-02-26", "2028-01-31"]),
        ("0 9 * * 1#2", ["2026-12-14", "2027-01-11", "2027-02-08"]),
        ("0 9 * * 5L", ["2026-11-27", "2026-12-25", "2027-01-29"]),
        ("0 9 29 2 *", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("0 9 13 * 5", ["2026-11-27", "2026-12-04", "2026-12-11"]),
        ("0 9 */2 * MON", ["2026-12-07", "2026-12-21", "2027-01-11"]),
    ],
)
def test_the_days_of_the_lines_that_the_oracle_does_not_know(cron: str, dates: list[str]) -> None:
    found = islice(slots(cron, "Europe/Vilnius", datetime(2026, 11, 25, tzinfo=UTC)), 3)
    assert [slot.date().isoformat() for slot in found] == dates


def test_a_schedule_that_is_not_due_yet_is_left_alone() -> None:
    first = datetime(2026, 11, 26, 9, tzinfo=UTC)
    found = due("0 * * * *", "UTC", first, first - timedelta(days=1), HOUR)
    assert (found.run, found.missed, found.left_out, found.following) == (None, (), 0, first)


def test_a_year_of_every_minute_is_told_by_its_newest_and_a_number() -> None:
    first = datetime(2025, 1, 1, tzinfo=UTC)
    found = due("* * * * *", "Europe/Vilnius", first, datetime(2026, 1, 1, tzinfo=UTC), HOUR)
    assert found.run == datetime(2026, 1, 1, tzinfo=UTC)
    assert len(found.missed) == MOST_MISSED
    # The hour that was shown twice in October is left out.
    assert found.left_out + MOST_MISSED == 365 * 24 * 60 - 60


@pytest.mark.parametrize(
    ("cron", "interval"),
    [
        ("* * * * *", MINUTE),
        ("*/7 * * * *", 4 * MINUTE),  # 0:56 to 1:00
        ("0 9 * * *", 24 * HOUR),
        ("0 9 * * 1-5", 24 * HOUR),
        ("0 9 * * 1", 7 * 24 * HOUR),
        ("0 6,22 * * *", 8 * HOUR),
        ("0 6,22 * * 1", 16 * HOUR),
        ("0 9 L * *", 28 * 24 * HOUR),
        ("0 9 1,31 * *", 24 * HOUR),
        ("0 9 29 2 *", 1461 * 24 * HOUR),
    ],
)
def test_the_shortest_interval(cron: str, interval: timedelta) -> None:
    assert shortest_interval(cron) == interval


@pytest.mark.parametrize("cron", CRONS)
def test_no_two_slots_are_closer_than_the_shortest_interval(cron: str) -> None:
    found = islice(slots(cron, "UTC", datetime(2026, 1, 1, tzinfo=UTC)), 500)
    assert min(late - early for early, late in pairwise(found)) >= shortest_interval(cron)
