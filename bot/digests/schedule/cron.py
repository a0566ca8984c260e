"""A cron line of five fields: parse it, and find when it fires in a zone and what is due.

The fields are minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). Besides
numbers, ranges, lists and steps there are names (MON, JAN), `L` and `LW` for the last day and the
last weekday of the month, `5#2` for its second Friday and `5L` for its last one.

The two day fields are combined as in Debian's cron. If one of them begins with a star, a day has to
match both (`*/2` with Monday: Mondays with an odd date). If neither does, one of the two is enough
(13 with Friday: every 13th and every Friday).

The slots of a line go by the wall clock of a zone. A time that is skipped when the clocks are put
forward becomes the first moment after the gap. All slots that fall on that moment are one slot. A
time that occurs twice means the first of the two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, pairwise, product, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from bot.calls.period.calendar import MONTHS, WEEKDAYS

FIELDS: Final = ("minute", "hour", "day", "month", "weekday")
LAST: Final = CronSim.LAST
LAST_WEEKDAY: Final = CronSim.LAST_WEEKDAY
MOST_MISSED: Final = 100

_DAY: Final = timedelta(days=1)

# A line that does not fire in the fifty years from here never does: weekdays and leap days repeat
# within that time.
_EPOCH: Final = date(2000, 1, 1)
_EVERY_DAY: Final = frozenset(range(1, 32))
_EVERY_WEEKDAY: Final = frozenset((number, 0) for number in range(1, 8))


class BadLine(Exception):
    """A cron line that cannot be used.

    `field` is the index of the wrong field. None: there are not five, or they never meet.
    """

    def __init__(self, field: int | None) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class CronLine:
    """The values of the fields, sorted.

    `times` are those of a day at which it fires, as hours and minutes.
    `days`, `months` and `weekdays` are empty if they leave nothing out. The days may have LAST and
    LAST_WEEKDAY. A weekday is a pair: 1 for Monday to 7, and which one in the month (0 for each,
    LAST for the last). `either` says that a match of days or weekdays is enough.
    """

    line: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    times: tuple[tuple[int, int], ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]
    either: bool

    def wall_times(self, day: date) -> list[datetime]:
        """Return the wall clock times (naive) of a date on which it fires, in order."""
        return [datetime(day.year, day.month, day.day, *at) for at in self.times]  # noqa: DTZ001

    def dates(self, start: date, *, backward: bool = False) -> Iterator[date]:
        """Yield the dates on which it fires, from `start` on (included), forward or backward."""
        line = " ".join(("0 0", *self.line.split()[2:]))
        begin = datetime.combine(start, time())
        begin += timedelta(minutes=1) if backward else timedelta(minutes=-1)
        return map(datetime.date, CronSim(line, begin, reverse=backward))


@lru_cache(maxsize=1024)
def read_cron(line: str) -> CronLine:
    """Parse a line. Raises BadLine for anything but five fields that meet on some day."""
    fields = line.upper().split()
    if len(fields) != len(FIELDS):
        raise BadLine(None)
    fields[3] = ",".join(_forward(span, MONTHS) for span in fields[3].split(","))
    fields[4] = ",".join(_forward(span, WEEKDAYS) for span in fields[4].split(","))
    for index, field in enumerate(fields):
        _simulated(["*"] * index + [field] + ["*"] * (len(FIELDS) - 1 - index), index)
    read = _simulated(fields, None)
    cron = _parsed(" ".join(fields), read)
    if next(cron.dates(_EPOCH), None) is None:
        raise BadLine(None)
    return cron


def _forward(span: str, names: Sequence[str]) -> str:
    """Return a span of names as numbers if it goes over the end of the week, which a Sunday ends
    here, or of the year: SAT-SUN, FRI-MON, NOV-FEB.
    """
    short = [name[:3].upper() for name in names]
    first, _, last = span.partition("-")
    if first not in short or last not in short:
        return span
    start, end, most = short.index(first) + 1, short.index(last) + 1, len(short)
    if (start, most) == (7, 7) or (start <= end < most):
        return span
    return f"{start}-{end}" if start <= end else f"{start}-{most},1-{end}"


def _simulated(fields: list[str], index: int | None) -> CronSim:
    try:
        return CronSim(" ".join(fields), datetime.combine(_EPOCH, time()))
    except CronSimError:
        raise BadLine(index) from None


def _parsed(line: str, read: CronSim) -> CronLine:
    weekdays = {_weekday(item) for item in read.weekdays}
    any_day = read.days >= _EVERY_DAY
    any_weekday = weekdays >= _EVERY_WEEKDAY
    either = not (read.day_and or any_day or any_weekday)
    # If a match of either is enough and one is every day, the other has no effect.
    free = not read.day_and and not either
    hours, minutes = tuple(sorted(read.hours)), tuple(sorted(read.minutes))
    return CronLine(
        line=line,
        minutes=minutes,
        hours=hours,
        times=tuple(product(hours, minutes)),
        days=() if free or any_day else tuple(sorted(read.days)),
        months=() if len(read.months) == 12 else tuple(sorted(read.months)),
        weekdays=() if free or any_weekday else tuple(sorted(weekdays)),
        either=either,
    )


def _weekday(item: int | tuple[int, int]) -> tuple[int, int]:
    number, which = item if isinstance(item, tuple) else (item, 0)
    return number or 7, which


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cron line of five fields, and the IANA zone typed with it; empty for its owner's zone."""

    cron: str
    zone: str = ""


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
    newest: list[datetime] = []
    for slot in islice(slots_back(cron, zone, now), MOST_MISSED + 1):
        if slot.astimezone(UTC) < first:
            break
        newest.append(slot)
    age = now.astimezone(UTC) - newest[0].astimezone(UTC) if newest else grace
    run = newest.pop(0) if newest and age <= grace else None
    missed = tuple(reversed(newest[:MOST_MISSED]))
    left_out = _count(cron, zone, first, missed[0]) if missed else 0
    return Due(run, missed, left_out, following)


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
