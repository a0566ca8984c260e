"""The calendar: units, arithmetic with them, the time of the question, and named points.

Calendar steps are made on the wall clock (naive datetimes), elapsed ones in UTC. Only `aware`
converts one to the other, so that neighbouring periods always touch.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

FIRST_YEAR: Final = 1970  # MOR counts Unix seconds from here
LAST_YEAR: Final = 2100
MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)

# "heure" is an hour in a language that uses the same word for clock times: "de 9 à 17 heures".
ELAPSED: Final = {"second": 1, "minute": 60, "hour": 3600, "heure": 3600}
_CALENDAR: Final = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
UNITS: Final = (*ELAPSED, *_CALENDAR)
_LONGEST: Final = 200 * 366 * 86400
_ROUGHLY: Final = {"day": 1, "week": 7, "month": 28, "quarter": 89, "year": 365}


class OutOfReach(Exception):
    """A moment outside the years that can be asked about."""


def aware(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which clocks in `zone` show the naive `wall`.

    Of a repeated time, the first. A skipped time moves forward by as much as the clocks do: if a
    change skips midnight, the day starts with its first existing moment. Raises OutOfReach.
    """
    if not FIRST_YEAR <= wall.year <= LAST_YEAR + 1:
        raise OutOfReach
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def midnight(day: date) -> datetime:
    """The wall clock time at which `day` starts."""
    return datetime.combine(day, time())


def floor(wall: datetime, unit: str) -> datetime:
    """The wall clock time at which the unit around `wall` started; weeks start on Monday."""
    day = wall.date()
    match unit:
        case "second":
            return wall.replace(microsecond=0)
        case "minute":
            return wall.replace(second=0, microsecond=0)
        case "hour":
            return wall.replace(minute=0, second=0, microsecond=0)
        case "week":
            day -= timedelta(days=day.weekday())
        case "month":
            day = day.replace(day=1)
        case "quarter":
            day = day.replace(month=day.month - (day.month - 1) % 3, day=1)
        case "year":
            day = day.replace(month=1, day=1)
    return midnight(day)


def step(wall: datetime, unit: str, count: int) -> datetime:
    """The wall clock time `count` calendar units (days and longer) later, or earlier if negative.

    Raises OutOfReach.
    """
    if abs(count) * _ROUGHLY[unit] * 86400 > _LONGEST:
        raise OutOfReach
    return wall + _CALENDAR[unit] * count


def shift(moment: datetime, unit: str, count: int, zone: ZoneInfo) -> datetime:
    """The moment `count` units later, or earlier if negative: days and longer by the wall clock,
    hours and shorter by elapsed time. Raises OutOfReach.
    """
    if unit not in ELAPSED:
        return aware(step(moment.replace(tzinfo=None), unit, count), zone)
    seconds = count * ELAPSED[unit]
    if abs(seconds) > _LONGEST:
        raise OutOfReach
    return (moment.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone)


@dataclass(frozen=True, slots=True)
class LocalNow:
    """When and where it is asked: `moment` in whole seconds, aware in the asker's `zone`."""

    moment: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, now: datetime) -> Self:
        """Cut off fractions of a second. Raises ValueError without a ZoneInfo or a usual year."""
        if not isinstance(now.tzinfo, ZoneInfo) or not FIRST_YEAR < now.year < LAST_YEAR:
            raise ValueError("now needs a ZoneInfo and a year of our time")
        return cls(now.replace(microsecond=0), now.tzinfo)

    def passed(self, moment: datetime) -> bool:
        """Whether `moment` is now or earlier. Wall clocks can repeat, so instants are compared."""
        return moment.timestamp() <= self.moment.timestamp()

    @property
    def today(self) -> date:
        """The date on the asker's calendar."""
        return self.moment.date()

    @property
    def wall(self) -> datetime:
        """What the asker's wall clock shows; naive."""
        return self.moment.replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Point:
    """What one expression names: a period, or an instant, whose start and end are equal.

    `day` is the one day it names or is in. `year` is the year written beside a day, a week, a
    month or a quarter; without one, `in_year` returns the same point of another year, or None if
    that year has none.
    """

    start: datetime
    end: datetime
    day: date | None = None
    year: int | None = None
    in_year: "Callable[[int], Point | None] | None" = None

    @property
    def instant(self) -> bool:
        """Whether it has no length, so that it is no period by itself."""
        return self.start.timestamp() == self.end.timestamp()


def unit_point(wall: datetime, unit: str, now: LocalNow) -> Point:
    """The calendar unit that starts at `wall`."""
    return Point(aware(wall, now.zone), aware(step(wall, unit, 1), now.zone))


def day_point(day: date, now: LocalNow) -> Point:
    """A whole calendar day."""
    return replace(unit_point(midnight(day), "day", now), day=day)


def moment_of(day: date, seconds: int, now: LocalNow, offset: str | None = None) -> datetime:
    """The moment on `day` at which the clock shows that many seconds after midnight: the clock of
    the asker's zone, or one that is ahead of UTC by an offset like `+0200`. Raises OutOfReach.
    """
    wall = midnight(day) + timedelta(seconds=seconds)
    if not offset:
        return aware(wall, now.zone)
    ahead = timedelta(hours=int(offset[:3]), minutes=int(offset[0] + offset[3:]))
    return aware(wall - ahead, ZoneInfo("UTC")).astimezone(now.zone)
