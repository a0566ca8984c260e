"""The slots of a schedule: the moments at which a cron line fires in a zone.

They go by the wall clock. A time that is skipped when the clocks are put forward becomes the first
moment after the gap. All slots that fall on that moment are one slot. A time that occurs twice
means the first of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from bot.digests.schedule.cron import CronLine, read_cron

MOST_MISSED: Final = 100

_DAY = timedelta(days=1)


def slots(cron: str, zone: str, after: datetime) -> Iterator[datetime]:
    """Yield the slots strictly after `after` (aware), in order, in the zone.

    Convert them to UTC before comparing or subtracting: Python does both by the wall clock for two
    datetimes of one zone.
    """
    line, place = read_cron(cron), ZoneInfo(zone)
    newest, shown = after.astimezone(UTC), after.astimezone(place).replace(tzinfo=None)
    # A time that has been shown is not a slot again when the clocks are put back.
    for day in line.dates(shown.date()):
        for wall in line.wall_times(day):
            if wall > shown and (slot := moment(wall, place)) > newest:
                newest = slot
                yield slot.astimezone(place)


def slots_back(cron: str, zone: str, until: datetime) -> Iterator[datetime]:
    """Yield the slots up to `until` (aware, included), the newest first."""
    line, place = read_cron(cron), ZoneInfo(zone)
    oldest = until.astimezone(UTC) + timedelta.resolution
    # Before clocks were put back, they may have shown tomorrow's date.
    for day in line.dates(until.astimezone(place).date() + _DAY, backward=True):
        for wall in reversed(line.wall_times(day)):
            if (slot := moment(wall, place)) < oldest:
                oldest = slot
                yield slot.astimezone(place)


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return when, in UTC, the clocks of the zone show this naive time, or skip it."""
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    # With the offset from before the gap it is after the gap, with the later offset before it.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    offset = first.astimezone(zone).utcoffset()
    while first - before > timedelta(seconds=1):
        between = (before + (first - before) / 2).replace(microsecond=0)
        if between.astimezone(zone).utcoffset() == offset:
            first = between
        else:
            before = between
    return first


def is_steady(day: date, zone: ZoneInfo) -> bool:
    """Return whether no clock change is on that date or next to it."""
    noon = datetime.combine(day, time(12), zone)
    return (noon - 2 * _DAY).utcoffset() == (noon + 2 * _DAY).utcoffset()


def shortest_interval(cron: str) -> timedelta:
    """Return the shortest time between two slots, by the wall clock."""
    line = read_cron(cron)
    minutes = [hour * 60 + minute for hour, minute in line.times]
    overnight = _fewest_days(line) * 24 * 60 - (minutes[-1] - minutes[0])
    within = (late - early for early, late in pairwise(minutes))
    return timedelta(minutes=min([overnight, *within]))


def _fewest_days(cron: CronLine) -> int:
    """Return the fewest days between two dates on which it fires."""
    fewest = None
    for one, other in pairwise(cron.dates(date(2000, 1, 1))):
        days = (other - one).days
        fewest = days if fewest is None else min(fewest, days)
        # Weekdays and leap days repeat every 28 years.
        if fewest == 1 or one.year > 2028:
            break
    assert fewest is not None  # noqa: S101 -- read_cron refuses lines that never fire
    return fewest


@dataclass(frozen=True, slots=True)
class Due:
    """What to do now, in the zone of the schedule. Convert to UTC before comparing.

    `run` is the slot to run. `missed` has the newest `MOST_MISSED` of the slots that are too late,
    the oldest first; `left_out` counts the older ones. `following` is the next slot.
    """

    run: datetime | None
    missed: tuple[datetime, ...]
    left_out: int
    following: datetime


def due(cron: str, zone: str, next_slot: datetime, now: datetime, grace: timedelta) -> Due:
    """Find the slots from `next_slot` to `now`, both aware and included.

    The newest is run unless it is older than `grace`. All others are missed. `following` is the
    first slot after `now` that is not before `next_slot`.

    The work grows with the days between the two, not with the slots.
    """
    first = next_slot.astimezone(UTC)
    following = next(slots(cron, zone, max(now.astimezone(UTC), first - timedelta.resolution)))
    come = takewhile(lambda slot: slot.astimezone(UTC) >= first, slots_back(cron, zone, now))
    newest = list(islice(come, MOST_MISSED + 1))
    run = newest.pop(0) if newest and _age(newest[0], now) <= grace else None
    missed = tuple(reversed(newest[:MOST_MISSED]))
    left_out = _count(cron, zone, first, missed[0]) if missed else 0
    return Due(run, missed, left_out, following)


def _age(slot: datetime, now: datetime) -> timedelta:
    return now.astimezone(UTC) - slot.astimezone(UTC)


def _count(cron: str, zone: str, first: datetime, before: datetime) -> int:
    """Count the slots from `first` (included) to `before` (excluded)."""
    line, place = read_cron(cron), ZoneInfo(zone)
    first, before = first.astimezone(UTC), before.astimezone(UTC)
    start, end = first.astimezone(place).date(), before.astimezone(place).date()
    on_steady_days, others = 0, set[datetime]()
    for day in takewhile(lambda day: day <= end, line.dates(start)):
        if start < day < end and is_steady(day, place):
            on_steady_days += len(line.times)
        else:
            others.update(moment(wall, place) for wall in line.wall_times(day))
    return on_steady_days + sum(first <= slot < before for slot in others)
