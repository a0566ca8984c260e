"""Reads digits by their shape alone: dates, times, weeks, quarters, timestamps.

Each shape becomes one canonical word: a date `2026-11-20`, a date of any year `--11-20`, a month
`2026-11`, a month of any year `november`, a time `@09:30:00` (with `a` or `p` at its end if am or
pm was written, or an offset as `+0200`), a moment `!1795500000`, a week `2026-w47` or `w47`, a
quarter `2026-q3` or `q3`, an ordinal `20th`, and numbers as they are.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

from bot.calls.period.calendar import MONTHS

_END: Final = r"(?![\w:])"  # no letter, digit or colon follows a shape


class Impossible(ValueError):
    """Digits in the shape of a date, a time or a week that does not exist."""


def _date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Impossible from None


def _year_first(found: re.Match[str], _: bool) -> str:
    return _date(int(found["y"]), int(found["m"]), int(found["d"]))


def _year_last(found: re.Match[str], month_first: bool) -> str:
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    month, day = _ordered(int(found["a"]), int(found["b"]), month_first)
    return _date(year, month, day)


def _no_year(found: re.Match[str], month_first: bool) -> str:
    month, day = _ordered(int(found["a"]), int(found["b"]), month_first)
    return "-" + _date(2000, month, day)[4:]  # a leap year: 29 February exists in some years


def _month_and_day(found: re.Match[str], _: bool) -> str:
    return "-" + _date(2000, int(found["a"]), int(found["b"]))[4:]


def _month_name(found: re.Match[str], _: bool) -> str:
    return MONTHS[int(_date(2000, int(found["m"]), 1)[5:7]) - 1]


def _whole_year(found: re.Match[str], _: bool) -> str:
    return found["y"]


def _ordered(first: int, second: int, month_first: bool) -> tuple[int, int]:
    """Month and day in the order of the locale; an impossible order is swapped."""
    month, day = (first, second) if month_first else (second, first)
    return (day, month) if month > 12 >= day else (month, day)


def _month(found: re.Match[str], _: bool) -> str:
    return _date(int(found["y"]), int(found["m"]), 1)[:7]


def _moment(found: re.Match[str], _: bool) -> str:
    written = found[0].upper()
    try:
        moment = datetime.fromisoformat(written[:10] + "T" + written[11:].replace(" ", ""))
    except ValueError:
        raise Impossible from None
    try:
        return f"!{int(moment.astimezone(UTC).timestamp())}"
    except OverflowError:
        raise Impossible from None


def _unix(found: re.Match[str], _: bool) -> str:
    return f"!{found[0][:10]}"


def _week(found: re.Match[str], _: bool) -> str:
    year, week, day = int(found["y"]), int(found["w"]), int(found["d"] or 1)
    try:
        monday = date.fromisocalendar(year, week, day)
    except ValueError:
        raise Impossible from None
    return monday.isoformat() if found["d"] else f"{year}-w{week}"


def _clock(found: re.Match[str], _: bool) -> str:
    groups = found.groupdict()
    hour, minute, second = (
        int(groups.get(name) or groups.get(name + "2") or 0) for name in ("h", "m", "s")
    )
    half = {"утра": "a", "вечера": "p"}.get(half := (groups.get("half") or "").lower(), half)
    if half:
        if not 1 <= hour <= 12:
            raise Impossible
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute, second) > (24, 0, 0) or minute > 59 or second > 59:
        raise Impossible
    return f"@{hour:02}:{minute:02}:{second:02}{half}"


def _clock_with_offset(found: re.Match[str], month_first: bool) -> str:
    return _clock(found, month_first) + found["offset"].replace(":", "")


def _as_it_is(found: re.Match[str], _: bool) -> str:
    return found[0]


def _quarter(found: re.Match[str], _: bool) -> str:
    return f"{found['y']}-q{found['q']}"


def _short(found: re.Match[str], _: bool) -> str:
    return f"{found['k'].lower()}{int(found['n'])}"


def _numbered_week(found: re.Match[str], _: bool) -> str:
    year = found.groupdict().get("y")
    return f"{year}-w{int(found['n'])}" if year else f"w{int(found['n'])}"


def _ordinal(found: re.Match[str], _: bool) -> str:
    return f"{int(found['n'])}th"


def _decimal(found: re.Match[str], _: bool) -> str:
    return found[0].replace(",", ".")


_Y: Final = "[0-9]{4}"
_N: Final = "[0-9]{1,2}"
_NN: Final = "[0-9]{2}"
_TIME: Final = rf"{_NN}:{_NN}(?::{_NN})?"
_HOUR: Final = rf"(?P<h>{_N})"
_HOUR_MINUTE: Final = rf"{_HOUR}:(?P<m>{_NN})(?::(?P<s>{_NN}))?"
_FRACTION: Final = r"(?:\.[0-9]{1,9})?"
_OFFSET: Final = rf"{_NN}(?::?{_NN})?"
_WEST_MINUTES: Final = rf"-(?:0[0-9]|1[0-2]):?{_NN}"  # an offset that exists: 08:00-17:00 has none
_WEST: Final = rf"-(?:0[0-9]|1[0-2])(?::?{_NN})?"
_SUFFIX: Final = (
    r"(?:st|nd|rd|th|er|re|ro|e|-?(?:го|ого|е|ое|й|ый|я|ая)|-?(?:oji|osios|[ąa]j[ąa]|a)|[º°ª]"
    r"|\.(?=\s|[-–—]|$))"
)
_NO_DATE: Final = r"(?![\w:]|[-/.][0-9]{1,3}(?![0-9]))"  # no fourth number follows a date
_NO_YEAR: Final = r"(?![\w:]|[/.][0-9])"

# The first shape that fits wins, so longer ones come first.
_SHAPES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool], str]], ...]] = tuple(
    (re.compile(shape, re.IGNORECASE), tell)
    for shape, tell in (
        (
            rf"{_Y}-{_NN}-{_NN}T{_TIME}{_FRACTION} ?(?:Z|\+{_NN}:?{_NN}|{_WEST_MINUTES}){_END}",
            _moment,
        ),
        (rf"{_Y}-{_NN}-{_NN}T{_NN}:{_NN}:{_NN}{_FRACTION} ?[+-]{_NN}{_END}", _moment),
        # Behind a space, "10:00-11:00" is two times and not an offset of minus eleven hours. With
        # seconds it is one, since programs write it so: str(datetime) in Python, psql, git.
        (rf"{_Y}-{_NN}-{_NN} {_TIME}{_FRACTION} ?(?:Z|\+{_OFFSET}){_END}", _moment),
        (rf"{_Y}-{_NN}-{_NN} {_NN}:{_NN}:{_NN}{_FRACTION} ?{_WEST}{_END}", _moment),
        (rf"{_HOUR_MINUTE} ?(?P<offset>\+{_NN}:?{_NN}){_END}", _clock_with_offset),
        (
            rf"{_HOUR}:(?P<m>{_NN}):(?P<s>{_NN}) ?(?P<offset>{_WEST_MINUTES}){_END}",
            _clock_with_offset,
        ),
        (rf"(?P<y>{_Y})-?W(?P<w>{_NN})(?:-(?P<d>[0-9]))?{_END}", _week),
        (rf"(?P<y>{_Y})-(?P<m>{_NN})-(?P<d>{_NN})(?=T{_NN}:)", _year_first),
        (rf"(?P<y>{_Y})(?P<mark>[-/.])(?P<m>{_N})(?P=mark)(?P<d>{_N}){_NO_DATE}", _year_first),
        (rf"(?P<a>{_N})(?P<mark>[-/.])(?P<b>{_N})(?P=mark)(?P<y>{_Y}){_NO_YEAR}", _year_last),
        (rf"(?P<a>{_N})(?P<mark>[/.])(?P<b>{_N})(?P=mark)(?P<y>{_NN}){_NO_YEAR}", _year_last),
        (rf"(?P<y>{_Y})[-/.](?P<m>{_N}){_NO_DATE}", _month),
        (rf"(?P<m>{_N})[-/.](?P<y>{_Y}){_NO_YEAR}", _month),
        (rf"(?P<a>{_N})/(?P<b>{_N}){_NO_YEAR}", _no_year),
        (rf"(?P<a>{_N})\.(?P<b>{_N})\.{_END}", _no_year),
        (rf"(?P<y>{_Y})[年년]\s?(?P<m>{_N})[月월]\s?(?P<d>{_N})[日号일]{_END}", _year_first),
        (rf"(?P<y>{_Y})[年년]\s?(?P<m>{_N})[月월]{_END}", _month),
        (rf"(?P<a>{_N})[月월]\s?(?P<b>{_N})[日号일]{_END}", _month_and_day),
        (rf"(?P<y>{_Y})[年년]{_END}", _whole_year),
        (rf"(?P<m>{_N})[月월]{_END}", _month_name),
        (rf"(?P<y>(?:19|20){_NN})(?P<m>{_NN})(?P<d>{_NN}){_END}", _year_first),
        (rf"[0-9]{{10}}(?:[0-9]{{3}})?{_END}", _unix),
        (rf"(?:{_HOUR_MINUTE}|(?P<h2>{_N}))\s?(?P<half>[ap])(?:\.m\.|m\.?){_END}", _clock),
        (rf"{_HOUR}(?:[.:](?P<m>{_NN}))?\s?uhr{_END}(?!\s{_NN}(?![\w:.]))", _clock),
        (rf"{_HOUR}\s?uhr\s(?P<m>{_NN})(?![\w:.])", _clock),
        (rf"{_HOUR_MINUTE}{_END}", _clock),
        (rf"{_HOUR}h(?P<m>{_NN}){_END}", _clock),
        (rf"(?P<y>{_Y})[- ]?q(?P<q>[1-4]){_END}", _quarter),
        (rf"q(?P<q>[1-4])[-/ ](?P<y>{_Y}){_END}", _quarter),
        (rf"(?P<k>q)(?P<n>[1-4]){_END}", _short),
        (rf"k?w\s?(?P<n>{_N})/(?P<y>{_Y}){_END}", _numbered_week),
        (rf"k?(?P<k>w)(?P<n>{_N}){_END}", _short),
        # The singular means the 47th week; but 1 and 21 weeks are singular too.
        (rf"(?P<n>[1-5]?[02-9]|11)\s+(?:savait[eė]|неделя){_END}", _numbered_week),
        (rf"{_HOUR}(?::(?P<m>{_NN}))?\s+(?P<half>утра|вечера){_END}", _clock),
        (rf"(?P<n>{_N}){_SUFFIX}{_END}", _ordinal),
        (r"[0-9]{1,4}[.,][0-9]{1,2}(?![0-9.,:])", _decimal),
        (r"[0-9]+", _as_it_is),
    )
)
_WITH_OFFSETS: Final = (
    (re.compile(rf"{_Y}-{_NN}-{_NN}[T ]{_TIME} ?{_WEST}{_END}", re.IGNORECASE), _moment),
    (re.compile(rf"{_HOUR_MINUTE} ?(?P<offset>{_WEST_MINUTES}){_END}"), _clock_with_offset),
)
MAY_BE_OFFSET: Final = re.compile(rf":{_NN} ?{_WEST}{_END}")
"""Finds the end of `10:00-11:00`, which may be meant as an offset."""

# Case distinguishes months (M) from minutes (m) here.
_GRAFANA: Final = re.compile(
    r"(?:now|NOW|Now)((?:[+-][0-9]{1,6}[smhdwMyQ])*(?:/[smhdwMyQ])?)(?![\w/]|[+-]\w)"
)


def read_shape(text: str, start: int, month_first: bool, offsets: bool) -> tuple[str, int] | None:
    """Return the canonical word of the digits at `start` and their end; None if there are none.

    `month_first` is the order of 1/2/2026. `offsets` prefers an offset in `10:00-11:00`. Raises
    Impossible for something that has a shape but does not exist, for example 2026-02-30 or 25:00.
    """
    if found := _GRAFANA.match(text, start):
        return f"now{found[1]}", found.end()
    for shape, tell in (*_WITH_OFFSETS, *_SHAPES) if offsets else _SHAPES:
        if found := shape.match(text, start):
            return tell(found, month_first), found.end()
    return None
