"""Reads one point: an expression of the calendar, a part of a day, or an instant."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.calls.period import dates
from bot.calls.period.calendar import (
    ELAPSED,
    LocalNow,
    OutOfReach,
    Point,
    aware,
    day_point,
    floor,
    moment_of,
    shift,
)

_TIME: Final = r"(?P<time>@[0-9:]+[ap]?)(?P<offset>[+-][0-9]{4})?"
_PART: Final = r"(?P<part>morning|afternoon|evening)"
_PARTS: Final = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24)}
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


def read_point(text: str, now: LocalNow) -> Point | None:
    """Return the point that canonical words name; None if they name none.

    Without a year, or as a weekday, it is the latest one that has begun. Raises OutOfReach.
    """
    text = re.sub(r"^the (?!today|yesterday|tomorrow|now)", "", text)
    for shape, rule in _RULES:
        if found := shape.fullmatch(text):
            return rule(found, now)
    return None


def seconds_of(time: str) -> int:
    """Return the seconds since midnight of a canonical time, for example `@09:30:00`."""
    hour, minute, second = map(int, time.strip("@ap").split(":"))
    return hour * 3600 + minute * 60 + second


def _elapsed_ago(found: re.Match[str], now: LocalNow) -> Point:
    moment = shift(now.moment, found["unit"], -int(found["count"]), now.zone)
    return Point(moment, moment)


def _this_hour(found: re.Match[str], now: LocalNow) -> Point:
    into = now.moment.second + (now.moment.minute * 60 if found["unit"] == "hour" else 0)
    start = shift(now.moment, "second", -into, now.zone)
    return Point(start, shift(start, found["unit"], 1, now.zone))


def _part(found: re.Match[str], now: LocalNow) -> Point | None:
    """A part of a day. Its `day` is None, so that no time can be added to it."""
    named = found.groupdict().get("on")
    point = read_point(named, now) if named else day_point(now.today, now)
    if point is None or point.day is None or point.instant:
        return None
    start, end = (moment_of(point.day, hour * 3600, now) for hour in _PARTS[found["part"]])
    return Point(start, end)


def _instant(found: re.Match[str], now: LocalNow) -> Point | None:
    groups = found.groupdict()
    seconds = seconds_of(groups["time"]) if groups.get("time") else int(found["hour"]) * 3600
    named, offset = groups.get("on"), groups.get("offset")
    if not named:
        if offset and offset.startswith("-"):
            return None
        moment = moment_of(now.today, seconds, now, offset)
        return Point(moment, moment, now.today)
    whole = read_point(named, now)
    if whole is None or whole.day is None or whole.instant or seconds > 86400:
        return None
    if offset and offset.startswith("-") and whole.year is None:
        return None  # only a date that has its year is followed by an offset and not a second time
    in_year = whole.in_year

    def at_time(point: Point | None) -> Point | None:
        if point is None or point.day is None:
            return None
        moment = moment_of(point.day, seconds, now, offset)
        return replace(point, start=moment, end=moment)

    point = at_time(whole)
    if point and in_year:
        return replace(point, in_year=lambda year: at_time(in_year(year)))
    return point


def _unix(found: re.Match[str], now: LocalNow) -> Point:
    try:
        moment = datetime.fromtimestamp(int(found["unix"]), now.zone)
    except (OverflowError, ValueError, OSError):
        raise OutOfReach from None
    return Point(moment, moment)


def _grafana(found: re.Match[str], now: LocalNow) -> Point:
    """`now-7d/d`: rounded, it is the whole unit around that moment."""
    moment = now.moment
    for sign, count, letter in re.findall(r"([+-])([0-9]+)([a-zA-Z])", found["steps"]):
        moment = shift(moment, _LETTERS[letter], int(sign + count), now.zone)
    if not found["round"]:
        return Point(moment, moment)
    unit = _LETTERS[found["round"]]
    start = aware(floor(moment.replace(tzinfo=None), unit), now.zone)
    return Point(start, shift(start, unit, 1, now.zone))


_ELAPSED: Final = rf"(?P<count>[1-9][0-9]*) (?P<unit>{'|'.join(ELAPSED)})"

_RULES: Final[tuple[tuple[re.Pattern[str], dates.Rule], ...]] = (
    *dates.RULES,
    *(
        (re.compile(shape), rule)
        for shape, rule in (
            (rf"{_ELAPSED} ago", _elapsed_ago),
            (rf"pre {_ELAPSED}", _elapsed_ago),
            (r"this (?P<unit>hour|minute)", _this_hour),
            (rf"this {_PART}", _part),
            (rf"(?P<on>.+?) (?:in the )?{_PART}", _part),
            (rf"(?:(?:at|à) )?{_TIME}", _instant),
            (rf"(?P<on>.+?) (?:(?:at|à) )?{_TIME}", _instant),
            (r"(?P<on>.+?) (?:at|à) (?P<hour>[0-9]{1,2})(?: heure)?", _instant),
            (r"(?P<on>.+?) (?P<hour>[0-9]{1,2}) heure", _instant),
            (rf"(?:at )?{_TIME} (?:(?:in|of) )?(?P<on>.+)", _instant),
            (r"now(?P<steps>(?:[+-][0-9]+[smhdwMyQ])*)(?:/(?P<round>[smhdwMyQ]))?", _grafana),
            (r"!(?P<unix>[0-9]+)", _unix),
        )
    ),
)
