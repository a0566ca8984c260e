"""Counts calls over time and by name, in no more points than fit into a chart."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import nsmallest
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.calls.model import Count, Group, Period, Series

MOST_POINTS = 20  # of a chart in Slack
QUARTER = 900  # seconds; every zone's offset is a multiple of it since 1972
_HOUR = 3600

# How many hours a point may cover. If even the most make too many points, days are used instead;
# that happens soon, unless hours were asked for.
_STEPS = (1, 2, 3, 4)
_STEPS_BY_HOUR = (*_STEPS, 6, 8, 12)


def over_time(
    counts: Iterable[Count], period: Period, zone: ZoneInfo, by: Group | None = None
) -> Series:
    """Return calls over the period in 1 to 20 points of hours or days in `zone`.

    `counts` come from `by_hour` or `by_day`, in any order. The points add up to them: counts
    outside the period go into the nearest point. `by` is HOUR or DAY if one is asked for; without
    it, hours are used for up to a few days. If that makes too many points, each covers the same
    number of hours or days (the first or last may cover fewer).
    """
    unit, step, starts = _points(period, zone, by)
    calls = [0] * len(starts)
    for key, number in counts:
        if isinstance(key, datetime):
            calls[max(bisect_right(starts, key.timestamp()) - 1, 0)] += number
    keys = (datetime.fromtimestamp(start, zone) for start in starts)
    return Series(unit, step, tuple(map(Count, keys, calls)))


def ranked(names: Mapping[str, int], most: int = MOST_POINTS) -> tuple[Count, ...]:
    """Return the `most` names with most calls, by calls, then name."""
    return tuple(nsmallest(most, map(Count._make, names.items()), key=_rank))


def _rank(name: Count) -> tuple[int, object]:
    return -name.calls, name.key


def by_hour(quarters: Mapping[float, int], zone: ZoneInfo) -> list[Count]:
    """Return calls by clock hour, in time order, from calls by quarter of an hour since 1970."""
    hours: Counter[int] = Counter()
    for quarter, calls in quarters.items():
        hours[_hour_start(int(quarter) * QUARTER, zone)] += calls
    # Keyed by Unix seconds so far: datetimes of one zone compare by wall clock, which would merge
    # the two equal hours of an autumn night.
    return [Count(datetime.fromtimestamp(start, zone), hours[start]) for start in sorted(hours)]


def by_day(hours: Iterable[Count], zone: ZoneInfo) -> list[Count]:
    """Return calls by calendar day, in time order, from calls by hour in time order."""
    days: Counter[date] = Counter()
    for hour, calls in hours:
        if isinstance(hour, datetime):
            days[hour.date()] += calls
    return [Count(_day_start(day, zone), calls) for day, calls in days.items()]


def with_empty(
    counts: Iterable[Count], period: Period, zone: ZoneInfo, unit: Group, until: datetime
) -> list[Count]:
    """Return counts by hour or day, in time order, with those of the period that have no calls.

    None is added that begins after `until`.
    """
    calls = {
        int(count.key.timestamp()): count.calls
        for count in counts
        if isinstance(count.key, datetime)
    }
    for start in _hours(period, zone) if unit is Group.HOUR else _days(period, zone):
        if start <= until.timestamp():
            calls.setdefault(start, 0)
    return [Count(datetime.fromtimestamp(start, zone), calls[start]) for start in sorted(calls)]


def _points(period: Period, zone: ZoneInfo, by: Group | None) -> tuple[Group, int, Sequence[int]]:
    """The unit, how many a point covers, and the starts of the points in Unix seconds."""
    steps = _STEPS_BY_HOUR if by is Group.HOUR else _STEPS
    # One more, since clocks that go back make a period longer.
    if by is not Group.DAY and period.seconds <= steps[-1] * _HOUR * (MOST_POINTS + 1):
        hours = _hours(period, zone)
        for step in steps:
            starts = _every(step, hours, zone)
            if len(starts) <= MOST_POINTS:
                return Group.HOUR, step, starts
    days = _days(period, zone)
    step = -(-len(days) // MOST_POINTS)
    return Group.DAY, step, days[::step]


def _hours(period: Period, zone: ZoneInfo) -> list[int]:
    """The starts of the clock hours that overlap the period, in Unix seconds."""
    first = int(period.start.timestamp()) // QUARTER
    last = (int(period.end.timestamp()) - 1) // QUARTER
    quarters = range(first, last + 1)
    return list(dict.fromkeys(_hour_start(quarter * QUARTER, zone) for quarter in quarters))


def _every(step: int, hours: Sequence[int], zone: ZoneInfo) -> list[int]:
    """The first hour of each `step` hours, counted from midnight."""
    if step == 1:
        return list(hours)

    def stretch(hour: int) -> tuple[date, int]:
        wall = datetime.fromtimestamp(hour, zone)
        return wall.date(), wall.hour // step

    return [next(same) for _, same in groupby(hours, stretch)]


def _days(period: Period, zone: ZoneInfo) -> list[int]:
    """The starts of the days that overlap the period, in Unix seconds."""
    first = period.start.astimezone(zone).date()
    last = (period.end.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone).date()
    days = (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
    # A day that a country skipped starts with the next one.
    return sorted({int(_day_start(day, zone).timestamp()) for day in days})


def _hour_start(moment: int, zone: ZoneInfo) -> int:
    """The start of the clock hour around `moment`, both in Unix seconds.

    An hour that is repeated, or cut by a clock change, starts at the change.
    """
    wall = datetime.fromtimestamp(moment, zone)
    start = moment - wall.minute * 60 - wall.second
    while start < moment and datetime.fromtimestamp(start, zone).utcoffset() != wall.utcoffset():
        start += QUARTER
    return start


def _day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day; computed in UTC, since some clocks skip midnight."""
    return datetime.combine(day, time.min, zone).astimezone(UTC).astimezone(zone)
