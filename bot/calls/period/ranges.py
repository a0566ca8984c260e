"""Reads ranges: `A to B`, `between A and B`, times of one day, days of one month."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.calls.period.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    LocalNow,
    Point,
    moment_of,
)
from bot.calls.period.phrase import Phrase
from bot.calls.period.points import read_point, seconds_of

_OPENERS: Final = ("from", "since", "of", "between")
SEPARATORS: Final = frozenset({"to", "à", "and"})
"""One of these canonical words is in every range."""
_MOST_SEPARATORS: Final = 4  # "hier à 9h à hier à 17h" has three; more only take time
_HOUR: Final = r"(?:@[0-9:]+[ap]?|[0-9]{1,2}|[0-9]{4})(?: heure)?"
_CLOCKS: Final = re.compile(
    rf"(?:(?P<before>.+?) )?(?:(?P<opener>{'|'.join(_OPENERS)}) )?(?:at )?(?:the )?(?P<a>{_HOUR})"
    rf" (?P<to>to|à|and) (?:at )?(?:the )?(?P<b>{_HOUR})(?: (?:(?:of|in) )?(?P<behind>.+))?"
)
_NOON: Final = 12 * 3600
_TO: Final = "(?P<to>to|à|and)"
_ON: Final = rf"(?:(?P<on_{{0}}>{'|'.join(WEEKDAYS)}) )?(?:the )?"
_DAY: Final = _ON + "(?P<{0}>[0-9]{{1,2}}(?:th)?)"
_A: Final = _DAY.format("a")
_B: Final = _DAY.format("b")
_MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)})"
_LONE_CLOCK: Final = re.compile(r"(?:at )?(?:the )?@\S+")
_YEAR: Final = r"(?P<year>[0-9]{4}|(?:last|this|next) year)"
_OF_YEAR: Final = rf"(?: (?:(?:of|in) )?(?:the )?(?:year )?{_YEAR})?"
_WEEKS: Final = r"(?:week |w)(?P<a>[0-9]{1,2}) (?P<to>to|and) (?:week |w)?(?P<b>[0-9]{1,2})"
_SHARED: Final = tuple(
    (re.compile(shape), one)
    for shape, one in (
        (rf"{_A} {_TO} {_B} (?:of )?{_MONTH}{_OF_YEAR}", "{on} {0} {month} {year}"),
        (rf"{_MONTH} {_A} {_TO} {_B}{_OF_YEAR}", "{on} {0} {month} {year}"),
        (rf"{_YEAR} {_MONTH} {_A} {_TO} {_B}", "{on} {0} {month} {year}"),
        (
            rf"{_A} {_TO} {_B} (?:of )?(?:the )?(?P<month>(?:prelast|last|this|next) month)",
            "{0}th of {month}",
        ),
        (
            r"(?P<a>[0-9]{1,2})th to (?P<year>[0-9]{4}|-)-(?P<month>[0-9]{2})-(?P<b>[0-9]{1,2})",
            "{year}-{month}-{0:0>2}",
        ),
        (rf"{_WEEKS}{_OF_YEAR}", "w{0} {year}"),
    )
)
_WEEKDAY: Final = rf"(?:the )?(?P<{{0}}>{'|'.join(WEEKDAYS)})(?P<{{0}}_time>(?: .+?)??)"
_NAMED_WEEK: Final = (
    r"(?P<week>(?:prelast|last|this|next) week"
    r"|(?:week |w)[0-9]{1,2}(?: (?:of )?[0-9]{4})?|[0-9]{4}(?:-| )(?:week |w)[0-9]{1,2})"
)
_WEEK_OF_BOTH: Final = tuple(
    re.compile(shape.format(_WEEKDAY.format("a"), _TO, _WEEKDAY.format("b"), _NAMED_WEEK))
    for shape in (
        "{0} {1} {2} (?:(?:of|in) )?(?:the )?{3}",
        "{3} (?:, )?(?:(?:of|in|from|between|on) )?{0} {1} {2}",
    )
)
# 20 nov 2000-2030
_YEARS_OR_TIMES: Final = re.compile(r".+ (?:[01][0-9]|2[0-3])[0-5][0-9] 2[0-4][0-5][0-9]")
_TIME: Final = (
    r"(?: (?:(?:at|à) )?(?:the )?@\S+(?: heure)?| (?:at |à )?[0-9]{1,2} heure"
    r"| (?:in the )?(?:morning|afternoon|evening))?"
)
_AT_TIME: Final = (
    rf"(?:the )?(?P<{{0}}>{'|'.join(WEEKDAYS)})(?P<{{0}}_time>{_TIME.replace('{1,2}', '{{1,2}}')})"
)
_NEXT_TO: Final = re.compile(rf"(?:the )?(?P<rel>last|this|next) {_AT_TIME.format('a')}")
_OPENS_WITH_WEEKDAY: Final = re.compile(
    rf"(?:the )?(?:(?:last|this|next) )?{_AT_TIME.format('a')}(?: (?:of |in )?(?:the )?\S+ week)?"
    rf"|\S+ week (?:of |in )?(?:the )?{_AT_TIME.format('b')}"
)
_BEHIND_BOTH: Final = re.compile(rf"(?:the )?{_NAMED_WEEK}")  # monday 9-17 last week
_BARE_WEEKDAY: Final = re.compile(_AT_TIME.format("b"))


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
    if since_a_range(phrase):
        return None
    return (
        _week_of_both(rest.text, opener, now)
        or _clocks(rest.text, opener, now)
        or _shared(rest.text, opener, now)
        or _two_ends(rest, opener, now)
    )


def since_a_range(phrase: Phrase) -> bool:
    """Return whether it is `since 9-17`, which may mean since 9, or from 9 to 17."""
    texts = [word.text for word in phrase.words]
    typed = [phrase.source[word.start] for word in phrase.words if word.text == "to"]
    return "since" in texts and not all(map(str.isalpha, typed))


def halves(phrase: Phrase) -> Iterator[tuple[Phrase, Phrase, str]]:
    """Yield each cut of a phrase at a separator: left, right, separator; none if too many."""
    words = phrase.words
    cuts = [index for index, word in enumerate(words) if word.text in SEPARATORS]
    if len(cuts) > _MOST_SEPARATORS:
        return
    for index in cuts:
        if 0 < index < len(words) - 1:
            yield phrase[:index], phrase[index + 1 :], words[index].text


def _clocks(text: str, opener: str, now: LocalNow) -> Ends | None:
    """`yesterday 9-17`, `9:00 to 17:00`, `from 9am to 5pm on monday`, `yesterday 0900-1700`.

    An end that is not after the start is on the next day. Bare numbers are times only beside a
    day or a time that is written as one.
    """
    found = _CLOCKS.fullmatch(text)
    if not found or (found["to"] == "and" and "between" not in (opener, found["opener"])):
        return None
    if found["before"] and found["behind"] and not _BEHIND_BOTH.fullmatch(found["behind"]):
        return None
    named = " ".join(filter(None, (found["before"], found["behind"])))
    whole = read_point(named or "today", now)
    if whole is None or whole.day is None or whole.instant:
        return None
    are_numbers = found["a"].isdigit() and found["b"].isdigit()
    if (
        are_numbers
        and (not named or whole.in_year)
        and not _are_times(found["a"], found["b"], named)
    ):
        return None
    hours = _hours(found["a"].removesuffix(" heure"), found["b"].removesuffix(" heure"))
    if hours is None:
        return None
    start, end = hours
    last_day = whole.day if end > start else whole.day + timedelta(days=1)
    first, second = moment_of(whole.day, start, now), moment_of(last_day, end, now)
    return Point(first, first), Point(second, second)


def _are_times(a: str, b: str, named: str) -> bool:
    """Whether two numbers are times, where they might be days (9-17) or years (2000-2030)."""
    if len(a) < 4 or len(b) < 4:
        return bool(named)
    are_years = [FIRST_YEAR <= int(number) <= LAST_YEAR for number in (a, b)]
    return not all(are_years) if named else not are_years[0]


def _hours(a: str, b: str) -> tuple[int, int] | None:
    """Two times as seconds of the day; None if they are none or could mean two things."""
    if len(a) == 4 or len(b) == 4:
        return _military(a, b)
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


def _military(a: str, b: str) -> tuple[int, int] | None:
    """Two times of four digits without a colon."""
    if len(a) != 4 or len(b) != 4 or max(a[2:], b[2:]) > "59" or a >= "2400" or b > "2400":
        return None
    start, end = (int(time[:2]) * 3600 + int(time[2:]) * 60 for time in (a, b))
    return start, end


def _seconds(hour: str) -> int:
    return seconds_of(hour) if hour.startswith("@") else int(hour) * 3600


def _shared(text: str, opener: str, now: LocalNow) -> Ends | None:
    """`1-5 nov`, `nov 1 to 5 2026`, `week 45 to 47`: what is written once is true for both ends."""
    for shape, one in _SHARED:
        found = shape.fullmatch(text)
        if found and (found.groupdict().get("to") != "and" or opener == "between"):
            named = {name: value or "" for name, value in found.groupdict().items()}
            ends = []
            for side in ("a", "b"):
                on, day = named.get(f"on_{side}", ""), named[side].removesuffix("th")
                words = one.format(day, on=on, month=named.get("month"), year=named.get("year"))
                ends.append(read_point(" ".join(words.split()), now))
            a, b = ends
            return _same_years(a, b) if a and b else None
    return None


def _week_of_both(text: str, opener: str, now: LocalNow) -> Ends | None:
    """`thursday to friday this week`, `week 46 mon-fri`: the week is that of both weekdays."""
    for shape in _WEEK_OF_BOTH:
        found = shape.fullmatch(text)
        if found and (found["to"] != "and" or opener == "between"):
            a, b = (
                read_point(f"{found[side]} of {found['week']}{found[f'{side}_time']}", now)
                for side in ("a", "b")
            )
            if a and b:
                return a, b
    return None


def _two_ends(phrase: Phrase, opener: str, now: LocalNow) -> Ends | None:
    readings = [
        ends
        for first, second, separator in halves(phrase)
        if separator != "and" or opener == "between"
        if (ends := _ends(first.text, second.text, now))
        if not _LONE_CLOCK.fullmatch(second.text)  # of which day?
        if ends[1].instant or not _LONE_CLOCK.fullmatch(first.text)
        if not (ends[0].day and _YEARS_OR_TIMES.fullmatch(f"{first.text} {second.text}"))
    ]
    return _same_years(*readings[0]) if len(readings) == 1 else None


def _ends(first: str, second: str, now: LocalNow) -> Ends | None:
    """Two expressions as the ends of a range; None if they are none, or in doubt."""
    right = _following(first, second, now) or read_point(second, now)
    if right is None:
        return None
    left = read_point(first, now)
    if left is None and right.year:  # Mon 29 Dec – Sun 4 Jan 2026: no Monday in other years
        years = (read_point(f"{first} {year}", now) for year in (right.year, right.year - 1))
        left = next((point for point in years if point and point.start <= right.start), None)
    if left is None or _skips_a_week(first, second, left, right, now):
        return None
    return left, right


def _following(first: str, second: str, now: LocalNow) -> Point | None:
    """The second end of `this thursday to friday`: the first such weekday from the other end on."""
    found, bare = _NEXT_TO.fullmatch(first), _BARE_WEEKDAY.fullmatch(second)
    left = read_point(first, now) if found and bare else None
    if not found or not bare or not left or not left.day:
        return None
    days = (WEEKDAYS.index(bare["b"]) - WEEKDAYS.index(found["a"])) % 7
    right = read_point(f"{left.day + timedelta(days=days)}{bare['b_time']}", now)
    too_late = right and found["rel"] == "last" and not now.passed(right.start)
    in_doubt = found["rel"] == "next" and found["a"] != "monday"
    return None if too_late or in_doubt else right


def _skips_a_week(first: str, second: str, left: Point, right: Point, now: LocalNow) -> bool:
    """Whether a weekday is more than a week from the other end, so that another one may be meant:
    `thursday to tomorrow` on a Wednesday, `thursday last week to friday` on a Sunday.
    """
    if not left.day or not _OPENS_WITH_WEEKDAY.fullmatch(first):
        return False
    again, last = left.day + timedelta(days=7), right.start.date()
    if _BARE_WEEKDAY.fullmatch(second):
        return last > again
    if not _BARE_WEEKDAY.fullmatch(first) or now.passed(right.end):
        return False
    return last > again or (last == again and not second.startswith("next "))


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
