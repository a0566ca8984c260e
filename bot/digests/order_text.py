"""The text of a digest: a question, a schedule, a place, extras. Read, and written again.

    5 yesterday every weekday at 9:00 in <#C0NOC|noc> skip-empty alert:100 <@U0INGRID|ingrid>

The schedule begins with the first of its words from which on everything reads as one. The same
words behind a colon (`device:"every day"`) are part of the question.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.calls.words import Keyed, Mention, Word, words
from bot.digests.model import HERE, Extras, Order
from bot.digests.order_extras import extras_text, is_extra, read_extras
from bot.digests.schedule import Schedule, read_schedule, schedule_text
from bot.digests.schedule.zone import is_zone
from bot.digests.texts import order_text as messages
from bot.errors import AskError, Place

_OPENER: Final = re.compile(
    r"(?:every|hourly|daily|weekly|monthly|(?:on )?weekdays)(?![^ ,])", re.IGNORECASE
)
_WHICH: Final = r"(?:[0-9]{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|last)"
# 1st of the month, 1st and 15th of every month, last friday of the month
_OF_MONTH: Final = re.compile(
    rf"(?:on )?(?:the )?{_WHICH}(?:(?:,|,? and) {_WHICH})*(?: [a-z]+)?"
    r" of (?:the|every|each) month\b",
    re.IGNORECASE,
)
_BEFORE_DAYS: Final = ("on", "every", "each", "and", "the")
_CHANNEL: Final = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>")
_PLACES: Final = {
    "here": HERE,
    "in here": HERE,
    "to me": "",
    "in dm": "",
    "in dms": "",
    "in direct messages": "",
    "in direct message": "",
}
_FILES: Final = ("csv", "xlsx")


def read_order(text: str) -> Order:
    """The digest that `text` orders; an empty question is left empty.

    Channels and people are as Slack escapes them. Raises AskError with the place in `text`.
    """
    typed = list(words(text))
    begins = _beginnings(text, typed)
    if not begins:
        raise AskError(*messages.NO_SCHEDULE, code="digest-no-schedule", place=_behind(text))
    end = next(
        (at for at in range(begins[0] + 1, len(typed)) if _is_tail(text, typed, at)), len(typed)
    )
    begin, schedule = _schedule(text, typed, [at for at in begins if at < end], end)
    _refuse_files(text, typed[:begin])
    place, extras = _tail(text, typed[end:])
    return Order(text[: typed[begin].start].strip(), schedule, place, extras)


def order_text(order: Order) -> str:
    """The text that `read_order` reads as this order."""
    place = {"": "to me", HERE: "in here"}.get(order.place, f"in <#{order.place}>")
    parts = (order.query, schedule_text(order.schedule), place, extras_text(order.extras))
    return " ".join(part for part in parts if part)


def _beginnings(text: str, typed: Sequence[Word]) -> list[int]:
    """The indices of the words with which a schedule may begin."""
    found: list[int] = []
    for at, word in enumerate(typed):
        goes_on = found and word.text.casefold() == "on"  # hourly on weekdays
        if not goes_on and _opens(text, typed, at):
            found.append(at)
    return found


def _opens(text: str, typed: Sequence[Word], at: int) -> bool:
    word = typed[at]
    if isinstance(word, Keyed | Mention):
        return isinstance(word, Keyed) and word.key == "cron"
    if at and typed[at - 1].text.casefold() in _BEFORE_DAYS:
        return False
    ahead = " ".join(text[word.start :].split())
    return bool(_OPENER.match(ahead) or _OF_MONTH.match(ahead))


def _is_tail(source: str, typed: Sequence[Word], at: int) -> bool:
    """Whether the place or the extras begin with this word behind the schedule."""
    word = typed[at]
    text, following = word.text.casefold(), _as_typed(source, typed[at + 1 : at + 2])
    if isinstance(word, Keyed | Mention) or is_extra(text) or text == HERE:
        return not (isinstance(word, Keyed) and word.key == "cron")
    if text == "in":
        return not is_zone(following)
    to_place = following.casefold() == "me" or following.startswith(("<", "#"))
    return (text == "to" and to_place) or text.startswith(("<#", "#"))


def _as_typed(source: str, span: Sequence[Word]) -> str:
    return source[span[0].start : span[-1].end] if span else ""


def _schedule(
    text: str, typed: Sequence[Word], begins: Sequence[int], end: int
) -> tuple[int, Schedule]:
    """Where the schedule begins, and what it is: the longest that can be read.

    Raises AskError of the longest where none can.
    """
    faults = []
    for begin in begins:
        start, stop = typed[begin].start, typed[end - 1].end
        try:
            return begin, read_schedule(text[start:stop])
        except AskError as error:
            faults.append(_moved(error, text, start))
    raise faults[0]


def _moved(error: AskError, text: str, start: int) -> AskError:
    """The error about a part of the text, with its place in the whole."""
    found = error.place
    place = Place(text, found.start + start, found.end + start) if found else _behind(text)
    return AskError(error.text, error.hint, code=error.code, place=place, readings=error.readings)


def _behind(text: str) -> Place:
    return Place(text, len(text.rstrip()), len(text.rstrip()))


def _refuse_files(text: str, query: Sequence[Word]) -> None:
    for word in query:
        if not isinstance(word, Keyed | Mention) and word.text.casefold() in _FILES:
            sentence = messages.file_in_digest(word.text.casefold())
            raise AskError(*sentence, code="digest-file", place=Place(text, word.start, word.end))


def _tail(text: str, tail: Sequence[Word]) -> tuple[str, Extras]:
    begins = [at for at in range(len(tail)) if _place_words(tail[at:])]
    if not begins:
        return "", read_extras(text, tail)
    at = begins[0]
    place, taken = _place(text, tail[at:])
    others = [other for other in begins if other >= at + taken]
    if others:
        span = Place(text, tail[others[0]].start, tail[-1].end)
        raise AskError(*messages.TWO_PLACES, code="digest-place-twice", place=span)
    return place, read_extras(text, [*tail[:at], *tail[at + taken :]])


def _place(text: str, tail: Sequence[Word]) -> tuple[str, int]:
    """The place that these words begin with, and how many of them it takes."""
    taken = _place_words(tail)
    said = " ".join(word.text.casefold() for word in tail[:3])
    for phrase, place in _PLACES.items():
        if f"{said} ".startswith(f"{phrase} "):
            return place, phrase.count(" ") + 1
    named = tail[taken - 1]
    if channel := _CHANNEL.fullmatch(named.text):
        return channel[1], taken
    typed = _as_typed(text, [named])
    not_escaped = typed.startswith("#")
    sentence = messages.plain_channel(typed) if not_escaped else messages.no_place(typed)
    raise AskError(*sentence, code="digest-place", place=Place(text, named.start, named.end))


def _place_words(tail: Sequence[Word]) -> int:
    """How many words tell a place at least: none, itself alone, or `in` or `to` and the next."""
    first = tail[0].text.casefold() if tail and not isinstance(tail[0], Keyed | Mention) else ""
    if first in ("in", "to"):
        return min(2, len(tail))
    return int(first == HERE or first.startswith(("<#", "#")))
