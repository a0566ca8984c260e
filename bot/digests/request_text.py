"""The text of a digest: a question, a schedule, a place, extras and a name. Read it, and write it.

    5 yesterday every weekday at 9:00 in <#C0NOC|noc> skip-empty alert:100 <@U0INGRID|ingrid>
    5 yesterday every weekday at 9:00 as "NOC morning"

The schedule begins with the first word from which all that follows reads as a schedule. The same
words after a colon (`device:"every day"`) belong to the question.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.calls.characters import plain
from bot.calls.words import Keyed, Mention, Word, words
from bot.digests import error_texts as errors
from bot.digests.model import HERE, DigestRequest, Extras
from bot.digests.names import LONGEST_NAME, is_name, quoted, unquoted, words_of_name
from bot.digests.schedule import Schedule, read_schedule, schedule_text
from bot.digests.schedule.tokens import is_zone
from bot.errors import AskError, Place, Reading
from bot.ids import CHANNEL_MENTION

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
_SKIP_EMPTY: Final = "skip-empty"
_THREAD: Final = "thread"
_ROWS: Final = "rows"
_NEW_IPS: Final = "new-ips"
_ALERT: Final = "alert"
_ALERT_ONLY: Final = "alert-only"
_AS: Final = "as"
_TAIL: Final = frozenset({_SKIP_EMPTY, _THREAD, _ROWS, _NEW_IPS, _ALERT_ONLY, _AS, HERE})
_USUAL_NEW_IPS: Final = 7
MOST_NEW_IPS: Final = 31  # a question to MOR for each
MOST_CALLS: Final = 1_000_000_000


def read_request(text: str) -> DigestRequest:
    """Read the text of a digest. An empty question stays empty.

    Channels and people are as Slack escapes them. Raises AskError with the place in `text`.
    """
    typed = list(words(text))
    begins = _beginnings(text, typed)
    if not begins:
        raise errors.no_schedule(_end_of(text))
    end = next(
        (at for at in range(begins[0] + 1, len(typed)) if _is_tail(text, typed, at)), len(typed)
    )
    begin, schedule = _schedule(text, typed, [at for at in begins if at < end], end)
    _refuse_files(text, typed[:begin])
    name, tail = _name(text, typed[end:])
    place, extras = _tail(text, tail)
    return DigestRequest(text[: typed[begin].start].strip(), schedule, place, extras, name)


def request_text(request: DigestRequest) -> str:
    """Return the text that `read_request` reads as this request."""
    place = {"": "to me", HERE: "in here"}.get(request.place, f"in <#{request.place}>")
    schedule = schedule_text(request.schedule)
    name = f"{_AS} {quoted(request.name)}" if request.name else ""
    parts = (request.query, schedule, place, *_extras_words(request.extras), name)
    return " ".join(part for part in parts if part)


def is_number(typed: str, most: int) -> bool:
    """Return whether this is a whole number from 0 to `most`."""
    return typed.isascii() and typed.isdigit() and len(typed) < 20 and int(typed) <= most


def with_request(error: AskError, request: DigestRequest) -> AskError:
    """Return an error about a request's query, whose readings are whole requests."""
    readings = []
    for reading in error.readings:
        text = request_text(replace(request, query=reading.command))
        readings.append(Reading(reading.meaning, f"digest {text}"))
    return AskError(error.text, error.hint, code=error.code, place=error.place, readings=readings)


