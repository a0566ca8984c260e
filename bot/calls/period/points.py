"""A point of the calendar or the clock: a day, a week, a month, a part of a day, an instant."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.calls.period.units import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    OutOfReach,
    aware,
    floor,
    midnight,
    shift,
    step,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """When and where it is asked: `now` in whole seconds, aware in the asker's `zone`."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def wall(self) -> datetime:
        return self.now.replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Point:
    """What one expression names; an instant starts and ends at once.

    `day` is the day it names or lies in, where there is one. `rounded` marks Grafana's `/d`. `year` is the year that was written;
    where a year belongs but none was written, `in_year` tells the same point of another year.
    """

    start: datetime
    end: datetime
    day: date | None = None
    rounded: bool = False
    year: int | None = None
    in_year: "Callable[[int], Point | None] | None" = None

    @property
    def instant(self) -> bool:
        return self.start == self.end


Rule = Callable[[re.Match[str], Clock], Point | None]

_MONTH: Final = f"(?P<month>{'|'.join(MONTHS)})"
_WEEKDAY: Final = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
_YEAR: Final = r"(?P<year>[0-9]{4})"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:th)?"
_TIME: Final = r"(?P<time>@[0-9:]+[ap]?)"
_PART: Final = r"(?P<part>morning|afternoon|evening)"
_REL: Final = r"(?P<rel>last|this|next)"
_DAYS_FROM_TODAY: Final = {
    "ereyesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "overmorrow": 2,
}
_PARTS: Final = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24)}
_STEPS: Final = {"last": -1, "this": 0, "next": 1}
_YEARS_BACK: Final = 8  # 29 February can be that far away


def read_point(text: str, clock: Clock) -> Point | None:
    """The point that canonical words name; None where they name none.

    What has no year, or is a weekday, is the latest that has begun.
    Raises OutOfReach outside the years that can be asked about.
    """
    text = re.sub(r"^(?:(?:in|for) )?(?:the )?", "", text)
    for shape, rule in _RULES:
        if found := shape.fullmatch(text):
            return rule(found, clock)
    return None


def day_point(day: date, clock: Clock, year: int | None = None) -> Point:
    """A whole calendar day."""
    point = _unit(midnight(day), "day", clock)
    return replace(point, day=day, year=year)


def seconds_of(time: str) -> int:
    """Seconds since midnight of a canonical clock such as `@09:30:00`; at most 24 hours."""
    hour, minute, second = map(int, time.strip("@ap").split(":"))
    return hour * 3600 + minute * 60 + second


def moment_of(day: date, seconds: int, clock: Clock) -> datetime:
    """The moment at which the clock of `day` shows that many seconds past midnight."""
    return aware(midnight(day) + timedelta(seconds=seconds), clock.zone)


def _unit(wall: datetime, unit: str, clock: Clock) -> Point:
    return Point(aware(wall, clock.zone), aware(step(wall, unit, 1), clock.zone))


def _latest(
    in_year: Callable[[int], Point | None], clock: Clock, years_back: int = _YEARS_BACK
) -> Point | None:
    # An ISO week of next year may have begun.
    for year in range(clock.today.year + 1, clock.today.year - years_back - 1, -1):
        if (point := in_year(year)) and point.start <= clock.now:
            return replace(point, in_year=in_year)
    return None


def _relative_day(found: re.Match[str], clock: Clock) -> Point:
    return day_point(clock.today + timedelta(days=_DAYS_FROM_TODAY[found["word"]]), clock)


def _days_ago(found: re.Match[str], clock: Clock) -> Point:
    count = int(found["count"] or 1)
    return day_point(step(midnight(clock.today), found["unit"], -count).date(), clock)


def _elapsed_ago(found: re.Match[str], clock: Clock) -> Point:
    moment = shift(clock.now, found["unit"], -int(found["count"] or 1), clock.zone)
    return Point(moment, moment)


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
        return _unit(datetime(year, number, 1), "month", clock)

    match groups.get("rel"):
        case "last":
            year = clock.today.year
            return next(p for p in map(in_year, (year, year - 1)) if p.end <= clock.now)
        case "this":
            return in_year(clock.today.year)
    return _written_year(in_year, groups.get("year"), clock)


