"""Expressions of the calendar: days, weekdays, weeks, months, quarters, years.

What has no year, or is a weekday, is the latest that has begun.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.calls.period.clock import Clock, Point, day_point, unit_point
from bot.calls.period.units import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    OutOfReach,
    aware,
    floor,
    midnight,
    step,
)

Rule = Callable[[re.Match[str], Clock], Point | None]

_DAYS_FROM_TODAY: Final = {
    "ereyesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "overmorrow": 2,
}
_STEPS: Final = {"prelast": -2, "last": -1, "this": 0, "next": 1}
_YEARS_BACK: Final = 8  # 29 February can be that far away


def _latest(
    in_year: Callable[[int], Point | None], clock: Clock, years_back: int = _YEARS_BACK
) -> Point | None:
    # An ISO week of next year may have begun.
    for year in range(clock.today.year + 1, clock.today.year - years_back - 1, -1):
        if (point := in_year(year)) and clock.passed(point.start):
            return replace(point, in_year=in_year)
    return None


def _relative_day(found: re.Match[str], clock: Clock) -> Point:
    return day_point(clock.today + timedelta(days=_DAYS_FROM_TODAY[found["word"]]), clock)


def _days_ago(found: re.Match[str], clock: Clock) -> Point:
    count = int(found["count"])
    return day_point(step(midnight(clock.today), found["unit"], -count).date(), clock)


def _date(found: re.Match[str], clock: Clock) -> Point | None:
    groups = found.groupdict()
    month = int(groups.get("mm") or 0) or MONTHS.index(found["month"]) + 1

    def in_year(year: int) -> Point | None:
        try:
            return day_point(date(year, month, int(found["day"])), clock)
        except ValueError:
            return None

    point = _written_year(in_year, groups.get("year"), clock)
    weekday = groups.get("weekday")
    if point and point.day and weekday and WEEKDAYS[point.day.weekday()] != weekday:
        return None
    return point


def _written_year(
    in_year: Callable[[int], Point | None], year: str | None, clock: Clock
) -> Point | None:
    """The point of the year that was written, or else the latest that has begun."""
    if not year:
        return _latest(in_year, clock)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise OutOfReach
    point = in_year(int(year))
    return replace(point, year=int(year)) if point else None


def _weekday(found: re.Match[str], clock: Clock) -> Point | None:
    today = clock.today
    wanted = WEEKDAYS.index(found["weekday"])
    back = (today.weekday() - wanted) % 7
    match found.groupdict().get("rel"):
        case None:
            day = today - timedelta(days=back)
        case "last":
            day = today - timedelta(days=back or 7)
        case "this":  # once it is over, some mean this week's and some the coming one
            day = today + timedelta(days=wanted - today.weekday())
            return day_point(day, clock) if day >= today else None
        case _:  # the coming one, if that is the one of next week too
            day = today + timedelta(days=7 - back)
            return day_point(day, clock) if wanted <= today.weekday() else None
    return day_point(day, clock)


def _weekday_of_week(found: re.Match[str], clock: Clock) -> Point:
    monday = step(floor(clock.wall, "week"), "week", _STEPS[found["rel"]])
    return day_point(monday.date() + timedelta(days=WEEKDAYS.index(found["weekday"])), clock)


def _month(found: re.Match[str], clock: Clock) -> Point | None:
    groups = found.groupdict()
    number = int(groups.get("mm") or 0) or MONTHS.index(found["month"]) + 1

    def in_year(year: int) -> Point:
        return unit_point(midnight(date(year, number, 1)), "month", clock)

    match groups.get("rel"):
        case "last":
            year = clock.today.year
            return next(p for p in map(in_year, (year, year - 1)) if clock.passed(p.end))
        case "this":
            return in_year(clock.today.year)
    return _written_year(in_year, groups.get("year"), clock)


def _quarter(found: re.Match[str], clock: Clock) -> Point | None:
    first_month = int(found["quarter"]) * 3 - 2

    def in_year(year: int) -> Point:
        return unit_point(midnight(date(year, first_month, 1)), "quarter", clock)

    return _written_year(in_year, found.groupdict().get("year"), clock)


def _week(found: re.Match[str], clock: Clock) -> Point | None:
    def in_year(year: int) -> Point | None:
        try:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
        except ValueError:
            return None
        return unit_point(midnight(monday), "week", clock)

    if year := found.groupdict().get("year"):
        return _written_year(in_year, year, clock)
    return _latest(in_year, clock, years_back=1)


def _year(found: re.Match[str], clock: Clock) -> Point | None:
    year = int(found["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return unit_point(midnight(date(year, 1, 1)), "year", clock)


def _calendar_unit(found: re.Match[str], clock: Clock) -> Point:
    unit = found["unit"]
    point = unit_point(step(floor(clock.wall, unit), unit, _STEPS[found["rel"]]), unit, clock)
    return replace(point, day=point.start.date()) if unit == "day" else point


def _weekend(found: re.Match[str], clock: Clock) -> Point:
    saturday = floor(clock.wall, "week") + timedelta(days=5)
    begun = saturday <= clock.wall
    if found["rel"] == "last" or not (begun or found["rel"]):
        saturday -= timedelta(weeks=1)
    return Point(aware(saturday, clock.zone), aware(saturday + timedelta(days=2), clock.zone))


_MONTH: Final = f"(?P<month>{'|'.join(MONTHS)})"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:th)?"
_YEAR: Final = r"(?P<year>[0-9]{4})"
_OF_YEAR: Final = rf"(?: (?:of )?{_YEAR})?"
_WEEKDAY: Final = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
_ON_WEEKDAY: Final = rf"(?:{_WEEKDAY} (?:in )?(?:the )?)?"
_WHICH: Final = r"(?P<rel>last|this|next)"

RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = tuple(
    (re.compile(shape), rule)
    for shape, rule in (
        (f"(?P<word>{'|'.join(_DAYS_FROM_TODAY)})", _relative_day),
        (r"(?P<count>[1-9][0-9]*) (?P<unit>day|week) ago", _days_ago),
        (r"pre (?P<count>[1-9][0-9]*) (?P<unit>day|week)", _days_ago),
        (rf"{_ON_WEEKDAY}{_YEAR}-(?P<mm>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _date),
        (rf"{_ON_WEEKDAY}--(?P<mm>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _date),
        (rf"{_ON_WEEKDAY}{_DAY} (?:of (?:the )?month )?(?:of )?{_MONTH}{_OF_YEAR}", _date),
        (rf"{_DAY} - {_MONTH}(?: - {_YEAR})?", _date),
        (rf"{_YEAR} - {_MONTH} - {_DAY}", _date),
        (rf"{_ON_WEEKDAY}{_MONTH}(?: month)? (?:the )?{_DAY}{_OF_YEAR}", _date),
        (rf"{_ON_WEEKDAY}{_YEAR} (?:of )?{_MONTH} (?:the )?{_DAY}", _date),
        (rf"(?:{_WHICH} )?{_WEEKDAY}", _weekday),
        (rf"{_WEEKDAY} (?:of |in )?(?:the )?{_WHICH} week", _weekday_of_week),
        (rf"{_WHICH} week (?:in )?(?:the )?{_WEEKDAY}", _weekday_of_week),
        (rf"{_YEAR}-(?P<mm>[0-9]{{2}})", _month),
        (rf"(?P<rel>last|this) {_MONTH}", _month),
        (rf"(?:month (?:of )?)?{_MONTH}(?: month)?{_OF_YEAR}", _month),
        (rf"{_YEAR} (?:of )?{_MONTH}(?: month)?", _month),
        (rf"(?:q|quarter )(?P<quarter>[1-4]){_OF_YEAR}", _quarter),
        (rf"(?P<quarter>[1-4])th quarter{_OF_YEAR}", _quarter),
        (rf"{_YEAR}(?:-| )(?:q|quarter )(?P<quarter>[1-4])", _quarter),
        (rf"{_YEAR} (?P<quarter>[1-4])th quarter", _quarter),
        (rf"(?:w|week )(?P<week>[0-9]{{1,2}}){_OF_YEAR}", _week),
        (rf"{_YEAR}(?:-| )(?:w|week )(?P<week>[0-9]{{1,2}})", _week),
        (rf"(?:year )?{_YEAR}", _year),
        (r"(?P<rel>prelast|last|this|next) (?P<unit>day|week|month|quarter|year)", _calendar_unit),
        (r"(?:(?P<rel>last|this) )?weekend", _weekend),
    )
)
