"""Reads expressions of the calendar: days, weekdays, weeks, months, quarters, years.

Without a year, or as a weekday, an expression means the latest one that has begun.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.calls.period.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    LocalNow,
    OutOfReach,
    Point,
    aware,
    day_point,
    floor,
    midnight,
    step,
    unit_point,
)

Rule = Callable[[re.Match[str], LocalNow], Point | None]

_DAYS_FROM_TODAY: Final = {
    "ereyesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "overmorrow": 2,
}
_STEPS: Final = {"prelast": -2, "last": -1, "this": 0, "next": 1}
_YEARS_BACK: Final = 8  # 29 February can be that far away


def _latest(in_year: Callable[[int], Point | None], now: LocalNow, years_back: int) -> Point | None:
    # An ISO week of next year may have begun already.
    for year in range(now.today.year + 1, now.today.year - years_back - 1, -1):
        if (point := in_year(year)) and now.passed(point.start):
            return replace(point, in_year=in_year)
    return None


def _relative_day(found: re.Match[str], now: LocalNow) -> Point:
    return day_point(now.today + timedelta(days=_DAYS_FROM_TODAY[found["word"]]), now)


def _days_ago(found: re.Match[str], now: LocalNow) -> Point:
    count = int(found["count"])
    return day_point(step(midnight(now.today), found["unit"], -count).date(), now)


def _date(found: re.Match[str], now: LocalNow) -> Point | None:
    groups = found.groupdict()
    month = int(groups.get("mm") or 0) or MONTHS.index(found["month"]) + 1

    def in_year(year: int) -> Point | None:
        try:
            return day_point(date(year, month, int(found["day"])), now)
        except ValueError:
            return None

    named = {groups.get("weekday"), groups.get("behind")} - {None}

    def checked(point: Point | None) -> Point | None:
        """The point, unless it is on another weekday than the written one."""
        day = point and point.day
        return point if day and named <= {WEEKDAYS[day.weekday()]} else None

    point = checked(_written_year(in_year, found, now))
    if point and point.in_year:
        return replace(point, in_year=lambda year: checked(in_year(year)))
    return point


def _written_year(
    in_year: Callable[[int], Point | None],
    found: re.Match[str],
    now: LocalNow,
    years_back: int = _YEARS_BACK,
) -> Point | None:
    """The point in the written year (`2025`, `last year`), or else the latest that has begun."""
    groups = found.groupdict()
    if related := groups.get("of"):
        year = now.today.year + _STEPS[related]
    elif written := groups.get("year"):
        year = int(written)
    else:
        return _latest(in_year, now, years_back)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfReach
    point = in_year(year)
    return replace(point, year=year) if point else None


def _day_of_month(found: re.Match[str], now: LocalNow) -> Point | None:
    """`the 5th of last month`."""
    first = step(floor(now.wall, "month"), "month", _STEPS[found["rel"]])
    try:
        return day_point(first.date().replace(day=int(found["day"])), now)
    except ValueError:
        return None


def _weekday(found: re.Match[str], now: LocalNow) -> Point | None:
    today = now.today
    wanted = WEEKDAYS.index(found["weekday"])
    back = (today.weekday() - wanted) % 7
    match found.groupdict().get("rel"):
        case None:
            day = today - timedelta(days=back)
        case "last":
            day = today - timedelta(days=back or 7)
        case "this":  # once it is over, some mean this week's and some the coming one
            day = today + timedelta(days=wanted - today.weekday())
            return day_point(day, now) if day >= today else None
        case _:  # the coming one, if that is the one of next week too
            day = today + timedelta(days=7 - back)
            return day_point(day, now) if wanted <= today.weekday() else None
    return day_point(day, now)


def _weekday_of_week(found: re.Match[str], now: LocalNow) -> Point | None:
    if found.groupdict().get("rel"):
        monday = step(floor(now.wall, "week"), "week", _STEPS[found["rel"]])
    elif numbered := _week(found, now):
        monday = numbered.start.replace(tzinfo=None)
    else:
        return None
    return day_point(monday.date() + timedelta(days=WEEKDAYS.index(found["weekday"])), now)


def _month(found: re.Match[str], now: LocalNow) -> Point | None:
    groups = found.groupdict()
    number = int(groups.get("mm") or 0) or MONTHS.index(found["month"]) + 1

    def in_year(year: int) -> Point:
        return unit_point(midnight(date(year, number, 1)), "month", now)

    match groups.get("rel"):
        case "last":
            year = now.today.year
            return next(p for p in map(in_year, (year, year - 1)) if now.passed(p.end))
        case "this":
            return in_year(now.today.year)
    return _written_year(in_year, found, now)


def _quarter(found: re.Match[str], now: LocalNow) -> Point | None:
    first_month = int(found["quarter"]) * 3 - 2

    def in_year(year: int) -> Point:
        return unit_point(midnight(date(year, first_month, 1)), "quarter", now)

    return _written_year(in_year, found, now)


def _week(found: re.Match[str], now: LocalNow) -> Point | None:
    def in_year(year: int) -> Point | None:
        try:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
        except ValueError:
            return None
        return unit_point(midnight(monday), "week", now)

    return _written_year(in_year, found, now, years_back=1)


def _year(found: re.Match[str], now: LocalNow) -> Point | None:
    year = int(found["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return unit_point(midnight(date(year, 1, 1)), "year", now)


def _calendar_unit(found: re.Match[str], now: LocalNow) -> Point:
    unit = found["unit"]
    point = unit_point(step(floor(now.wall, unit), unit, _STEPS[found["rel"]]), unit, now)
    return replace(point, day=point.start.date()) if unit == "day" else point


def _weekend(found: re.Match[str], now: LocalNow) -> Point:
    saturday = floor(now.wall, "week") + timedelta(days=5)
    begun = saturday <= now.wall
    if found["rel"] == "last" or not (begun or found["rel"]):
        saturday -= timedelta(weeks=1)
    return Point(aware(saturday, now.zone), aware(saturday + timedelta(days=2), now.zone))


_MONTH: Final = f"(?P<month>{'|'.join(MONTHS)})"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:th)?"
_YEAR: Final = r"(?:year )?(?P<year>[0-9]{4})|(?P<of>prelast|last|this|next) year"
_OF_YEAR: Final = rf"(?: (?:(?:of|in) )?(?:the )?(?:{_YEAR}))?"
_YEAR_FIRST: Final = rf"(?:{_YEAR}) (?:(?:of|in) )?(?:the )?"
_WEEKDAY: Final = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
_ON_WEEKDAY: Final = rf"(?:{_WEEKDAY} (?:in )?(?:the )?)?"
_BEHIND: Final = f"(?: (?P<behind>{'|'.join(WEEKDAYS)}))?"
_WHICH: Final = r"(?P<rel>prelast|last|this|next)"
_NUMBERED: Final = rf"(?:w|week )(?P<week>[0-9]{{1,2}}){_OF_YEAR}"
_YEAR_WEEK: Final = r"(?P<year>[0-9]{4})(?:-| )(?:w|week )(?P<week>[0-9]{1,2})"

RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = tuple(
    (re.compile(shape), rule)
    for shape, rule in (
        (f"(?P<word>{'|'.join(_DAYS_FROM_TODAY)})", _relative_day),
        (r"(?P<count>[1-9][0-9]*) (?P<unit>day|week) ago", _days_ago),
        (r"pre (?P<count>[1-9][0-9]*) (?P<unit>day|week)", _days_ago),
        (
            rf"{_ON_WEEKDAY}(?P<year>[0-9]{{4}})-(?P<mm>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_BEHIND}",
            _date,
        ),
        (rf"{_ON_WEEKDAY}--(?P<mm>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_OF_YEAR}{_BEHIND}", _date),
        (
            rf"{_ON_WEEKDAY}{_DAY} (?:of (?:the )?month )?(?:of )?{_MONTH}{_OF_YEAR}{_BEHIND}",
            _date,
        ),
        (rf"{_ON_WEEKDAY}{_DAY} - {_MONTH}(?: - (?P<year>[0-9]{{4}}))?{_BEHIND}", _date),
        (rf"(?P<year>[0-9]{{4}}) - {_MONTH} - {_DAY}", _date),
        (rf"{_ON_WEEKDAY}{_MONTH}(?: month)? (?:the )?{_DAY}{_OF_YEAR}{_BEHIND}", _date),
        (rf"{_ON_WEEKDAY}{_YEAR_FIRST}{_MONTH} (?:the )?{_DAY}{_BEHIND}", _date),
        (rf"(?P<day>[0-9]{{1,2}})(?:th(?: of)?| of) (?:the )?{_WHICH} month", _day_of_month),
        (rf"{_WHICH} month (?:(?:in|of) )?(?:the )?(?P<day>[0-9]{{1,2}})th", _day_of_month),
        (rf"(?:(?P<rel>last|this|next) )?{_WEEKDAY}", _weekday),
        (rf"{_WEEKDAY} (?:of |in )?(?:the )?{_WHICH} week", _weekday_of_week),
        (rf"{_WHICH} week (?:of |in )?(?:the )?{_WEEKDAY}", _weekday_of_week),
        (rf"{_WEEKDAY} (?:of |in )?(?:the )?(?:{_NUMBERED})", _weekday_of_week),
        (rf"{_WEEKDAY} (?:of |in )?(?:the )?(?:{_YEAR_WEEK})", _weekday_of_week),
        (rf"{_NUMBERED} (?:of |in )?(?:the )?{_WEEKDAY}", _weekday_of_week),
        (rf"{_YEAR_WEEK} (?:of |in )?(?:the )?{_WEEKDAY}", _weekday_of_week),
        (r"(?P<year>[0-9]{4})-(?P<mm>[0-9]{2})", _month),
        (rf"(?P<rel>last|this) {_MONTH}", _month),
        (rf"(?:month (?:of )?)?{_MONTH}(?: month)?{_OF_YEAR}", _month),
        (rf"{_MONTH} [-/] (?P<year>[0-9]{{4}})", _month),
        (rf"{_YEAR_FIRST}{_MONTH}(?: month)?", _month),
        (rf"(?P<year>[0-9]{{4}}) [-/] {_MONTH}", _month),
        (rf"(?:q|quarter )(?P<quarter>[1-4]){_OF_YEAR}", _quarter),
        (rf"(?P<quarter>[1-4])th quarter{_OF_YEAR}", _quarter),
        (r"(?P<year>[0-9]{4})(?:-| )(?:q|quarter )(?P<quarter>[1-4])", _quarter),
        (rf"{_YEAR_FIRST}(?:q|quarter )(?P<quarter>[1-4])", _quarter),
        (rf"{_YEAR_FIRST}(?P<quarter>[1-4])th quarter", _quarter),
        (_NUMBERED, _week),
        (_YEAR_WEEK, _week),
        (r"(?:year )?(?P<year>[0-9]{4})", _year),
        (r"(?P<rel>prelast|last|this|next) (?P<unit>day|week|month|quarter|year)", _calendar_unit),
        (r"(?:(?P<rel>last|this) )?weekend", _weekend),
    )
)
