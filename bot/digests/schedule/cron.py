"""A cron line of five fields, taken apart: on which days and at which times of day it fires.

The fields are minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). Beside
numbers, ranges, lists and steps there are names (MON, JAN), `L` and `LW` for the last day and the
last weekday of the month, `5#2` for the second Friday in it and `5L` for the last one.

The two day fields are joined as Debian's cron does it: where one of them begins with a star, a day
has to fit both (`*/2` with Monday: Mondays with an odd date); where neither does, one of the two is
enough (13 with Friday: every 13th and every Friday).
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

# A line that does not fire in the fifty years from here never does: the calendar's weekdays and
# leap days all come round in that time.
_EPOCH: Final = date(2000, 1, 1)
_EVERY_DAY: Final = frozenset(range(1, 32))
_EVERY_WEEKDAY: Final = frozenset((number, 0) for number in range(1, 8))


class BadLine(Exception):
    """No cron line that can be used: `field` is the index of the wrong one, or None where each is
    right by itself, but they never meet.
    """

    def __init__(self, field: int | None) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Cron:
    """What the fields say; all are sorted.

    `days`, `months` and `weekdays` are empty where they leave nothing out. Among the days are LAST
    and LAST_WEEKDAY; a weekday is (1 for Monday to 7, which one in the month: 0 for each of them,
    LAST for the last). `either` says that a day of one of the two kinds is enough.
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
        """The hours and minutes of a day at which it fires, in order."""
        return tuple(product(self.hours, self.minutes))

    def walls(self, day: date) -> list[datetime]:
        """The wall clocks (naive) of a date on which it fires, in order."""
        return [datetime(day.year, day.month, day.day, *at) for at in self.times]  # noqa: DTZ001

    def dates(self, start: date, *, backward: bool = False) -> Iterator[date]:
        """The dates on which it fires, from `start` on (included), later or earlier ones."""
        line = " ".join(("0 0", *self.line.split()[2:]))
        begin = datetime.combine(start, time())
        begin += timedelta(minutes=1) if backward else timedelta(minutes=-1)
        return (moment.date() for moment in CronSim(line, begin, reverse=backward))


@lru_cache(maxsize=1024)
def read_cron(line: str) -> Cron:
    """The line taken apart, its fields separated by one space each.

    Raises BadLine for anything but five fields that meet some day.
    """
    fields = line.upper().split()
    if len(fields) != len(FIELDS):
        raise BadLine(None)
    for index, field in enumerate(fields):
        _simulated(["*"] * index + [field] + ["*"] * (len(FIELDS) - 1 - index), index)
    read = _simulated(fields, None)
    cron = _taken_apart(" ".join(fields), read)
    if next(cron.dates(_EPOCH), None) is None:
        raise BadLine(None)
    return cron


def _simulated(fields: list[str], index: int | None) -> CronSim:
    try:
        return CronSim(" ".join(fields), datetime.combine(_EPOCH, time()))
    except CronSimError:
        raise BadLine(index) from None


def _taken_apart(line: str, read: CronSim) -> Cron:
    weekdays = {_weekday(item) for item in read.weekdays}
    any_day = read.days >= _EVERY_DAY
    any_weekday = weekdays >= _EVERY_WEEKDAY
    either = not (read.day_and or any_day or any_weekday)
    # Where one of two kinds is enough and one of them is every day, the other says nothing.
    free = not read.day_and and not either
    return Cron(
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
