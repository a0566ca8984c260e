"""The moments at which a cron line fires in a zone.

They are reckoned by the wall clock. A time that the clocks skip is made up for at the first moment
after the gap, once for all that fell into it, and not in addition to one that is due then anyway.
A time that they show twice is the first of the two.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.digests.schedule.cron import Cron, read_cron

_DAY = timedelta(days=1)


def slots(cron: str, zone: str, after: datetime) -> Iterator[datetime]:
    """The moments strictly after `after` (aware) at which the line fires, in order, in the zone.

    Take them to UTC before they are compared or subtracted: Python does both by the wall clock for
    two datetimes of one zone, and one in an hour that is shown twice equals none of another zone.
    """
    line, place = read_cron(cron), ZoneInfo(zone)
    newest, shown = after.astimezone(UTC), after.astimezone(place).replace(tzinfo=None)
    # What the clocks show by now has been shown, even where they will show it once more.
    for day in line.dates(shown.date()):
        for wall in line.walls(day):
            if wall > shown and (slot := moment(wall, place)) > newest:
                newest = slot
                yield slot.astimezone(place)


def slots_back(cron: str, zone: str, until: datetime) -> Iterator[datetime]:
    """The moments up to `until` (aware, included) at which the line fired, the newest first."""
    line, place = read_cron(cron), ZoneInfo(zone)
    oldest = until.astimezone(UTC) + timedelta.resolution
    # Clocks that were put back may have shown times beyond the date of today.
    for day in line.dates(until.astimezone(place).date() + _DAY, backward=True):
        for wall in reversed(line.walls(day)):
            if (slot := moment(wall, place)) < oldest:
                oldest = slot
                yield slot.astimezone(place)


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the clocks of the zone show this naive time, or go past it."""
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    # Read with the offset from before the gap it lies behind it, with the later one in front.
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
    """Whether the clocks are not put forward or back on that date or beside it."""
    noon = datetime.combine(day, time(12), zone)
    return (noon - 2 * _DAY).utcoffset() == (noon + 2 * _DAY).utcoffset()


def shortest_interval(cron: str) -> timedelta:
    """The shortest time between two slots by the wall clock."""
    line = read_cron(cron)
    minutes = [hour * 60 + minute for hour, minute in line.times]
    overnight = _fewest_days(line) * 24 * 60 - (minutes[-1] - minutes[0])
    within = (late - early for early, late in pairwise(minutes))
    return timedelta(minutes=min([overnight, *within]))


def _fewest_days(cron: Cron) -> int:
    """The fewest days between two dates on which it fires."""
    fewest = None
    for one, other in pairwise(cron.dates(date(2000, 1, 1))):
        days = (other - one).days
        fewest = days if fewest is None else min(fewest, days)
        # All weekdays and leap days have come round in 28 years.
        if fewest == 1 or one.year > 2028:
            break
    assert fewest is not None  # noqa: S101 -- read_cron lets no line pass that never fires
    return fewest
