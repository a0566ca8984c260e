"""Reads a period: five rules in the order in which they are tried."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from bot.calls.model import Period
from bot.calls.period import other_languages, refusals
from bot.calls.period.clock import Clock, day_point
from bot.calls.period.languages import vocabularies
from bot.calls.period.points import read_point
from bot.calls.period.ranges import read_range
from bot.calls.period.text import Phrase, read_words
from bot.calls.period.units import (
    ELAPSED,
    FIRST_YEAR,
    LAST_YEAR,
    UNITS,
    OutOfReach,
    aware,
    floor,
    shift,
)
from bot.errors import AskError

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
    """The period that `text` names, as seen at `now`; nothing typed means today.

    `now` is aware in the asker's ZoneInfo, and so are the bounds; its fractions of a second are
    cut off. `locale` ("lt-LT", "en_US") chooses the languages: its own and English, all six of
    `languages` without one. Of the `other_languages` single dates are read, and ranges of them
    with a dash. It also chooses the order of 1/2/2026: month first for en-US, else day first.

    Raises AskError, with the place that was not understood, for anything but one clear period
    within the years 1970 to 2100; ValueError for a `now` that is no such moment.
    """
    if not isinstance(now.tzinfo, ZoneInfo) or not FIRST_YEAR < now.year < LAST_YEAR:
        raise ValueError("now needs a ZoneInfo and a year of our time")
    clock = Clock(now.replace(microsecond=0), now.tzinfo)
    if len(text) > LONGEST_TEXT:
        raise refusals.too_long(text, LONGEST_TEXT)
    month_first = (locale or "").replace("_", "-").lower() == "en-us"
    refused = []
    for vocabulary in vocabularies(locale):
        try:
            phrase = read_words(text, vocabulary, month_first)
            return _read_with_other(phrase, clock, other_languages.language_of(locale))
        except AskError as error:
            refused.append(error)
    raise min(refused, key=_vagueness)


def warm_up(locales: Iterable[str | None] = (None, *other_languages.LANGUAGES)) -> None:
    """Build the vocabularies of these locales now, so that no person waits for it: about a second
    for all of them, and nearly nothing for those that need no dateparser.
    """
    for locale in locales:
        vocabularies(locale)
        if language := other_languages.language_of(locale):
            other_languages.warm_up(language)


def _vagueness(error: AskError) -> tuple[bool, int]:
    """Among refusals in several languages the one with a reason, else the shortest mark, tells
    most.
    """
    marked = error.place.end - error.place.start if error.place else LONGEST_TEXT
    return error.code == "period-unreadable", marked


def _read_with_other(phrase: Phrase, clock: Clock, language: str | None) -> Period:
    """What our own words mean; words that are none of them are then looked for in `language`."""
    try:
        return _read(phrase, clock)
    except AskError as error:
        if not language or error.code != "period-unreadable":
            raise
        translated = other_languages.in_canonical_words(phrase, language, clock.today)
        if translated is None:
            raise
    return _read(translated, clock)


def _read(phrase: Phrase, clock: Clock) -> Period:
    try:
        start, end = _bounds(phrase, clock)
    except OutOfReach:
        raise refusals.out_of_reach(phrase) from None
    if start.timestamp() < 0:
        raise refusals.out_of_reach(phrase)
    if start.timestamp() >= end.timestamp():
        raise refusals.no_length(phrase, start, end, clock)
    return Period(start, end)


def _bounds(phrase: Phrase, clock: Clock) -> Bounds:
    if not phrase.words:
        today = day_point(clock.today, clock)
        return today.start, today.end
    named = phrase
    if phrase.words[0].text in ("in", "for"):  # on monday, during last week
        named = Phrase(phrase.source, phrase.words[1:])
    bounds = (
        _to_date(phrase.text, clock)
        or _amount(phrase.text, clock)
        or _range(named, clock)
        or _since(phrase.text, clock)
        or _single(named.text, clock)
    )
    if bounds is None:
        raise refusals.unreadable(named if named.words else phrase, clock)
    return bounds


def _to_date(text: str, clock: Clock) -> Bounds | None:
    """`year to date`, `since the start of the month`."""
    if not (found := _TO_DATE.fullmatch(text)):
        return None
    return aware(floor(clock.wall, found["unit"] or found["begun"]), clock.zone), clock.now


def _amount(text: str, clock: Clock) -> Bounds | None:
    """`last 7 days`, `2h30m`: so much back from now, to the second.

    Days and longer units are taken off first, by the wall clock; then hours and shorter ones.
    """
    if not (found := _AMOUNT.fullmatch(text)):
        return None
    amount = found["amount"] or f"1 {found['one']}"
    words = amount.replace("and ", "").split()
    parts = list(zip(words[1::2], map(Decimal, words[::2]), strict=True))
    start, seconds = clock.now, Decimal(0)
    for unit, count in parts:
        if unit in ELAPSED:
            seconds += count * ELAPSED[unit]
        elif count == int(count):
            start = shift(start, unit, -int(count), clock.zone)
        else:
            return None
    if seconds != int(seconds) or len({unit for unit, _ in parts}) < len(parts):
        return None
    return shift(start, "second", -int(seconds), clock.zone), clock.now


def _range(phrase: Phrase, clock: Clock) -> Bounds | None:
    """`A to B`, with the last day included."""
    ends = read_range(phrase, clock)
    return (ends[0].start, ends[1].end) if ends else None


def _since(text: str, clock: Clock) -> Bounds | None:
    """`since monday`; "after" only with a clock, since after a day may leave that day out."""
    if not (found := _SINCE.fullmatch(text)):
        return None
    point = read_point(found["point"], clock)
    if point is None or (found["word"] == "after" and not point.instant):
        return None
    return point.start, clock.now


def _single(text: str, clock: Clock) -> Bounds | None:
    """One expression: a day, a week, a part of a day. Grafana's `now-6h` reaches till now."""
    point = read_point(text, clock)
    if point is None:
        return None
    if text.startswith("now-") or "/" in text:
        return point.start, clock.now
    return None if point.instant else (point.start, point.end)
