"""Why a text is not one clear period, and what could be typed instead."""

import re
from datetime import datetime, timedelta
from typing import Final

from bot.calls.period import texts as messages
from bot.calls.period.clock import Clock
from bot.calls.period.points import read_point
from bot.calls.period.ranges import halves
from bot.calls.period.text import UNKNOWN, Phrase
from bot.calls.period.units import FIRST_YEAR, LAST_YEAR, WEEKDAYS
from bot.errors import AskError, Place

_AGO: Final = re.compile(r"(?P<amount>.+) ago|pre (?P<before>[0-9]+ \w+)")
_WEEKDAY: Final = re.compile(rf"(?P<rel>this|next) (?P<weekday>{'|'.join(WEEKDAYS)})")


def too_long(text: str, longest: int) -> AskError:
    return AskError(
        messages.too_long(len(text), longest),
        messages.EXAMPLES,
        code="period-text-too-long",
        place=Place(text, longest, len(text)),
    )


def out_of_reach(phrase: Phrase) -> AskError:
    return AskError(
        messages.out_of_reach(FIRST_YEAR, LAST_YEAR),
        messages.EXAMPLES,
        code="period-out-of-reach",
        place=phrase.place,
    )


def no_length(phrase: Phrase, start: datetime, end: datetime, clock: Clock) -> AskError:
    """The bounds were understood, but `end` is not after `start`."""
    has_two_ends = next(halves(phrase), None) is not None
    if start.timestamp() == end.timestamp() and not has_two_ends:
        text, hint, code = messages.EMPTY, messages.EXAMPLES, "period-empty"
    elif end is clock.now:
        text, hint, code = messages.not_yet(_shown(start)), messages.NOT_YET_HINT, "period-future"
    else:
        text = messages.reversed_bounds(_shown(start), _shown(end))
        hint, code = _other_ends(phrase, start, end), "period-reversed"
    return AskError(text, hint, code=code, place=phrase.place)


def _other_ends(phrase: Phrase, start: datetime, end: datetime) -> str:
    first, last, week = start.date(), (end - timedelta(seconds=1)).date(), timedelta(weeks=1)
    if any(word.text in WEEKDAYS for word in phrase.words):
        return messages.either(f"{first - week} to {last}", f"{first} to {last + week}")
    if first == last:
        return messages.SWAP_HINT
    return messages.either(f"{last} to {first}", messages.WITH_YEARS)


def unreadable(phrase: Phrase, clock: Clock) -> AskError:
    """The reason for which no rule took the phrase, as close as it can be told."""
    for reason in _REASONS:
        if error := reason(phrase, clock):
            return error
    culprit = _culprit(phrase, clock)
    return AskError(
        messages.unreadable(culprit.typed),
        messages.EXAMPLES,
        code="period-unreadable",
        place=culprit.place,
    )


def _number(phrase: Phrase, _: Clock) -> AskError | None:
    if not re.fullmatch(r"[0-9]+(?:th)?", phrase.text):
        return None
    typed = phrase.typed
    is_day = len(typed) <= 2 and typed.isdigit() and 1 <= int(typed) <= 31
    hint = messages.number_hint(typed) if is_day else messages.EXAMPLES
    return AskError(messages.number(typed), hint, code="period-number", place=phrase.place)


def _night(phrase: Phrase, _: Clock) -> AskError | None:
    if not any(word.text == "night" for word in phrase.words):
        return None
    return _disputed(phrase, "yesterday evening", "yesterday 22:00-06:00")


def _decimal(phrase: Phrase, clock: Clock) -> AskError | None:
    """`3.5`: a day and a month in whatever order, a time, or half of something."""
    if not re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}", phrase.text):
        return None
    return _disputed(phrase, f"a date as {clock.today}", f"last {phrase.text} hours")