def _quarter(found: re.Match[str], clock: Clock) -> Point | None:
    def in_year(year: int) -> Point:
        return _unit(datetime(year, int(found["quarter"]) * 3 - 2, 1), "quarter", clock)

    return _written_year(in_year, found.groupdict().get("year"), clock)


def _week(found: re.Match[str], clock: Clock) -> Point | None:
    def in_year(year: int) -> Point | None:
        try:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
        except ValueError:
            return None
        return _unit(midnight(monday), "week", clock)

    if year := found.groupdict().get("year"):
        return _written_year(in_year, year, clock)
    return _latest(in_year, clock, years_back=1)


def _year(found: re.Match[str], clock: Clock) -> Point | None:
    year = int(found["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return replace(_unit(datetime(year, 1, 1), "year", clock), year=year)


def _calendar_unit(found: re.Match[str], clock: Clock) -> Point:
    unit = found["unit"]
    point = _unit(step(floor(clock.wall, unit), unit, _STEPS[found["rel"]]), unit, clock)
    return replace(point, day=point.start.date()) if unit == "day" else point


def _this_hour(found: re.Match[str], clock: Clock) -> Point:
    into = clock.now.second + (clock.now.minute * 60 if found["unit"] == "hour" else 0)
    start = shift(clock.now, "second", -into, clock.zone)
    return Point(start, shift(start, found["unit"], 1, clock.zone))


def _weekend(found: re.Match[str], clock: Clock) -> Point:
    saturday = floor(clock.wall, "week") + timedelta(days=5)
    begun = saturday <= clock.wall
    if found["rel"] == "last" or not (begun or found["rel"]):
        saturday -= timedelta(weeks=1)
    return Point(aware(saturday, clock.zone), aware(saturday + timedelta(days=2), clock.zone))


def _part(found: re.Match[str], clock: Clock) -> Point | None:
    """A part of a day. It names no `day`, so that no clock can be added to it."""
    named = found.groupdict().get("on")
    point = read_point(named, clock) if named else day_point(clock.today, clock)
    if point is None or point.day is None or point.instant:
        return None
    start, end = (moment_of(point.day, hour * 3600, clock) for hour in _PARTS[found["part"]])
    return Point(start, end)


def _instant(found: re.Match[str], clock: Clock) -> Point | None:
    groups = found.groupdict()
    seconds = seconds_of(groups["time"]) if groups.get("time") else int(found["hour"]) * 3600
    named = groups.get("on")
    if not named:
        moment = moment_of(clock.today, seconds, clock)
        return Point(moment, moment, clock.today)
    whole = read_point(named, clock)
    if whole is None or whole.day is None or whole.instant or seconds > 86400:
        return None
    in_year = whole.in_year

    def at_time(point: Point | None) -> Point | None:
        if point is None or point.day is None:
            return None
        moment = moment_of(point.day, seconds, clock)
        return replace(point, start=moment, end=moment)

    point = at_time(whole)
    if point and in_year:
        return replace(point, in_year=lambda year: at_time(in_year(year)))
    return point


def _now(_: re.Match[str], clock: Clock) -> Point:
    return Point(clock.now, clock.now)


def _unix(found: re.Match[str], clock: Clock) -> Point:
    try:
        moment = datetime.fromtimestamp(int(found["unix"]), clock.zone)
    except (OverflowError, ValueError, OSError):
        raise OutOfReach from None
    return Point(moment, moment)


def _grafana(found: re.Match[str], clock: Clock) -> Point:
    """`now-7d/d`: a rounded one starts at the beginning of the unit and ends at its end."""
    moment = clock.now
    for sign, count, letter in re.findall(r"([+-])([0-9]+)([a-zA-Z])", found["steps"]):
        moment = shift(moment, _LETTERS[letter], int(sign + count), clock.zone)
    if not found["round"]:
        return Point(moment, moment)
    unit = _LETTERS[found["round"]]
    start = aware(floor(moment.replace(tzinfo=None), unit), clock.zone)
    return Point(start, shift(start, unit, 1, clock.zone), rounded=True)


_LETTERS: Final = {
    "s": "second",
    "m": "minute",
    "h": "hour",
    "d": "day",
    "w": "week",
    "M": "month",
    "Q": "quarter",
    "y": "year",
}
_OF_YEAR: Final = rf"(?: (?:of )?{_YEAR})?"
_OF_WEEKDAY: Final = rf"(?:{_WEEKDAY} (?:in )?(?:the )?)?"

_RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = tuple(
    (re.compile(shape), rule)
    for shape, rule in (
        (f"(?P<word>{'|'.join(_DAYS_FROM_TODAY)})", _relative_day),
        (r"(?:(?P<count>[0-9]+) )?(?P<unit>day|week) ago", _days_ago),
        (r"pre (?:(?P<count>[0-9]+) )?(?P<unit>day|week)", _days_ago),
        (r"(?:(?P<count>[0-9]+) )?(?P<unit>second|minute|hour|heure) ago", _elapsed_ago),
        (r"pre (?:(?P<count>[0-9]+) )?(?P<unit>second|minute|hour|heure)", _elapsed_ago),
        (rf"{_OF_WEEKDAY}(?P<year>[0-9]{{4}})-(?P<mm>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _date),
        (rf"{_OF_WEEKDAY}--(?P<mm>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _date),
        (
            rf"{_OF_WEEKDAY}{_DAY}(?: -)? (?:of )?(?:the )?(?:month (?:of )?)?{_MONTH}(?: month)?(?: -)?{_OF_YEAR}",
            _date,
        ),
        (rf"{_OF_WEEKDAY}{_MONTH}(?: -)? (?:the )?{_DAY}{_OF_YEAR}", _date),
        (rf"{_OF_WEEKDAY}{_YEAR} (?:of )?{_MONTH} (?:the )?{_DAY}", _date),
        (rf"(?:{_REL} )?{_WEEKDAY}", _weekday),
        (rf"{_WEEKDAY} (?:of |in )?(?:the )?{_REL} week", _weekday_of_week),
        (rf"{_REL} week (?:in )?(?:the )?{_WEEKDAY}", _weekday_of_week),
        (r"(?P<year>[0-9]{4})-(?P<mm>[0-9]{2})", _month),
        (r"(?P<rel>last|this) " + _MONTH, _month),
        (rf"(?:month (?:of )?)?{_MONTH}(?: month)?{_OF_YEAR}", _month),
        (rf"{_YEAR} (?:of )?{_MONTH}(?: month)?", _month),
        (rf"(?:q|quarter )(?P<quarter>[1-4]){_OF_YEAR}", _quarter),
        (rf"(?P<quarter>[1-4])th quarter{_OF_YEAR}", _quarter),
        (rf"{_YEAR}(?:-| (?:of )?)q(?P<quarter>[1-4])", _quarter),
        (rf"{_YEAR} (?P<quarter>[1-4])th quarter", _quarter),
        (rf"(?:w|week )(?P<week>[0-9]{{1,2}}){_OF_YEAR}", _week),
        (rf"{_YEAR}(?:-| )(?:w|week )(?P<week>[0-9]{{1,2}})", _week),
        (rf"(?:year )?{_YEAR}", _year),
        (rf"{_REL} (?P<unit>day|week|month|quarter|year)", _calendar_unit),
        (r"this (?P<unit>hour|minute)", _this_hour),
        (r"(?:(?P<rel>last|this) )?weekend", _weekend),
        (rf"this {_PART}", _part),
        (rf"(?P<on>.+?) (?:(?:in|of) )?(?:the )?{_PART}", _part),
        (rf"(?:(?:at|à) )?{_TIME}", _instant),
        (rf"(?P<on>.+?) (?:(?:at|à) )?{_TIME}", _instant),
        (rf"(?P<on>.+?) (?:at|à) (?P<hour>[0-9]{{1,2}})(?: heure)?", _instant),
        (rf"(?P<on>.+?) (?P<hour>[0-9]{{1,2}}) heure", _instant),
        (rf"(?:at )?{_TIME} (?:(?:in|of) )?(?P<on>.+)", _instant),
        (r"now", _now),
        (r"!(?P<unix>[0-9]+)", _unix),
        (r"now(?P<steps>(?:[+-][0-9]+[smhdwMyQ])*)(?:/(?P<round>[smhdwMyQ]))?", _grafana),
    )
)
