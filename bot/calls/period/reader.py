"""Reads a period: five rules, in the order in which they are tried."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from bot.calls.model import Period
from bot.calls.period import other_languages, refusals
from bot.calls.period import texts as say
from bot.calls.period.calendar import (
    ELAPSED,
    FIRST_YEAR,
    LAST_YEAR,
    UNITS,
    LocalNow,
    OutOfReach,
    aware,
    day_point,
    floor,
    shift,
)
from bot.calls.period.languages import vocabularies
from bot.calls.period.points import read_point
from bot.calls.period.ranges import read_range
from bot.calls.period.text import Phrase, read_words
from bot.errors import AskError, ErrorCode, Place

LONGEST_TEXT: Final = 200

Bounds = tuple[datetime, datetime]

_TO_DATE: Final = re.compile(
    r"(?:the )?(?:this )?(?P<unit>day|week|month|quarter|year) todate"
    r"|(?:since|from) (?:the )?start of (?:the )?(?:this )?(?P<begun>week|month|quarter|year)"
)
_ONE_UNIT: Final = rf"[0-9]+(?:\.[0-9]+)? (?:{'|'.join(UNITS)})"
_AMOUNT: Final = re.compile(
    rf"(?:(?:in |for )?(?:the |this )?last |for )?(?P<amount>{_ONE_UNIT}(?: (?:and )?{_ONE_UNIT})*)"
    rf"|(?:in |for )?(?:the )?last (?P<one>{'|'.join(ELAPSED)})"
)
_SINCE: Final = re.compile(r"(?P<word>since|from|after) (?P<point>.+?)(?: onwards)?")


def read_period(text: str, now: datetime, locale: str | None = None) -> Period:
    """Return the period that `text` means at `now`; empty text means today.

    `now` and the bounds are aware in the asker's ZoneInfo; fractions of a second are cut off.
    `locale` ("lt-LT", "en_US") selects the languages: its own and English; without one, all six of
    `languages`. Of the `other_languages`, single dates and ranges with a dash are read. It also
    selects the order of 1/2/2026: month first for en-US, else day first.

    Raises AskError with the place of the mistake for anything but one clear period within the
    years 1970 to 2100, and ValueError for a `now` outside them or without a ZoneInfo.
    """
    if not isinstance(now.tzinfo, ZoneInfo) or not FIRST_YEAR < now.year < LAST_YEAR:
        raise ValueError("now needs a ZoneInfo and a year of our time")
    local_now = LocalNow(now.replace(microsecond=0), now.tzinfo)
    if len(text) > LONGEST_TEXT:
        raise say.too_long(Place(text, LONGEST_TEXT, len(text)))
    month_first = (locale or "").replace("_", "-").lower() == "en-us"
    refused = []
    for vocabulary in vocabularies(locale):
        try:
            phrase = read_words(text, vocabulary, month_first)
            return _read_with_other(phrase, local_now, other_languages.language_of(locale))
        except AskError as error:
            refused.append(error)
    raise min(refused, key=_vagueness)


def warm_up(locales: Iterable[str | None] = (None, *other_languages.LANGUAGES)) -> None:
    """Build the vocabularies of these locales, so that nobody waits for it later. That takes about
    a second for all of them, and very little for those that need no dateparser.
    """
    for locale in locales:
        vocabularies(locale)
        if language := other_languages.language_of(locale):
            other_languages.warm_up(language)


def _vagueness(error: AskError) -> tuple[bool, int]:
    """A sort key: of errors in several languages, one with a reason comes first, then the one
    with the shortest mark.
    """
    marked = error.place.end - error.place.start if error.place else LONGEST_TEXT
    return error.code == ErrorCode.PERIOD_UNREADABLE, marked


def _read_with_other(phrase: Phrase, now: LocalNow, language: str | None) -> Period:
    """Read our own words; if some are unknown, look for them in `language`."""
    try:
        return _read(phrase, now)
    except AskError as error:
        if not language or error.code != ErrorCode.PERIOD_UNREADABLE:
            raise
        translated = other_languages.in_canonical_words(phrase, language, now.today)
        if translated is None:
            raise
    return _read(translated, now)


def _read(phrase: Phrase, now: LocalNow) -> Period:
    try:
        start, end = _bounds(phrase, now)
    except OutOfReach:
        raise say.out_of_reach(phrase.place) from None
    if start.timestamp() < 0:
        raise say.out_of_reach(phrase.place)
    if start.timestamp() >= end.timestamp():
        raise refusals.no_length(phrase, start, end, now)
    return Period(start, end)


def _bounds(phrase: Phrase, now: LocalNow) -> Bounds:
    if not phrase.words:
        today = day_point(now.today, now)
        return today.start, today.end
    named = phrase
    if phrase.words[0].text in ("in", "for"):  # on monday, during last week
        named = phrase[1:]
    bounds = (
        _to_date(phrase.text, now)
        or _amount(phrase.text, now)
        or _range(named, now)
        or _since(phrase.text, now)
        or _single(named.text, now)
    )
    if bounds is None:
        raise refusals.unreadable(named if named.words else phrase, now)
    return bounds


def _to_date(text: str, now: LocalNow) -> Bounds | None:
    """`year to date`, `since the start of the month`."""
    if not (found := _TO_DATE.fullmatch(text)):
        return None
    return aware(floor(now.wall, found["unit"] or found["begun"]), now.zone), now.moment


def _amount(text: str, now: LocalNow) -> Bounds | None:
    """`last 7 days`, `2h30m`: that much back from now, to the second.

    Days and longer units are subtracted first, by the wall clock; then hours and shorter ones.
    """
    if not (found := _AMOUNT.fullmatch(text)):
        return None
    amount = found["amount"] or f"1 {found['one']}"
    words = amount.replace("and ", "").split()
    parts = list(zip(words[1::2], map(Decimal, words[::2]), strict=True))
    start, seconds = now.moment, Decimal(0)
    for unit, count in parts:
        if unit in ELAPSED:
            seconds += count * ELAPSED[unit]
        elif count == int(count):
            start = shift(start, unit, -int(count), now.zone)
        else:
            return None
    if seconds != int(seconds) or len({unit for unit, _ in parts}) < len(parts):
        return None
    return shift(start, "second", -int(seconds), now.zone), now.moment


def _range(phrase: Phrase, now: LocalNow) -> Bounds | None:
    """`A to B`, with the last day included."""
    ends = read_range(phrase, now)
    return (ends[0].start, ends[1].end) if ends else None


def _since(text: str, now: LocalNow) -> Bounds | None:
    """`since monday`; "after" only with a time, since "after a day" may exclude that day."""
    if not (found := _SINCE.fullmatch(text)):
        return None
    point = read_point(found["point"], now)
    if point is None or (found["word"] == "after" and not point.instant):
        return None
    return point.start, now.moment


def _single(text: str, now: LocalNow) -> Bounds | None:
    """One expression: a day, a week, a part of a day. Grafana's `now-6h` ends now."""
    point = read_point(text, now)
    if point is None:
        return None
    if text.startswith("now-") or "/" in text:
        return point.start, now.moment
    return None if point.instant else (point.start, point.end)
