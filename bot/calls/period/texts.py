"""Errors for text that is not one clear period. Each function returns the error.

Every hint has one or two phrases to type instead.
"""

from datetime import datetime

from bot.calls.date_text import long_date
from bot.calls.period.calendar import FIRST_YEAR, LAST_YEAR
from bot.errors import AskError, ErrorCode, Place

EXAMPLES = "For example: yesterday, last week, last 24 hours, 20 nov, 2026-11-01 to 2026-11-05."


def either(one: str, other: str) -> str:
    """A hint with two phrases."""
    return f"Write {one}, or {other}."


def _time(moment: datetime) -> str:
    return f"{long_date(moment)}, {moment:%H:%M}"


def _typed(place: Place) -> str:
    return place.source[place.start : place.end]


def unreadable(place: Place) -> AskError:
    """Text that no rule fits, if there is no better reason."""
    text = f"I could not read this as a period: {_typed(place)}"
    return AskError(text, EXAMPLES, code=ErrorCode.PERIOD_UNREADABLE, place=place)


def too_long(place: Place) -> AskError:
    """More text than a period needs; `place` starts where the limit ends."""
    text = f"This period has {place.end} characters; the limit is {place.start}."
    return AskError(text, EXAMPLES, code="period-text-too-long", place=place)


def out_of_reach(place: Place) -> AskError:
    """A moment outside the years that can be asked about."""
    text = f"This is outside the years {FIRST_YEAR} to {LAST_YEAR}."
    return AskError(text, EXAMPLES, code="period-out-of-reach", place=place)


def impossible(place: Place) -> AskError:
    """Digits in the shape of a date or a time that does not exist."""
    return AskError(
        f"There is no such date or time: {_typed(place)}",
        "Write a date as 2026-11-20 and a time as 09:30.",
        code="period-impossible",
        place=place,
    )


def wrong_weekday(typed: str, place: Place, date: str, weekday: str, date_typed: str) -> AskError:
    """`date` is another weekday than the one at `place`."""
    return AskError(
        f"{date} is a {weekday.capitalize()}: {typed}",
        f"Write {date_typed} alone, or correct the weekday.",
        code="period-impossible",
        place=place,
    )


def number(place: Place) -> AskError:
    """A number and nothing else."""
    typed = _typed(place)
    is_day = len(typed) <= 2 and typed.isdigit() and 1 <= int(typed) <= 31
    return AskError(
        f"A number alone is not a period: {typed}",
        f"Write {typed} nov for a day, or last {typed} days." if is_day else EXAMPLES,
        code=ErrorCode.PERIOD_NUMBER,
        place=place,
    )


def instant(place: Place, hint: str) -> AskError:
    """A moment, which has no length."""
    text = f"This is a moment and not a period: {_typed(place)}"
    return AskError(text, hint, code="period-instant", place=place)


def open_start(place: Place, end: str) -> AskError:
    """An end without a start."""
    return AskError(
        f"This has an end but no start: {_typed(place)}",
        f"Write both ends: 2026-11-01 to {end}.",
        code="period-open",
        place=place,
    )


def empty(place: Place) -> AskError:
    """A period that ends where it starts."""
    return AskError("This period has no length.", EXAMPLES, code="period-empty", place=place)


def not_yet(start: datetime, place: Place) -> AskError:
    """A period up to now that starts in the future."""
    return AskError(
        f"This period would start in the future, at {_time(start)}.",
        "Start in the past (for example: since yesterday), or write both ends.",
        code="period-future",
        place=place,
    )


def reversed_bounds(start: datetime, end: datetime, hint: str, place: Place) -> AskError:
    """A period that does not end after its start."""
    text = f"This period would start at {_time(start)}, but end at {_time(end)}."
    return AskError(text, hint, code="period-reversed", place=place)


SWAP_HINT = "Write the earlier end first, for example: yesterday 9:00 to 17:00."
WITH_YEARS = "both dates with their years"


def disputed(place: Place, one: str, other: str) -> AskError:
    """Text that people use with different meanings."""
    text = f"This can be read in more than one way: {_typed(place)}"
    return AskError(text, either(one, other), code="period-disputed", place=place)