def _beginnings(text: str, typed: Sequence[Word]) -> list[int]:
    """Return the indices of the words with which a schedule may begin."""
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
    """Return whether the place or the extras begin with this word after the schedule."""
    word = typed[at]
    text, following = plain(word.text).casefold(), _as_typed(source, typed[at + 1 : at + 2])
    if isinstance(word, Keyed | Mention) or text in _TAIL:
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
    """Return where the schedule begins, and the schedule: the longest that can be read.

    Raises the AskError of the longest if none can.
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
    """Return an error about a part of the text, with its place in the whole text."""
    found = error.place
    place = Place(text, found.start + start, found.end + start) if found else _end_of(text)
    return AskError(error.text, error.hint, code=error.code, place=place, readings=error.readings)


def _end_of(text: str) -> Place:
    return Place(text, len(text.rstrip()), len(text.rstrip()))


def _refuse_files(text: str, query: Sequence[Word]) -> None:
    for word in query:
        if not isinstance(word, Keyed | Mention) and word.text.casefold() in _FILES:
            raise errors.file_in_digest(word.text.casefold(), Place(text, word.start, word.end))


def _name(text: str, tail: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """Return the name, empty if there is none, and the other words. Raises AskError."""
    begins = [at for at, word in enumerate(tail) if _begins_name(word)]
    if not begins:
        return "", tail
    at = begins[0]
    following = tail[at + 1 :]
    taken = words_of_name([_as_typed(text, [word]) for word in following])
    place = Place(text, tail[at].start, [tail[at], *following[:taken]][-1].end)
    name = unquoted(_as_typed(text, following[:taken]))
    if not is_name(name):
        raise errors.no_name(name, LONGEST_NAME, place)
    rest = [*tail[:at], *following[taken:]]
    if any(map(_begins_name, rest)):
        raise errors.extra_twice(_AS, place)
    return name, rest


def _begins_name(word: Word) -> bool:
    return not isinstance(word, Keyed | Mention) and word.text.casefold() == _AS


def _tail(text: str, tail: Sequence[Word]) -> tuple[str, Extras]:
    begins = [at for at in range(len(tail)) if _place_words(tail[at:])]
    if not begins:
        return "", _read_extras(text, tail)
    at = begins[0]
    place, taken = _place(text, tail[at:])
    others = [other for other in begins if other >= at + taken]
    if others:
        raise errors.two_places(Place(text, tail[others[0]].start, tail[-1].end))
    return place, _read_extras(text, [*tail[:at], *tail[at + taken :]])


def _place(text: str, tail: Sequence[Word]) -> tuple[str, int]:
    """Return the place that these words begin with, and how many words it takes."""
    taken = _place_words(tail)
    said = " ".join(word.text.casefold() for word in tail[:3])
    for phrase, place in _PLACES.items():
        if f"{said} ".startswith(f"{phrase} "):
            return place, phrase.count(" ") + 1
    named = tail[taken - 1]
    if channel := CHANNEL_MENTION.fullmatch(named.text):
        return channel[1], taken
    typed = _as_typed(text, [named])
    error = errors.plain_channel if typed.startswith("#") else errors.no_place
    raise error(typed, Place(text, named.start, named.end))


def _place_words(tail: Sequence[Word]) -> int:
    """Return how many words name a place at least: 2 with `in` or `to`, else 1; 0 for no place."""
    first = tail[0].text.casefold() if tail and not isinstance(tail[0], Keyed | Mention) else ""
    if first in ("in", "to"):
        return min(2, len(tail))
    return int(first == HERE or first.startswith(("<#", "#")))


def _read_extras(source: str, tail: Sequence[Word]) -> Extras:
    """Read the options. Raises AskError for any other word, a missing number, or a repetition."""
    extras, given = Extras(), dict[str, Place]()
    for at, word in enumerate(tail):
        place = Place(source, word.start, word.end)
        if isinstance(word, Mention):
            before = tail[at - 1] if at else None
            if not (isinstance(before, Keyed) and before.key == _ALERT):
                raise errors.mention_alone(place)
            extras = replace(extras, mention=word.text)
            continue
        name = word.key if isinstance(word, Keyed) else plain(word.text).casefold()
        if name in given:
            raise errors.extra_twice(name, place)
        given[name] = place
        extras = _with(extras, name, word, place)
    if extras.alert_only and not extras.can_alert:
        raise errors.nothing_to_alert(given[_ALERT_ONLY])
    return extras


def _with(extras: Extras, name: str, word: Word, place: Place) -> Extras:
    match name, isinstance(word, Keyed):
        case "skip-empty", False:
            found = replace(extras, skip_empty=True)
        case "thread", False:
            found = replace(extras, thread=True)
        case "rows", False:
            found = replace(extras, rows=True)
        case "alert-only", False:
            found = replace(extras, alert_only=True)
        case "new-ips", False:
            found = replace(extras, new_ips=_USUAL_NEW_IPS)
        case "new-ips", True:
            found = replace(extras, new_ips=_count(name, word.text, MOST_NEW_IPS, place))
        case "alert", True:
            found = replace(extras, alert_above=_count(name, word.text, MOST_CALLS, place))
        case _:
            raise errors.unknown_extra(_as_typed(place.source, [word]), place)
    return found


def _count(key: str, typed: str, most: int, place: Place) -> int:
    if not is_number(typed, most):
        raise errors.not_a_count(key, typed, most, place)
    return int(typed)


def _extras_words(extras: Extras) -> list[str]:
    """Return the words of these extras; empty for those that are not wanted."""
    return [
        _SKIP_EMPTY if extras.skip_empty else "",
        _THREAD if extras.thread else "",
        _ROWS if extras.rows else "",
        f"{_NEW_IPS}:{extras.new_ips}" if extras.new_ips else "",
        f"{_ALERT}:{extras.alert_above}" if extras.alert_above is not None else "",
        f"<@{extras.mention}>" if extras.mention else "",
        _ALERT_ONLY if extras.alert_only else "",
    ]
