"""Reads ranges: `A to B`, `between A and B`, times of one day, days of one month."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.calls.period.calendar import MONTHS, LocalNow, Point, moment_of
from bot.calls.period.points import read_point, seconds_of
from bot.calls.period.text import Phrase

_OPENERS: Final = ("from", "since", "of", "between")
_SEPARATORS: Final = ("to", "à", "and")
_MOST_SEPARATORS: Final = 4  # "hier à 9h à hier à 17h" has three; more only take time
_HOUR: Final = r"(?:@[0-9:]+[ap]?|[0-9]{1,2})(?: heure)?"
_CLOCKS: Final = re.compile(
    rf"(?:(?P<before>.+?) )?(?:(?P<opener>{'|'.join(_OPENERS)}) )?(?:at )?(?:the )?(?P<a>{_HOUR})"
    rf" (?P<to>to|à|and) (?:at )?(?:the )?(?P<b>{_HOUR})(?: (?:(?:of|in) )?(?P<behind>.+))?"
)
_NUMBER: Final = r"(?:the )?(?P<{}>[0-9]{{1,2}}(?:th)?)"
_A: Final = _NUMBER.format("a")
_B: Final = _NUMBER.format("b")
_NOON: Final = 12 * 3600
_MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)})"
_LONE_CLOCK: Final = re.compile(r"(?:at )?(?:the )?@[0-9:]+[ap]?")
_YEAR: Final = r"(?P<year>[0-9]{4})"
_WEEKS: Final = r"(?:week |w)(?P<a>[0-9]{1,2}) (?P<to>to|and) (?:week |w)?(?P<b>[0-9]{1,2})"
_SHARED: Final = tuple(
    (re.compile(shape), one)
    for shape, one in (
        (
            rf"{_A} (?P<to>to|à|and) {_B} (?:of )?{_MONTH}(?: (?:of )?{_YEAR})?",
            "{0} {month} {year}",
        ),
        (rf"{_MONTH} {_A} (?P<to>to|à|and) {_B}(?: (?:of )?{_YEAR})?", "{0} {month} {year}"),
        (rf"{_YEAR} {_MONTH} {_A} (?P<to>to|à|and) {_B}", "{0} {month} {year}"),
        (
            rf"(?P<a>[0-9]{{1,2}})th to (?P<year>[0-9]{{4}}|-)-(?P<month>[0-9]{{2}})-{_B}",
            "{year}-{month}-{0:0>2}",
        ),
        (rf"{_WEEKS}(?: (?:of )?{_YEAR})?", "w{0} {year}"),
    )
)


Ends = tuple[Point, Point]


def read_range(phrase: Phrase, now: LocalNow) -> Ends | None:
    """Return both ends of a range; None if there is no range or an end cannot be read.

    The bounds are the start of the first and the end of the second, even if that is earlier.
    Raises OutOfReach.
    """
    if not phrase.words:
        return None
    opener = phrase.words[0].text if phrase.words[0].text in _OPENERS else ""
    rest = phrase[bool(opener) :]
    return (
        _clocks(rest.text, opener, now)
        or _shared(rest.text, opener, now)
        or _two_ends(rest, opener, now)
    )


def halves(phrase: Phrase) -> Iterator[tuple[Phrase, Phrase, str]]:
    """Yield each cut of a phrase at a separator: left, right, separator; none if too many."""
    words = phrase.words
    cuts = [index for index, word in enumerate(words) if word.text in _SEPARATORS]
    if len(cuts) > _MOST_SEPARATORS:
        return
    for index in cuts:
        if 0 < index < len(words) - 1:
            yield phrase[:index], phrase[index + 1 :], words[index].text


def _clocks(text: str, opener: str, now: LocalNow) -> Ends | None:
    """`yesterday 9-17`, `9:00 to 17:00`, `from 9am to 5pm on monday`.

    An end that is not after the start is on the next day. Bare numbers are times only beside a
    day or a time that is written as one.
    """
    found = _CLOCKS.fullmatch(text)
    if not found or (found["before"] and found["behind"]):
        return None
    if found["to"] == "and" and "between" not in (opener, found["opener"]):
        return None
    named = found["before"] or found["behind"]
    if not named and found["a"].isdigit() and found["b"].isdigit():
        return None
    whole = read_point(named or "today", now)
    hours = _hours(found["a"].removesuffix(" heure"), found["b"].removesuffix(" heure"))
    if whole is None or whole.day is None or whole.instant or hours is None:
        return None
    start, end = hours
    last_day = whole.day if end > start else whole.day + timedelta(days=1)
    first, second = moment_of(whole.day, start, now), moment_of(last_day, end, now)
    return Point(first, first), Point(second, second)


def _hours(a: str, b: str) -> tuple[int, int] | None:
    """Two times as seconds of the day; None if they are none or could mean two things."""
    start, end = _seconds(a), _seconds(b)
    if a.isdigit() and b[-1] in "ap" and 1 <= int(a) <= 12:
        start = start % _NOON + (_NOON if b[-1] == "p" else 0)
        if start == end:
            return None
        if start > end:  # 1-5pm is in the afternoon, 9-5pm is not
            start = (start + _NOON) % (2 * _NOON)
    elif b.isdigit() and end <= _NOON and (a[-1] in "ap" or end <= start <= _NOON):
        return None  # 9-5 is an office day to one reader and a night to another
    elif a.isdigit() and end <= start <= _NOON:
        return None
    return (start, end) if start < 2 * _NOON and end <= 2 * _NOON else None


def _seconds(hour: str) -> int:
    return seconds_of(hour) if hour.startswith("@") else int(hour) * 3600


def _shared(text: str, opener: str, now: LocalNow) -> Ends | None:
    """`1-5 nov`, `nov 1 to 5 2026`, `week 45 to 47`: what is written once is true for both ends."""
    for shape, one in _SHARED:
        found = shape.fullmatch(text)
        if found and (found.groupdict().get("to") != "and" or opener == "between"):
            named = {
                "month": "",
                **{name: value or "" for name, value in found.groupdict().items()},
            }
            a, b = (
                read_point(one.format(found[side].removesuffix("th"), **named).strip(), now)
                for side in ("a", "b")
            )
            return _same_years(a, b) if a and b else None
    return None


def _two_ends(phrase: Phrase, opener: str, now: LocalNow) -> Ends | None:
    readings = [
        (left, right)
        for first, second, separator in halves(phrase)
        if separator != "and" or opener == "between"
        if (left := read_point(first.text, now)) and (right := read_point(second.text, now))
        if not _LONE_CLOCK.fullmatch(second.text)  # of which day?
        if right.instant or not _LONE_CLOCK.fullmatch(first.text)
    ]
    return _same_years(*readings[0]) if len(readings) == 1 else None


def _same_years(left: Point, right: Point) -> Ends | None:
    """Both ends, where a year that is written at one of them is used for the other too.

    None for days of one month in the wrong order, which are not a year apart (30 nov to 1 nov).
    """
    if left.in_year and right.in_year and left.day and right.day:
        same_month = left.day.month == right.day.month
        if same_month and left.day.day > right.day.day:
            return None
    if left.in_year and right.year:
        for year in (right.year, right.year - 1):
            if (same := left.in_year(year)) and same.start <= right.start:
                return same, right
    if right.in_year and left.year:
        for year in (left.year, left.year + 1):
            if (same := right.in_year(year)) and same.end >= left.end:
                return left, same
    return left, right
