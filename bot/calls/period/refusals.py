"""Finds out why a text is not one clear period, and what could be typed instead."""

import re
from datetime import datetime, timedelta
from typing import Final

from bot.calls.period import texts as say
from bot.calls.period.calendar import WEEKDAYS, LocalNow
from bot.calls.period.order import TWO_MEANINGS
from bot.calls.period.phrase import Phrase
from bot.calls.period.points import read_point
from bot.calls.period.ranges import halves, read_range, since_a_range
from bot.errors import AskError, Place

_DAY: Final = "|".join(WEEKDAYS)
_WEEKDAYS: Final = re.compile(
    rf"(?:(?:from|between|of) )?(?:the )?(?:(?:last|this|next) )?(?P<a>{_DAY}) (?:to|à|and)"
    rf" (?:the )?(?P<b>{_DAY})"
)
_AGO: Final = re.compile(r"(?P<amount>.+) ago|pre (?P<before>[0-9]+ \w+)")
_WEEKDAY: Final = re.compile(rf"(?P<rel>this|next) (?P<weekday>{'|'.join(WEEKDAYS)})")


def no_length(phrase: Phrase, start: datetime, end: datetime, now: LocalNow) -> AskError:
    """The bounds were read, but `end` is not after `start`."""
    if start.timestamp() < 0:
        return say.out_of_reach(phrase.place)
    has_two_ends = next(halves(phrase), None) is not None
    if start.timestamp() == end.timestamp() and not has_two_ends:
        return say.empty(phrase.place)
    if end is now.moment:
        return say.not_yet(start, phrase.place)
    return say.reversed_bounds(start, end, _other_ends(phrase, start, end, now), phrase.place)


def _other_ends(phrase: Phrase, start: datetime, end: datetime, now: LocalNow) -> str:
    first, last, week = start.date(), (end - timedelta(seconds=1)).date(), timedelta(weeks=1)
    if found := _WEEKDAYS.fullmatch(phrase.text):  # in a digest, dates would repeat for ever
        a, b = found["a"], found["b"]
        if WEEKDAYS.index(a) <= WEEKDAYS.index(b):
            return say.either(f"{a} to {b} last week", f"{a} to {b} this week")
        return say.either(f"{a} last week to {b} this week", f"{a} this week to {b} next week")
    if any(word.text in WEEKDAYS for word in phrase.words) and first - week <= last:
        return say.either(f"{first - week} to {last}", f"{first} to {last + week}")
    if first == last:
        return say.SWAP_HINT
    if ends := read_range(phrase, now):
        # Of longer units, the whole of both: last month to this month.
        last, first = ends[1].start.date(), (ends[0].end - timedelta(seconds=1)).date()
    return say.either(f"{last} to {first}", say.WITH_YEARS)


def unreadable(phrase: Phrase, now: LocalNow) -> AskError:
    """The most precise reason why no rule fits the phrase."""
    phrase = phrase.without("in", "for")
    reasons = (reason(phrase, now) for reason in _REASONS)
    return next(filter(None, reasons), None) or say.unreadable(_culprit(phrase, now).place)


def _number(phrase: Phrase, _: LocalNow) -> AskError | None:
    return say.number(phrase.place) if re.fullmatch(r"[0-9]+(?:th)?", phrase.text) else None


def _two_meanings(phrase: Phrase, _: LocalNow) -> AskError | None:
    """`mar`: Tuesday in some languages, March in others."""
    words = tuple(word for word in phrase.words if word.text == TWO_MEANINGS)
    place = Phrase(phrase.source, words).place
    return say.disputed(place, "tuesday", "march") if words else None


def _since_a_range(phrase: Phrase, now: LocalNow) -> AskError | None:
    """`since yesterday 9-17`: since then, or that range?"""
    if not since_a_range(phrase) or phrase.words[0].text != "since":
        return None
    ends = read_range(phrase[1:], now)
    if not ends or not now.passed(ends[0].start):
        return None
    return say.disputed(
        phrase.place, f"since {ends[0].start:%Y-%m-%d %H:%M}", f"{phrase[1:].typed}"
    )


def _night(phrase: Phrase, _: LocalNow) -> AskError | None:
    if not any(word.text == "night" for word in phrase.words):
        return None
    return say.disputed(phrase.place, "yesterday evening", "yesterday 22:00-06:00")


