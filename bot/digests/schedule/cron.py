"""Parse a cron line of five fields: on which days and at which times of day it fires.

The fields are minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). Besides
numbers, ranges, lists and steps there are names (MON, JAN), `L` and `LW` for the last day and the
last weekday of the month, `5#2` for its second Friday and `5L` for its last one.

The two day fields are combined as in Debian's cron. If one of them begins with a star, a day has to
match both (`*/2` with Monday: Mondays with an odd date). If neither does, one of the two is enough
(13 with Friday: every 13th and every Friday).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import product
from typing import Final

from cronsim import CronSim, CronSimError

FIELDS: Final = ("minute", "hour", "day", "month", "weekday")
LAST: Final = CronSim.LAST
LAST_WEEKDAY: Final = CronSim.LAST_WEEKDAY

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

    `days`, `months` and `weekdays` are empty if they leave nothing out. The days may have LAST and
    LAST_WEEKDAY. A weekday is a pair: 1 for Monday to 7, and which one in the month (0 for each,
    LAST for the last). `either` says that a match of days or weekdays is enough.
    """

    line: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]
    either: bool

    @property
    def times(self) -> tuple[tuple[int, int], ...]:
        """The times of a day at which it fires, as hours and minutes, in order."""
        return tuple(product(self.hours, self.minutes))

    def wall_times(self, day: date) -> list[datetime]:
        """Return the wall clock times (naive) of a date on which it fires, in order."""
        return [datetime(day.year, day.month, day.day, *at) for at in self.times]  # noqa: DTZ001

    def dates(self, start: date, *, backward: bool = False) -> Iterator[date]:
        """Yield the dates on which it fires, from `start` on (included), forward or backward."""
        line = " ".join(("0 0", *self.line.split()[2:]))
        begin = datetime.combine(start, time())
        begin += timedelta(minutes=1) if backward else timedelta(minutes=-1)
        return (moment.date() for moment in CronSim(line, begin, reverse=backward))


@lru_cache(maxsize=1024)
def read_cron(line: str) -> CronLine:
    """Parse a line. Raises BadLine for anything but five fields that meet on some day."""
    fields = line.upper().split()
    if len(fields) != len(FIELDS):
        raise BadLine(None)
    for index, field in enumerate(fields):
        _simulated(["*"] * index + [field] + ["*"] * (len(FIELDS) - 1 - index), index)
    read = _simulated(fields, None)
    cron = _parsed(" ".join(fields), read)
    if next(cron.dates(_EPOCH), None) is None:
        raise BadLine(None)
    return cron


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
    return CronLine(
        line=line,
        minutes=tuple(sorted(read.minutes)),
        hours=tuple(sorted(read.hours)),
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