def _open(phrase: Phrase, clock: Clock) -> AskError | None:
    if phrase.words[0].text not in ("to", "before", "pre") or _AGO.fullmatch(phrase.text):
        return None
    end = Phrase(phrase.source, phrase.words[1:])
    if not end.words or not read_point(end.text, clock):
        return None
    return AskError(
        messages.open_start(phrase.typed),
        messages.open_start_hint(end.typed),
        code="period-open",
        place=phrase.place,
    )


def _after(phrase: Phrase, clock: Clock) -> AskError | None:
    if phrase.words[0].text != "after":
        return None
    named = Phrase(phrase.source, phrase.words[1:])
    point = read_point(named.text, clock)
    if not point or point.instant:
        return None
    return _disputed(phrase, f"since {_day(point.start)}", f"since {_day(point.end)}")


def _instant(phrase: Phrase, clock: Clock) -> AskError | None:
    point = read_point(phrase.text, clock)
    if not point or not point.instant:
        return None
    hint = messages.EXAMPLES
    if clock.passed(point.start) and phrase.text != "now":
        found = _AGO.fullmatch(phrase.text)
        amount = phrase.part(*found.span(found.lastgroup or 0)).typed if found else ""
        hour_later = point.start + timedelta(hours=1)
        hint = messages.either(
            f"last {amount}" if amount else f"since {phrase.typed}",
            f"{_shown(point.start)} to {hour_later:%H:%M}",
        )
    return AskError(messages.instant(phrase.typed), hint, code="period-instant", place=phrase.place)


def _long_ago(phrase: Phrase, _: Clock) -> AskError | None:
    """`2 months ago`: that day, or that month?"""
    unit = re.search(r"month|quarter|year", phrase.text)
    if not unit or not _AGO.fullmatch(phrase.text):
        return None
    return _disputed(phrase, f"last {unit[0]}", "a date as 2026-10-20")


def _weekday(phrase: Phrase, clock: Clock) -> AskError | None:
    """`this monday` on a Wednesday: the past one, or the coming one?"""
    if not (found := _WEEKDAY.fullmatch(phrase.text.removeprefix("the "))):
        return None
    back = (clock.today.weekday() - WEEKDAYS.index(found["weekday"])) % 7
    near = clock.today - timedelta(days=back)
    if found["rel"] == "next":
        near += timedelta(days=7)
    return _disputed(phrase, near.isoformat(), (near + timedelta(days=7)).isoformat())


def _wrong_weekday(phrase: Phrase, clock: Clock) -> AskError | None:
    """`monday 20 nov` where that is a Friday."""
    named = next((word for word in phrase.words if word.text in WEEKDAYS), None)
    if not named:
        return None
    rest = Phrase(phrase.source, tuple(word for word in phrase.words if word is not named))
    point = read_point(rest.text, clock)
    if not point or not point.day or point.instant:
        return None
    return AskError(
        messages.wrong_weekday(phrase.typed, _day(point.start), WEEKDAYS[point.day.weekday()]),
        messages.wrong_weekday_hint(rest.typed),
        code="period-impossible",
        place=Place(phrase.source, named.start, named.end),
    )


def _disputed(phrase: Phrase, one: str, other: str) -> AskError:
    return AskError(
        messages.disputed(phrase.typed),
        messages.either(one, other),
        code="period-disputed",
        place=phrase.place,
    )


def _culprit(phrase: Phrase, clock: Clock) -> Phrase:
    """The words to mark: the unknown ones, else the end of a range that names nothing."""
    unknown = tuple(word for word in phrase.words if word.text.startswith(UNKNOWN))
    if unknown:
        return Phrase(phrase.source, unknown)
    for first, second, _ in halves(phrase):
        read = read_point(first.text, clock), read_point(second.text, clock)
        if read[0] and not read[1]:
            return second
        if read[1] and not read[0]:
            return first
    return phrase


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


_REASONS: Final = (
    _number,
    _night,
    _decimal,
    _open,
    _after,
    _instant,
    _long_ago,
    _weekday,
    _wrong_weekday,
)
