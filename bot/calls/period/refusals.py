"""Why a text is not one clear period, and what could be typed instead."""

import re
from datetime import datetime, timedelta
from typing import Final

from bot.calls.period.points import Clock, Point, read_point
from bot.calls.period.ranges import halves
from bot.calls.period.text import UNKNOWN, Phrase
from bot.calls.period.units import FIRST_YEAR, LAST_YEAR, WEEKDAYS
from bot.errors import AskError, Place
from bot.messages import period as messages

_AGO: Final = re.compile(r"(?P<amount>.+) ago|pre (?P<before>.+)")
_WEEKDAY: Final = re.compile(rf"(?P<rel>this|next) (?P<weekday>{'|'.join(WEEKDAYS)})")


def too_long(text: str, longest: int) -> AskError:
    return AskError(
        messages.too_long(len(text), longest),
        messages.EXAMPLES,
        code="period-too-long",
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
    if start == end:
        text, hint, code = messages.empty(), messages.EXAMPLES, "period-empty"
    elif end == clock.now:
        text, hint, code = messages.not_yet(_shown(start)), messages.not_yet_hint(), "period-future"
    else:
        text = messages.reversed_bounds(_shown(start), _shown(end))
        hint, code = messages.reversed_hint(), "period-reversed"
    return AskError(text, hint, code=code, place=phrase.place)


def unreadable(phrase: Phrase, clock: Clock) -> AskError:
    """The reason for which no rule took the phrase, as close as it can be told."""
    for reason in (_number, _night, _decimal, _open, _after, _instant, _long_ago, _weekday):
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
    hint = messages.number_hint(typed) if len(typed) <= 2 else messages.EXAMPLES
    return AskError(messages.number(typed), hint, code="period-number", place=phrase.place)


def _night(phrase: Phrase, clock: Clock) -> AskError | None:
    if not any(word.text == "night" for word in phrase.words):
        return None
    return _disputed(phrase, "yesterday evening", "yesterday 22:00-06:00")


def _decimal(phrase: Phrase, clock: Clock) -> AskError | None:
    if not (found := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})", phrase.text)):
        return None
    return _disputed(phrase, f"{found[1]}/{found[2]}/{clock.today.year}", f"last {found[0]} hours")


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
    typed = phrase.typed
    if found := _AGO.fullmatch(phrase.text):
        hint = messages.elapsed_hint(typed, found["amount"] or found["before"])
    else:
        hint = messages.instant_hint(typed)
    return AskError(messages.instant(typed), hint, code="period-instant", place=phrase.place)


def _long_ago(phrase: Phrase, clock: Clock) -> AskError | None:
    """`2 months ago`: that day, or that month?"""
    if not _AGO.fullmatch(phrase.text) or not re.search(r"month|quarter|year", phrase.text):
        return None
    return _disputed(phrase, "last month", f"{_day(clock.now - timedelta(days=30))}")


def _weekday(phrase: Phrase, clock: Clock) -> AskError | None:
    """`this monday` on a Wednesday: the past one, or the coming one?"""
    if not (found := _WEEKDAY.fullmatch(re.sub("^(?:in )?(?:the )?", "", phrase.text))):
        return None
    back = (clock.today.weekday() - WEEKDAYS.index(found["weekday"])) % 7
    near = clock.today - timedelta(days=back)
    if found["rel"] == "next":
        near += timedelta(days=7)
    return _disputed(phrase, near.isoformat(), (near + timedelta(days=7)).isoformat())


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
