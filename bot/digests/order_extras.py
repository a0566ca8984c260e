"""The words at the end of a digest's text, behind its place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.calls.words import Keyed, Mention, Word
from bot.digests.model import Extras
from bot.digests.texts import order_text as messages
from bot.errors import AskError, Place

SKIP_EMPTY: Final = "skip-empty"
THREAD: Final = "thread"
ROWS: Final = "rows"
NEW_IPS: Final = "new-ips"
ALERT: Final = "alert"

USUAL_NEW_IPS: Final = 7
MOST_NEW_IPS: Final = 31  # a question to MOR for each
MOST_CALLS: Final = 1_000_000_000


def is_extra(word: str) -> bool:
    """Whether the word, in small letters, is an extra by itself."""
    return word in (SKIP_EMPTY, THREAD, ROWS, NEW_IPS)


def read_extras(source: str, tail: Sequence[Word]) -> Extras:
    """What these words of `source` ask for.

    Raises AskError with the place for one that is none, has no number, or stands there twice.
    """
    extras, given = Extras(), set[str]()
    for at, word in enumerate(tail):
        place = Place(source, word.start, word.end)
        if isinstance(word, Mention):
            before = tail[at - 1] if at else None
            if not (isinstance(before, Keyed) and before.key == ALERT):
                raise AskError(*messages.MENTION_ALONE, code="digest-mention", place=place)
            extras = replace(extras, mention=word.text)
            continue
        name = word.key if isinstance(word, Keyed) else word.text.casefold()
        if name in given:
            raise AskError(*messages.extra_twice(name), code="digest-extra-twice", place=place)
        given.add(name)
        extras = _with(extras, name, word, place)
    return extras


def extras_text(extras: Extras) -> str:
    """The words that `read_extras` reads as these."""
    parts = (
        SKIP_EMPTY if extras.skip_empty else "",
        THREAD if extras.thread else "",
        ROWS if extras.rows else "",
        f"{NEW_IPS}:{extras.new_ips}" if extras.new_ips else "",
        f"{ALERT}:{extras.alert_above}" if extras.alert_above is not None else "",
        f"<@{extras.mention}>" if extras.mention else "",
    )
    return " ".join(part for part in parts if part)


def _with(extras: Extras, name: str, word: Word, place: Place) -> Extras:
    match name, isinstance(word, Keyed):
        case "skip-empty", False:
            return replace(extras, skip_empty=True)
        case "thread", False:
            return replace(extras, thread=True)
        case "rows", False:
            return replace(extras, rows=True)
        case "new-ips", False:
            return replace(extras, new_ips=USUAL_NEW_IPS)
        case "new-ips", True:
            return replace(extras, new_ips=_count(name, word.text, MOST_NEW_IPS, place))
        case "alert", True:
            return replace(extras, alert_above=_count(name, word.text, MOST_CALLS, place))
    typed = place.source[place.start : place.end]
    raise AskError(*messages.unknown_extra(typed), code="digest-extra", place=place)


def _count(key: str, typed: str, most: int, place: Place) -> int:
    digits = typed.isascii() and typed.isdigit() and len(typed) < 20
    if not digits or int(typed) > most:
        raise AskError(*messages.not_a_count(key, typed, most), code="digest-count", place=place)
    return int(typed)
