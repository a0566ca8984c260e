"""Reads a period: five rules, in the order in which they are tried."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from bot.calls.characters import plain
from bot.calls.model import Period
from bot.calls.period import refusals, single_dates
from bot.calls.period import texts as say
from bot.calls.period.calendar import (
    ELAPSED,
    UNITS,
    LocalNow,
    OutOfReach,
    aware,
    day_point,
    floor,
    shift,
)
from bot.calls.period.languages import Vocabulary, vocabularies
from bot.calls.period.phrase import ZONE, Phrase
from bot.calls.period.points import read_point
from bot.calls.period.ranges import SEPARATORS, read_range
from bot.calls.period.shapes import MAY_BE_OFFSET
from bot.calls.period.text import read_words
from bot.calls.zones import UTC, find_zone
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
_LENGTH: Final = re.compile(rf"[0-9]+ (?:{'|'.join(UNITS)})(?: [0-9]+ (?:{'|'.join(UNITS)}))*")
_SINCE: Final = re.compile(r"(?P<word>since|from|after) (?P<point>.+?)(?: onwards)?")


def read_period(text: str, now: datetime, locale: str | None = None) -> Period:
    """Return the period that `text` means at `now`; empty text means today.

    `now` and the bounds are aware in the asker's ZoneInfo; fractions of a second are cut off.
    `locale` ("lt-LT", "en_US") selects the languages: its own and English; without one, all six of
    `languages`. Of 18 more, single dates and ranges with a dash are read (`single_dates`). It also
    selects the order of 1/2/2026: month first for en-US, else day first.

    Raises AskError with the place of the mistake for anything but one clear period within the
    years 1970 to 2100, and ValueError for a `now` outside them or without a ZoneInfo.
    """
    period = find_period(text, now, locale)
    if period is None:
        raise _refusal(text, LocalNow.of(now), locale)
    return period


def find_period(text: str, now: datetime, locale: str | None = None) -> Period | None:
    """Return the period like `read_period`, but None if there is none: that is quicker, since
    nobody looks for the reason.
    """
    local_now = LocalNow.of(now)
    if len(text) > LONGEST_TEXT:
        return None
    for vocabulary in vocabularies(locale):
        try:
            _, bounds = _read(text, vocabulary, local_now, locale)
        except (AskError, OutOfReach):
            continue
        if bounds and _has_length(*bounds):
            return Period(*bounds)
    return None


def warm_up(locales: Iterable[str | None] = (None, *single_dates.LANGUAGES)) -> None:
    """Import dateparser, and build the vocabularies of these locales, so that nobody waits for it
    later. That takes about a second for all of them.
    """
    find_zone(UTC)
    for locale in locales:
        vocabularies(locale)
        if language := single_dates.language_of(locale):
            single_dates.warm_up(language)


def _read(
    text: str, vocabulary: Vocabulary, now: LocalNow, locale: str | None
) -> tuple[Phrase, Bounds | None]:
    """Read our own words; if some are unknown, look for them in the language of the locale.

    Return the words that were read in the end, and their bounds. Raises AskError for impossible
    dates, and OutOfReach.
    """
    month_first = (locale or "").replace("_", "-").lower() == "en-us"
    phrase = read_words(text, vocabulary, month_first)
    bounds = _bounds(phrase, now)
    if bounds is None and MAY_BE_OFFSET.search(plain(text)):
        with_offsets = read_words(text, vocabulary, month_first, offsets=True)
        if found := _bounds(with_offsets, now):
            return with_offsets, found
    if bounds is None and phrase.unknown and (language := single_dates.language_of(locale)):
        translated = single_dates.in_canonical_words(phrase, language, now.today)
        if translated:
            return translated, _bounds(translated, now)
    return phrase, bounds


def _has_length(start: datetime, end: datetime) -> bool:
    return 0 <= start.timestamp() < end.timestamp()


def _refusal(text: str, now: LocalNow, locale: str | None) -> AskError:
    """Why no language of the locale reads the text: an error with a reason comes before one
    without, then the one with the shortest mark.
    """
    if len(text) > LONGEST_TEXT:
        return say.too_long(Place(text, LONGEST_TEXT, len(text)))
    errors = [_reason(text, vocabulary, now, locale) for vocabulary in vocabularies(locale)]

    def vagueness(error: AskError) -> tuple[bool, int]:
        marked = error.place.end - error.place.start if error.place else LONGEST_TEXT
        return error.code == ErrorCode.PERIOD_UNREADABLE, marked

    return min(errors, key=vagueness)


def _reason(text: str, vocabulary: Vocabulary, now: LocalNow, locale: str | None) -> AskError:
    try:
        phrase, bounds = _read(text, vocabulary, now, locale)
        if bounds is None:
            return refusals.unreadable(phrase, now)
        return refusals.no_length(phrase, *bounds, now)
    except AskError as error:
        return error
    except OutOfReach:
        return say.out_of_reach(Place(text, len(text) - len(text.lstrip()), len(text.rstrip())))


def _bounds(phrase: Phrase, now: LocalNow) -> Bounds | None:
    if not phrase.words:
        today = day_point(now.today, now)
        return today.start, today.end
    *head, last = phrase.words
    if head and last.text.startswith(ZONE):
        others = tuple(word for word in head if word.text != last.text)  # 8:00 UTC to 9:00 UTC
        named = Phrase(phrase.source, others)
        return _in_zone(named, ZoneInfo(last.text.removeprefix(ZONE)), now) if others else None
    if " , " in phrase.text:
        return _with_length(phrase, now)
    named = phrase.without("in", "for")  # on monday, during last week
    return (
        _to_date(phrase.text, now)
        or _amount(phrase.text, now)
        or _range(named, now)
        or _since(phrase.text, now)
        or _single(named.text, now)
    )


def _in_zone(phrase: Phrase, zone: ZoneInfo, now: LocalNow) -> Bounds | None:
    """A period with its zone: the clocks and the calendar are those of that zone."""
    bounds = _bounds(phrase, LocalNow(now.moment.astimezone(zone), zone))
    if bounds is None:
        return None
    start, end = (moment.astimezone(now.zone) for moment in bounds)
    return start, end


def _with_length(phrase: Phrase, now: LocalNow) -> Bounds | None:
    """`Mon 16 – Sun 22 Nov 2026, 7 days`, as answers say it: a length has to be right."""
    comma = max(index for index, word in enumerate(phrase.words) if word.text == ",")
    found = _LENGTH.fullmatch(phrase[comma + 1 :].text)
    bounds = _bounds(phrase[:comma], now) if found and comma else None
    if not found or not bounds:
        return None
    start, end = bounds
    for count, unit in re.findall(r"([0-9]+) (\w+)", found[0]):
        start = shift(start, unit, int(count), now.zone)
    return bounds if start.timestamp() == end.timestamp() else None


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
    ends = None if SEPARATORS.isdisjoint(phrase.text.split()) else read_range(phrase, now)
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
    if text.startswith("now"):
        return point.start, now.moment
    return None if point.instant else (point.start, point.end)
