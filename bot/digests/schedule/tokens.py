"""The words of a schedule as tokens, each with its kind and place, and a cursor over them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from string import whitespace
from typing import Final

from bot.calls.characters import UNSEEN, UNSEEN_AT_EDGE, plain
from bot.calls.period.calendar import WEEKDAYS
from bot.calls.zones import SHORT, find_zone
from bot.digests.schedule import texts
from bot.errors import Place

_NAME: Final = re.compile(r"[A-Za-z]+(?:/[A-Za-z][A-Za-z0-9_+-]*)+")


def is_zone(typed: str) -> bool:
    """Return whether the word looks like a zone. There may be none of that name."""
    name = plain(typed)
    return bool(_NAME.fullmatch(name)) or name.casefold() in SHORT or find_zone(name) is not None


def read_zone(place: Place) -> str:
    """Return the IANA name of the zone typed at `place`, in capitals or not.

    Raises AskError for letters that do not say where, and if there is no such zone.
    """
    typed = place.source[place.start : place.end]
    if typed.casefold() in SHORT:
        raise texts.zone_short(place)
    if name := find_zone(typed):
        return name
    raise texts.zone_unknown(place)


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    TIME = "time"  # `number` is the minute of the day
    NUMBER = "number"
    ORDINAL = "ordinal"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text, from `start` to `end` (excluded).

    Of the spellings of a word, `text` is the one that the reader knows. A word without a meaning is
    as typed.
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
    "--": "-",
    "---": "-",
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

_BETWEEN: Final = rf"(?:\s|{UNSEEN_AT_EDGE.pattern})*"
_PIECE: Final = re.compile(
    _BETWEEN
    + r"""(?P<piece>
      (?P<seconds>[0-9]{1,2}:[0-9]{2}:[0-9]{2})
    | (?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?[ ]?(?P<half>[ap]\.?m\b\.?)(?!\w)
    | (?P<hour24>[0-9]{1,2})[:.](?P<minute24>[0-9]{2})(?![0-9])
    | (?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th)\b
    | (?P<number>[0-9]+)
    | [a-z]+(?:/[a-z][\w+-]*)+
    | (?:gb-eire|nz-chat|w-su|gmt[+-]?0|[a-z]{3}[0-9][a-z]{3})\b
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)\.?
    | -{2,3} | \S
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def _tokens(source: str) -> Iterator[Token]:
    at, typed = 0, plain(source.rstrip(UNSEEN + whitespace))
    while found := _PIECE.match(typed, at):
        at = found.end()
        yield _token(source, found, found["piece"].casefold())


def _token(source: str, found: re.Match[str], text: str) -> Token:
    start, end = found.span("piece")
    if found["seconds"]:
        raise texts.with_seconds(Place(source, start, end))
    if found["hour"] or found["hour24"]:
        minute = _minute_of_day(found)
        if minute is None:
            raise texts.no_such_time(Place(source, start, end))
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


class Tokens:
    """A cursor over the words of `source`. `at` is the index of the next word.

    Raises AskError for a time of day that does not exist or has seconds.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.all = list(_tokens(source))
        self.at = 0

    @property
    def next(self) -> Token | None:
        """The next word; None after the last."""
        return self._ahead(0)

    @property
    def kind(self) -> Kind | None:
        """What the next word is; None after the last."""
        return self.kind_ahead(0)

    @property
    def text(self) -> str:
        """The next word's spelling; empty after the last."""
        return self.ahead(0)

    def ahead(self, count: int) -> str:
        """Return the spelling of the word `count` words after the next; empty after the last."""
        token = self._ahead(count)
        return token.text if token else ""

    def kind_ahead(self, count: int) -> Kind | None:
        """Return what the word `count` words after the next is; None after the last."""
        token = self._ahead(count)
        return token.kind if token else None

    def take(self) -> Token:
        """Return the next word, and go on to the one after it. Raises AskError after the last."""
        token = self.next
        if token is None:
            raise texts.unfinished(self.place(self.at - 1))
        self.at += 1
        return token

    def skip(self, *spellings: str) -> bool:
        """Take the next word if it is one of these. Return whether it was."""
        found = self.text in spellings
        self.at += found
        return found

    def joined(self, goes_on: Callable[[], bool]) -> bool:
        """Take a comma, an "and" or both if the list goes on after them."""
        before = self.at
        self.skip(",")
        self.skip("and")
        if self.at > before and goes_on():
            return True
        self.at = before
        return False

    def typed(self, begun: int) -> str:
        """Return the words from the index `begun` to the next one, as typed."""
        place = self.place(begun)
        return self.source[place.start : place.end]

    def place(self, begun: int) -> Place:
        """Return where the words from the index `begun` to the next one are; at least one word."""
        span = self.all[max(begun, 0) : max(self.at, begun + 1)]
        return Place(self.source, span[0].start, span[-1].end)

    def _ahead(self, count: int) -> Token | None:
        at = self.at + count
        return self.all[at] if at < len(self.all) else None
