"""Reads a period: the rules in the order in which they are tried."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.calls.model import Period
from bot.calls.period.languages import spoken_by, vocabulary
from bot.calls.period.points import Clock, Point, day_point, read_point
from bot.calls.period.ranges import read_range
from bot.calls.period.text import Phrase, read_words
from bot.calls.period.units import ELAPSED, OutOfReach, aware, floor, shift
from bot.errors import AskError, Place
from bot.messages import period as messages

LONGEST_TEXT: Final = 200

_UNIT: Final = "second|minute|hour|heure|day|week|month|quarter|year"
_ONE: Final = rf"[0-9]+(?:\.[0-9]+)? (?:{_UNIT})"
_AMOUNT: Final = re.compile(
    rf"(?:(?:in |for )?(?:the )?last |for )?(?P<amount>{_ONE}(?: (?:and )?{_ONE})*)"
    rf"|(?:in |for )?(?:the )?(?P<count>[0-9]+) last (?P<unit>{_UNIT})"
    r"|(?:in |for )?(?:the )?last (?P<bare>second|minute|hour|heure)"
)
_TO_DATE: Final = re.compile(
    r"(?:the )?(?:this )?(?P<unit>day|week|month|quarter|year) to date"
    r"|(?:since|from) (?:the )?start of (?:the )?(?:this )?(?P<since>week|month|quarter|year)"
)
_SINCE: Final = re.compile(r"(?P<word>since|from|after) (?P<point>.+?)(?: onwards)?")


def read_period(text: str, now: datetime, locale: str | None = None) -> Period:
    """The period that `text` names, as seen at `now`; nothing typed means today.

    `now` is aware in the asker's ZoneInfo, and so are the bounds; its fractions of a second are
    cut off. `locale` ("lt-LT", "en_US") chooses the languages, its own and English, all six
    without one, and the order of 1/2/2026: month first for en-US, else day first.
    Raises AskError, with the place that was not understood, for what is not one clear period.
    """
    if not isinstance(now.tzinfo, ZoneInfo):
        raise ValueError("now needs a ZoneInfo")
    clock = Clock(now.replace(microsecond=0), now.tzinfo)
    if len(text) > LONGEST_TEXT:
        raise AskError(
            messages.too_long(len(text), LONGEST_TEXT),
            messages.EXAMPLES,
            code="period-too-long",
            place=Place(text, LONGEST_TEXT, len(text)),
        )
    if not text.strip():
        today = day_point(clock.today, clock)
        return Period(today.start, today.end)
    languages = spoken_by(locale)
    month_first = (locale or "").replace("_", "-").lower() == "en-us"
    phrase = read_words(text, vocabulary(languages), month_first)
    try:
        bounds = _read(phrase, clock)
    except OutOfReach:
        raise AskError("far", code="period-out-of-reach", place=phrase.place) from None
    if bounds is None:
        raise AskError("unreadable", code="period-unreadable", place=phrase.place)
    start, end = bounds
    if start.timestamp() < 0:
        raise AskError("far", code="period-out-of-reach", place=phrase.place)
    if start.timestamp() >= end.timestamp():
        raise AskError("reversed", code="period-reversed", place=phrase.place)
    return Period(start, end)


Bounds = tuple[datetime, datetime]


def _read(phrase: Phrase, clock: Clock) -> Bounds | None:
    text = phrase.text
    if found := _TO_DATE.fullmatch(text):
        unit = found["unit"] or found["since"]
        return aware(floor(clock.wall, unit), clock.zone), clock.now
    if found := _AMOUNT.fullmatch(text):
        return _amount(found, clock)
    if ends := read_range(phrase, lambda part: _point(part, clock), clock):
        return ends[0].start, ends[1].end
    if found := _SINCE.fullmatch(text):
        point = _point(phrase.part(*found.span("point")), clock)
        if point and (point.instant or found["word"] != "after"):
            return point.start, clock.now
    point = _point(phrase, clock)
    if point and point.rounded:
        return point.start, clock.now
    if point and text.startswith("now-") and point.instant:
        return point.start, clock.now
    if point and not point.instant:
        return point.start, point.end
    return None


def _point(phrase: Phrase, clock: Clock) -> Point | None:
    return read_point(phrase.text, clock)


def _amount(found: re.Match[str], clock: Clock) -> Bounds | None:
    parts = re.findall(rf"([0-9.]+) ({_UNIT})", found[0]) or [("1", found["bare"])]
    if found["count"]:
        parts = [(found["count"], found["unit"])]
    start = clock.now
    seen: set[str] = set()
    for number, unit in sorted(parts, key=lambda part: part[1] in (*ELAPSED, "heure")):
        name = "hour" if unit == "heure" else unit
        count, scale = float(number), 1
        if name in ELAPSED:
            count, name, scale = count * ELAPSED[name], "second", 1
        if name in seen and name != "second":
            return None
        if count != int(count) or not count:
            return None
        seen.add(name)
        start = shift(start, name, -int(count) * scale, clock.zone)
    return start, clock.now


def warm_up(locales: Sequence[str | None] = (None,)) -> None:
    for locale in locales:
        vocabulary(spoken_by(locale))
