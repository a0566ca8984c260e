"""Calendar units: where one begins, and how far away another moment is.

Calendar steps are made on the wall clock (naive datetimes), elapsed ones in UTC; `aware` is the
only way from one to the other, so that neighbouring periods always touch.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
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

# "heure" is an hour in a language that says clocks with the same word: "de 9 à 17 heures".
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
    """The moment at which clocks in `zone` show the naive `wall`.

    A time that is shown twice is the first of the two. One that is skipped moves on by as much as
    the clocks do: where a change skips midnight, the day begins with its first existing moment.
    Raises OutOfReach outside the years that can be asked about.
    """
    if not FIRST_YEAR <= wall.year <= LAST_YEAR + 1:
        raise OutOfReach
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def midnight(day: date) -> datetime:
    """The wall clock at which `day` begins."""
    return datetime.combine(day, time())


def floor(wall: datetime, unit: str) -> datetime:
    """The wall clock at which the calendar unit around `wall` began; weeks begin on Monday."""
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
    """The wall clock `count` calendar units (days and longer) later, or earlier if negative.

    Raises OutOfReach outside the years that can be asked about.
    """
    if abs(count) * _ROUGHLY[unit] * 86400 > _LONGEST:
        raise OutOfReach
    return wall + _CALENDAR[unit] * count


def shift(moment: datetime, unit: str, count: int, zone: ZoneInfo) -> datetime:
    """The moment `count` units later, or earlier if negative: days and longer by the wall clock,
    hours and shorter by elapsed time.

    Raises OutOfReach outside the years that can be asked about.
    """
    if unit not in ELAPSED:
        return aware(step(moment.replace(tzinfo=None), unit, count), zone)
    seconds = count * ELAPSED[unit]
    if abs(seconds) > _LONGEST:
        raise OutOfReach
    return (moment.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone)