def _decimal(phrase: Phrase, now: LocalNow) -> AskError | None:
    """`3.5`: a day and a month in either order, a time, or half of something."""
    if not re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}", phrase.text):
        return None
    return say.disputed(phrase.place, f"a date as {now.today}", f"last {phrase.text} hours")


def _open(phrase: Phrase, now: LocalNow) -> AskError | None:
    if phrase.words[0].text not in ("to", "before", "pre") or _AGO.fullmatch(phrase.text):
        return None
    end = phrase[1:]
    if not end.words or not read_point(end.text, now):
        return None
    return say.open_start(phrase.place, end.typed)


def _after(phrase: Phrase, now: LocalNow) -> AskError | None:
    if phrase.words[0].text != "after":
        return None
    point = read_point(phrase[1:].text, now)
    if not point or point.instant:
        return None
    return say.disputed(phrase.place, f"since {_day(point.start)}", f"since {_day(point.end)}")


def _in_doubt(phrase: Phrase, now: LocalNow) -> AskError | None:
    """`thursday to tomorrow` on a Wednesday: a day, or more than a week?"""
    for first, second, _ in halves(phrase.without("from", "since", "of", "between")):
        left, right = read_point(first.text, now), read_point(second.text, now)
        if not left or not right or not any(word.text in WEEKDAYS for word in first.words):
            continue
        last = (right.end - timedelta(seconds=not right.instant)).date()
        later = left.start.date() + timedelta(days=7)
        if later <= last:
            return say.disputed(phrase.place, f"{_day(left.start)} to {last}", f"{later} to {last}")
    return None


def _instant(phrase: Phrase, now: LocalNow) -> AskError | None:
    point = read_point(phrase.text, now)
    if not point or not point.instant:
        return None
    hint = say.EXAMPLES
    if now.passed(point.start) and phrase.text != "now":
        found = _AGO.fullmatch(phrase.text)
        amount = phrase.part(*found.span(found.lastgroup or 0)).typed if found else ""
        hour_later = point.start + timedelta(hours=1)
        hint = say.either(
            f"last {amount}" if amount else f"since {phrase.typed}",
            f"{point.start:%Y-%m-%d %H:%M} to {hour_later:%H:%M}",
        )
    return say.instant(phrase.place, hint)


def _long_ago(phrase: Phrase, _: LocalNow) -> AskError | None:
    """`2 months ago`: that day, or that month?"""
    unit = re.search(r"month|quarter|year", phrase.text)
    if not unit or not _AGO.fullmatch(phrase.text):
        return None
    return say.disputed(phrase.place, f"last {unit[0]}", "a date as 2026-10-20")


def _weekday(phrase: Phrase, now: LocalNow) -> AskError | None:
    """`this monday` on a Wednesday: the past one, or the coming one?"""
    if not (found := _WEEKDAY.fullmatch(phrase.text.removeprefix("the "))):
        return None
    back = (now.today.weekday() - WEEKDAYS.index(found["weekday"])) % 7
    near = now.today - timedelta(days=back)
    if found["rel"] == "next":
        near += timedelta(days=7)
    return say.disputed(phrase.place, f"{near}", f"{near + timedelta(days=7)}")


def _wrong_weekday(phrase: Phrase, now: LocalNow) -> AskError | None:
    """`monday 20 nov` when that is a Friday."""
    named = next((word for word in phrase.words if word.text in WEEKDAYS), None)
    if not named:
        return None
    rest = Phrase(phrase.source, tuple(word for word in phrase.words if word is not named))
    point = read_point(rest.text, now)
    if not point or not point.day or point.instant:
        return None
    place = Place(phrase.source, named.start, named.end)
    weekday = WEEKDAYS[point.day.weekday()]
    return say.wrong_weekday(phrase.typed, place, _day(point.start), weekday, rest.typed)


def _culprit(phrase: Phrase, now: LocalNow) -> Phrase:
    """The words to mark: the unknown ones, else the end of a range that names nothing."""
    if unknown := phrase.unknown:
        return Phrase(phrase.source, unknown)
    for first, second, _ in halves(phrase):
        read = read_point(first.text, now), read_point(second.text, now)
        if read[0] and not read[1]:
            return second
        if read[1] and not read[0]:
            return first
    return phrase


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


_REASONS: Final = (
    _number,
    _two_meanings,
    _since_a_range,
    _night,
    _decimal,
    _open,
    _after,
    _in_doubt,
    _instant,
    _long_ago,
    _weekday,
    _wrong_weekday,
)
