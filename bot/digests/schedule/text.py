"""The words of a schedule, in their one spelling, with the place where each of them stood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.calls.period.calendar import WEEKDAYS
from bot.digests.schedule import texts as messages
from bot.digests.schedule.zone import is_zone
from bot.errors import AskError, Place


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    TIME = "time"  # `number` is the minute of the day
    NUMBER = "number"
    ORDINAL = "ordinal"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text, from `start` to `end` (excluded). A word is in its one spelling; one
    that means nothing is as it was typed, which no rule takes.
    """

    kind: Kind
    text: str
    start: int
    end: int
    number: int = 0


_DAY_NAMES: Final = {
    **{form: name for name in WEEKDAYS for form in (name, f"{name}s", name[:3])},
    "tues": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_SPELLINGS: Final = {
    **_DAY_NAMES,
    "each": "every",
    "everyday": "daily",
    "workday": "weekday",
    "weekdays": "weekday",
    "workdays": "weekday",
    "weekends": "weekend",
    "&": "and",
    "–": "-",
    "—": "-",
    "until": "to",
    "till": "to",
    "through": "to",
    "@": "at",
    "m": "minute",
    "min": "minute",
    "mins": "minute",
    "minutes": "minute",
    "h": "hour",
    "hrs": "hour",
    "hr": "hour",
    "hours": "hour",
    "days": "day",
    "weeks": "week",
    "months": "month",
    "o’clock": "o'clock",
}
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_TIMES: Final = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}

_PIECE: Final = re.compile(
    r"""\s*(?:
      (?P<seconds>[0-9]{1,2}:[0-9]{2}:[0-9]{2})
    | (?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?[ ]?(?P<half>[ap]\.?m\b\.?)(?!\w)
    | (?P<hour24>[0-9]{1,2})[:.](?P<minute24>[0-9]{2})(?![0-9])
    | (?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th)\b
    | (?P<number>[0-9]+)
    | (?P<slashed>[a-z]+(?:/[a-z][\w+-]*)+)
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)\.?
    | (?P<mark>\S)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def tokens(source: str) -> list[Token]:
    """The words of the text, in order.

    Raises AskError for a time of day that does not exist or has seconds.
    """
    return list(_tokens(source))


def _tokens(source: str) -> Iterator[Token]:
    at, end = 0, len(source.rstrip())
    while at < end:
        found = _PIECE.match(source, at)
        assert found  # noqa: S101 -- any character is a mark
        at = found.end()
        yield _token(source, found, found[0].lstrip().casefold())


def _token(source: str, found: re.Match[str], text: str) -> Token:
    end = found.end()
    start = end - len(found[0].lstrip())
    if found["seconds"]:
        sentence = messages.with_seconds(found["seconds"])
        raise AskError(*sentence, code="schedule-seconds", place=Place(source, start, end))
    if found["hour"] or found["hour24"]:
        minute = _minute_of_day(found)
        if minute is None:
            sentence = messages.no_such_time(source[start:end])
            raise AskError(*sentence, code="schedule-time", place=Place(source, start, end))
        return Token(Kind.TIME, text, start, end, minute)
    if found["ordinal"] or found["number"]:
        kind = Kind.ORDINAL if found["ordinal"] else Kind.NUMBER
        return Token(kind, text, start, end, int(found["ordinal"] or found["number"]))
    if is_zone(text):
        return Token(Kind.ZONE, source[start:end], start, end)
    word = text.removesuffix(".")
    if word in _TIMES:
        return Token(Kind.TIME, word, start, end, _TIMES[word])
    if word in _ORDINALS:
        return Token(Kind.ORDINAL, word, start, end, _ORDINALS[word])
    return Token(Kind.WORD, _SPELLINGS.get(word, word), start, end)


def _minute_of_day(found: re.Match[str]) -> int | None:
    if found["hour24"]:
        hour, minute = int(found["hour24"]), int(found["minute24"])
    else:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"][0].lower() == "p")
    return hour * 60 + minute if hour < 24 and minute < 60 else None
